package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.network.NetworkFault;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.List;

/** Records, or a partition of several, that cannot be read or applied. */
final class RecordOutages {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Time after which an open transaction is a problem. It is no setting, and so not short. */
  private static final Duration DEGRADED_AFTER = Duration.ofMinutes(1);

  private static final int PARTITIONS = 3;

  /** The partition that the outage concerns; messages go to the two others. */
  private static final int BAD = 1;

  private static final int RECORDS = 3;

  private RecordOutages() {}

  static List<Row> rows() {
    return List.of(
        onePartitionBlocked(), unreadableBatch(), hangingTransaction(), skipped(), dataLoss());
  }

  private static Row onePartitionBlocked() {
    return oneOfThree("one-blocked", "one partition of three blocked: its message is refused")
        .begins(
            stage -> {
              stage.relations.store().setSchema(StoreSchema.rbac().without("rbac/role_binding"));
              stage.publish(BAD, binding());
              stage.publish(BAD, RECORDS);
            })
        .ends(stage -> stage.relations.store().setSchema(StoreSchema.rbac()))
        .expects(
            degraded("blocked 1: rejected: unknown_definition")
                .status("3, degraded", "Partition 1 is blocked at offset #: rejected/…")
                .metrics(
                    "rbac_kafka_consumer_blocked_by{class='rejected',partition='1'} == 1",
                    "sum(rbac_kafka_consumer_blocked) == 1",
                    "rbac_kafka_consumer_lag{partition='1'} == 4")
                .alerts("PartitionBlocked", "RemovalLate", "RemovalOverdue", "Behind"));
  }

  private static Row unreadableBatch() {
    DamagedBatch batch = new DamagedBatch();
    return oneOfThree("unreadable-batch", "batch of one partition of three unreadable")
        // The log is read twice a second at most, so that shorter waits would be alike.
        .setting("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "1s")
        .begins(
            stage -> {
              // What the broker sends before the damage is lost.
              stage.kafkaNetwork().fault(NetworkFault.SILENCE);
              stage.publish(BAD, RECORDS);
              batch.damageLast(stage.kafka().logDirectory(stage.partition(BAD)));
              stage.healKafkaNetwork();
            })
        .ends(stage -> batch.restore())
        .expects(
            degraded("blocked 1: unreadable: …")
                .status("3, degraded", "Partition 1 is blocked at offset #: unreadable/…")
                .metrics(
                    "rbac_kafka_consumer_blocked_by{class='unreadable',partition='1'} == 1",
                    "sum(rbac_kafka_consumer_blocked) == 1",
                    "rbac_kafka_consumer_lag{partition='1'} == 1")
                .alerts("PartitionBlocked", "RemovalLate", "RemovalOverdue", "Behind"));
  }

  private static Row hangingTransaction() {
    HangingTransaction transaction = new HangingTransaction();
    return oneOfThree("hanging-transaction", "transaction of a producer open for over a minute")
        .within(DEGRADED_AFTER.plus(LONG))
        .begins(
            stage -> {
              transaction.begin(
                  stage.kafka(),
                  Traffic.record(stage.partition(BAD), Traffic.message("hanging", 1)));
              stage.publish(BAD, RECORDS);
            })
        .ends(stage -> transaction.commit())
        .expects(
            degraded("open_transaction 1: # hidden")
                .status(
                    "3, degraded",
                    "Partition 1 waits for a transaction to end: # records hidden, …")
                .metrics(
                    "rbac_kafka_consumer_lag{partition='1'} == 4",
                    "rbac_kafka_consumer_open_transaction_records{partition='1'} > 0",
                    "rbac_kafka_consumer_open_transaction_seconds{partition='1'} > 5")
                .alerts("OpenTransaction"));
  }

  private static Row skipped() {
    return oneOfThree("skipped", "one message skipped")
        .begins(stage -> stage.publish(BAD, BadMessage.NOT_JSON.message()))
        .expects(
            Expected.well()
                .probes("200 degraded, passed_over: malformed: 1 skipped, 0 set aside")
                .status("3, degraded", "Messages were passed over: malformed, 1 skipped, …")
                .tile("Partitions", "3, all well")
                .metrics(
                    "rbac_kafka_consumer_passed_over_total{status='skipped'} == 1",
                    "sum(rbac_kafka_consumer_blocked) == 0")
                .alerts("MessagesPassedOver"));
  }

  private static Row dataLoss() {
    return oneOfThree("data-loss", "records of one partition of three deleted before being read")
        .begins(
            stage -> {
              stage.publish(BAD, RECORDS);
              stage.awaitCommitted(LONG);
              stage.instance.terminate();
              stage.publish(BAD, RECORDS);
              stage.kafka().deleteBelow(stage.partition(BAD), new Offset(2 * RECORDS - 1));
              stage.instance.start();
            })
        .ends(
            stage -> {
              stage.instance.terminate();
              Commit first = new Commit(new CommitPosition(2 * RECORDS - 1), "");
              stage.kafka().commit(stage.group(), stage.partition(BAD), first);
              stage.instance.start();
            })
        .expects(
            degraded("data_loss 1: below_start")
                .status("3, degraded", "Partition 1 is not read on: records are gone: below_start")
                .metrics(
                    "rbac_kafka_consumer_data_loss_blocked{partition='1'} == 1",
                    "sum(rbac_kafka_consumer_data_loss_blocked) == 1",
                    "rbac_kafka_consumer_data_loss_total{kind='below_start'} == 1",
                    "rbac_kafka_consumer_data_loss_offsets_total == 2")
                .alerts("RecordsGone", "RecordsLost", "RemovalLate", "RemovalOverdue", "Behind"));
  }

  private static Row oneOfThree(String name, String title) {
    return new Row(name, title).partitions(PARTITIONS).traffic(0, 2);
  }

  private static Expected degraded(String what) {
    return Expected.well()
        .probes("200 degraded, " + what)
        .tile("Partitions", "3, 1 in trouble")
        .tile("Lag", "#, records not committed");
  }

  private static OutboxMessage binding() {
    return OutboxMessages.relations()
        .add(RelationTuple.parse("rbac/role_binding:b-1#t_subject@rbac/principal:ann"))
        .build();
  }
}
