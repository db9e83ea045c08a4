package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.health.Degradation.Kind;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.OpenTransactionStatus;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.ReplayStatus;
import dev.rbacconsumer.core.status.RetryStatus;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the problems that prevent work. None of them is a reason to restart, so they are not
 * part of the health, but an operator must see them. Thread-safe.
 */
public final class Degradations {
  private final SnapshotSource status;

  /**
   * Creates a collector over this status.
   *
   * @param status source of the delivery status
   */
  public Degradations(SnapshotSource status) {
    this.status = status;
  }

  /** Returns the current problems: first those of the whole instance, then those of partitions. */
  public List<Degradation> list() {
    return status.snapshot().map(Degradations::of).orElseGet(List::of);
  }

  private static List<Degradation> of(StatusSnapshot snapshot) {
    List<Degradation> all = new ArrayList<>();
    Optional<PartitionId> whole = Optional.empty();
    snapshot
        .sourceProblem()
        .ifPresent(it -> all.add(new Degradation(Kind.SOURCE, whole, it.message(), it.since())));
    snapshot
        .sourceStall()
        .ifPresent(it -> all.add(new Degradation(Kind.STALLED, whole, it.doing(), it.since())));
    snapshot.passedOver().stream()
        .filter(it -> it.degradedUntil().isPresent())
        .map(Degradations::passedOver)
        .forEach(all::add);
    snapshot.partitions().forEach(it -> add(it, all));
    return all;
  }

  private static Degradation passedOver(PassedOverStatus messages) {
    String reason =
        "%s: %d skipped, %d set aside"
            .formatted(messages.kind().label(), messages.skipped(), messages.deadLettered());
    return new Degradation(Kind.PASSED_OVER, Optional.empty(), reason, messages.lastAt());
  }

  private static void add(PartitionStatus partition, List<Degradation> all) {
    Optional<PartitionId> which = Optional.of(partition.partition());
    blocked(partition).ifPresent(all::add);
    partition
        .paused()
        .ifPresent(
            it ->
                all.add(
                    new Degradation(
                        Kind.PAUSED,
                        which,
                        SafeText.message("by " + it.by() + ": " + it.reason()),
                        it.since())));
    quarantined(partition).ifPresent(all::add);
    partition
        .dataLoss()
        .ifPresent(
            it ->
                all.add(
                    new Degradation(Kind.DATA_LOSS, which, it.loss().kind().label(), it.since())));
    partition
        .stall()
        .ifPresent(it -> all.add(new Degradation(Kind.STALLED, which, it.doing(), it.since())));
    partition
        .commitProblem()
        .ifPresent(it -> all.add(new Degradation(Kind.COMMITS, which, it.message(), it.since())));
    partition
        .transaction()
        .filter(OpenTransactionStatus::isLong)
        .ifPresent(
            it ->
                all.add(
                    new Degradation(
                        Kind.OPEN_TRANSACTION, which, it.records() + " hidden", it.since())));
    partition
        .storeMark()
        .markProblem()
        .ifPresent(it -> all.add(new Degradation(Kind.MARK, which, it.code(), it.since())));
  }

  private static Optional<Degradation> quarantined(PartitionStatus partition) {
    QuarantineState state = partition.quarantine();
    Optional<PartitionId> which = Optional.of(partition.partition());
    return state
        .since()
        .map(since -> new Degradation(Kind.QUARANTINE, which, state.records() + " parked", since));
  }

  /**
   * Returns the blocking problem of a partition: at its lock, which comes first, at a replay, or at
   * a record.
   */
  private static Optional<Degradation> blocked(PartitionStatus partition) {
    Optional<PartitionId> which = Optional.of(partition.partition());
    if (partition.fence() instanceof FenceStatus.Refused lock) {
      return Optional.of(
          new Degradation(Kind.BLOCKED, which, "lock: " + lock.reason(), lock.since()));
    }
    Optional<RetryStatus> replay = partition.storeMark().replay().flatMap(ReplayStatus::problem);
    if (replay.isPresent()) {
      RetryStatus it = replay.get();
      return Optional.of(new Degradation(Kind.BLOCKED, which, "replay: " + it.code(), it.since()));
    }
    return partition
        .blocked()
        .map(
            it ->
                new Degradation(
                    Kind.BLOCKED,
                    which,
                    it.failure().kind().label() + ": " + it.failure().reason(),
                    it.firstFailedAt()));
  }
}
