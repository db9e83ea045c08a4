package dev.rbacconsumer.launcher.status;

import static java.time.Duration.ofMillis;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.status.OpenTransactionStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Status of instances whose partitions wait for a transaction or an operator, or have a quarantine.
 */
public final class WaitingStatuses {
  private static final Instant NOW = StatusFixtures.NOW;

  private WaitingStatuses() {}

  /** Open transactions hide records, in one partition for long. */
  public static String waitingForTransactions() {
    return StatusFixtures.delivering(
        Optional.of(ofMillis(300)),
        List.of(
            hidden(
                StatusFixtures.idle(0), new OpenTransactionStatus(3, NOW.minusSeconds(20), false)),
            hidden(
                StatusFixtures.idle(1), new OpenTransactionStatus(4, NOW.minusSeconds(90), true))),
        List.of());
  }

  /** An operator has paused a partition. */
  public static String paused() {
    return StatusFixtures.delivering(
        Optional.of(ofMillis(300)),
        List.of(
            paused(
                StatusFixtures.idle(0),
                new OperatorPause("ann", "schema is being fixed", NOW.minusSeconds(600)))),
        List.of());
  }

  /** Messages wait in the quarantine of a partition, and that of another one cannot be opened. */
  public static String quarantined() {
    return StatusFixtures.delivering(
        Optional.of(ofMillis(300)),
        List.of(
            quarantined(
                StatusFixtures.idle(0),
                new QuarantineState(
                    12,
                    48_000,
                    Optional.of(new Offset(7)),
                    Optional.of(NOW.minusSeconds(600)),
                    Optional.empty())),
            quarantined(
                StatusFixtures.idle(1),
                QuarantineState.unknown("the topic quarantine does not exist"))),
        List.of());
  }

  private static PartitionStatus quarantined(PartitionStatus status, QuarantineState state) {
    return with(
        status, status.condition(), status.lag(), status.transaction(), status.paused(), state);
  }

  private static PartitionStatus paused(PartitionStatus status, OperatorPause pause) {
    return with(
        status,
        PartitionCondition.PAUSED,
        status.lag(),
        status.transaction(),
        Optional.of(pause),
        status.quarantine());
  }

  private static PartitionStatus hidden(PartitionStatus status, OpenTransactionStatus open) {
    return with(
        status,
        PartitionCondition.WAITING_FOR_TRANSACTION,
        Optional.of(open.records()),
        Optional.of(open),
        status.paused(),
        status.quarantine());
  }

  private static PartitionStatus with(
      PartitionStatus status,
      PartitionCondition condition,
      Optional<Long> lag,
      Optional<OpenTransactionStatus> transaction,
      Optional<OperatorPause> pause,
      QuarantineState quarantine) {
    return new PartitionStatus(
        status.partition(),
        condition,
        status.position(),
        status.committed(),
        status.end(),
        status.oldest(),
        status.oldestRemoval(),
        status.sinceApplied(),
        status.queuedRecords(),
        status.queuedBytes(),
        status.windowLeft(),
        status.fence(),
        status.blocked(),
        status.dataLoss(),
        status.stall(),
        status.commitProblem(),
        status.plan(),
        status.storeMark(),
        lag,
        false,
        transaction,
        pause,
        quarantine);
  }
}
