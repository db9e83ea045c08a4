package dev.rbacconsumer.core.health;

import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes snapshots of the delivery status, including the current stalls and the current problems of
 * the source. Thread-safe.
 *
 * @param dispatcher the delivery
 * @param monitor what is known of the source
 * @param stalledAfter duration after which a thread without progress is shown as stalled
 * @param degradedAfter duration for which the status is degraded after a message was passed over;
 *     zero for not at all
 */
public record DeliverySnapshots(
    Dispatcher dispatcher, SourceMonitor monitor, Duration stalledAfter, Duration degradedAfter)
    implements SnapshotSource {
  @Override
  public Optional<StatusSnapshot> snapshot() {
    boolean isConnected = monitor.state().isConnected();
    return Optional.of(
        dispatcher
            .status()
            .snapshot(monitor, dispatcher.stalls().overdue(stalledAfter, isConnected))
            .degradedAfterPassingOver(degradedAfter));
  }
}
