package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages that replace one member of a group by the next one, several a second, until it is
 * closed. Each of them removes access.
 */
final class Traffic implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration END = Duration.ofSeconds(10);

  private final KafkaProcess kafka;
  private final List<PartitionId> partitions;
  private final Thread thread = new Thread(this::publish, "traffic");
  private volatile boolean closed;

  /** Begins to publish to each of the partitions. */
  Traffic(KafkaProcess kafka, List<PartitionId> partitions) {
    this.kafka = kafka;
    this.partitions = List.copyOf(partitions);
    thread.setDaemon(true);
    thread.start();
  }

  /** A record that is written now. */
  static SourceRecord record(PartitionId partition, OutboxMessage message) {
    return new SourceRecord(
        partition,
        new Offset(0),
        Instant.now().toEpochMilli(),
        message.key(),
        message.value(),
        message.headers());
  }

  /** A message that replaces a member of a group by the next one. */
  static OutboxMessage message(String group, int number) {
    return OutboxMessages.relations()
        .add(member(group, number))
        .remove(member(group, number - 1))
        .createdAt(Instant.now())
        .build();
  }

  /** Publishes no more. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(END.toMillis());
      // A call to a broker that is gone would last longer.
      thread.interrupt();
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while traffic ended", interrupted);
    }
  }

  private void publish() {
    if (partitions.isEmpty()) {
      return;
    }
    for (int number = 1; !closed; number++) {
      for (PartitionId partition : partitions) {
        try {
          kafka.publish(record(partition, message("g-" + partition.number(), number)));
        } catch (IllegalStateException interrupted) {
          return;
        }
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private static RelationTuple member(String group, int number) {
    return RelationTuple.parse(
        "rbac/group:%s#t_member@rbac/principal:p-%d".formatted(group, number));
  }
}
