package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes snapshots of the delivery status, including the current stalls and the current problems of
 * the source. Thread-safe.
 *
 * @param dispatcher the delivery
 * @param ends offset of the next record of a partition, empty while unknown; does not wait
 * @param contact whether the source can be reached, without waiting
 * @param trouble reason why the source cannot be reached, without waiting; empty if it can be
 * @param stalledAfter duration after which a thread without progress is shown as stalled
 * @param degradedAfter duration for which the status is degraded after a message was passed over;
 *     zero for not at all
 */
public record DeliverySnapshots(
    Dispatcher dispatcher,
    Function<PartitionId, OptionalLong> ends,
    Supplier<? extends SourceReachability> contact,
    Supplier<Optional<ProblemStatus>> trouble,
    Duration stalledAfter,
    Duration degradedAfter)
    implements SnapshotSource {
  @Override
  public Optional<StatusSnapshot> snapshot() {
    boolean isConnected = contact.get().isConnected();
    return Optional.of(
        dispatcher
            .status()
            .snapshot(ends, dispatcher.stalls().overdue(stalledAfter, isConnected))
            .orSourceProblem(trouble.get())
            .degradedAfterPassingOver(degradedAfter));
  }
}
