package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import java.util.List;

/** Outages of the store, or of the way to it. */
final class StoreOutages {
  /** Below the timeout of a call. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private static final int ALL_CALLS = 10_000;

  private StoreOutages() {}

  static List<Row> rows() {
    return List.of(down(), downAndRestarted(), slow(), lockRefused());
  }

  private static Row down() {
    return new Row("store-down", "store down")
        .traffic()
        .begins(stage -> stage.relations.stop())
        .ends(stage -> stage.relations.start())
        .expects(
            // There may be progress that the store has no mark of, and then that is a problem, too.
            waiting("blocked 0: transient: unavailable…")
                .status("3, degraded", "Partition 0 is blocked at offset #: transient/unavailable…")
                .metrics(
                    "rbac_kafka_consumer_blocked_by{class='transient'} == 1",
                    "rbac_kafka_consumer_lag > 0",
                    "rbac_kafka_consumer_oldest_unapplied_removal_age_seconds > 14")
                .alerts(
                    "HighRetryRate",
                    "Stalled",
                    "PartitionBlocked",
                    "RemovalLate",
                    "RemovalOverdue",
                    "Behind"));
  }

  private static Row downAndRestarted() {
    return new Row("store-down-restarted", "store down, and the consumer is restarted")
        .traffic()
        .begins(
            stage -> {
              stage.relations.stop();
              stage.instance.terminate();
              stage.instance.start();
            })
        .ends(stage -> stage.relations.start())
        .expects(withoutLock("unavailable"));
  }

  private static Row slow() {
    return new Row("store-slow", "store slow: messages arrive faster than it takes them")
        .traffic()
        .begins(stage -> stage.relations.setLatency(SLOW))
        .ends(stage -> stage.relations.setLatency(Duration.ZERO))
        .expects(
            Expected.well()
                .tile("Partitions", "1, all well")
                .tile("Lag", "#, records not committed")
                .metrics(
                    "rbac_kafka_consumer_blocked == 0",
                    "rbac_kafka_consumer_lag > 5",
                    "rbac_kafka_consumer_oldest_unapplied_removal_age_seconds > 14")
                .alerts("RemovalLate", "RemovalOverdue", "Behind"));
  }

  private static Row lockRefused() {
    return new Row("lock-refused", "store refuses the lock")
        .traffic()
        .begins(
            stage -> {
              stage.relations.next(
                  Rpc.ACQUIRE_LOCK,
                  ALL_CALLS,
                  new ServerFault.Answer(GrpcErrorCode.PERMISSION_DENIED, "no right to lock"));
              stage.relations.stealLock(stage.group() + "/0");
            })
        .ends(stage -> stage.relations.clearFaults())
        .expects(withoutLock("permission_denied"));
  }

  /** The lock cannot be taken, so that nothing is read; removals wait all the same. */
  private static Expected withoutLock(String reason) {
    return waiting("blocked 0: lock: " + reason)
        .status("3, degraded", "Partition 0 has no lock: " + reason)
        .metrics(
            "rbac_kafka_consumer_blocked_by{class='lock'} == 1",
            "rbac_kafka_consumer_lag > 0",
            "rbac_kafka_consumer_oldest_unapplied_removal_age_seconds > 14")
        .alerts("Stalled", "PartitionBlocked", "RemovalLate", "RemovalOverdue", "Behind");
  }

  private static Expected waiting(String degraded) {
    return Expected.well()
        .probes("200 degraded, " + degraded)
        .tile("Partitions", "1, 1 in trouble")
        .tile("Lag", "#, records not committed");
  }
}
