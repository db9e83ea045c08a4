package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Commits of one instance: at most one in flight, each carrying all that was settled by then. A
 * failed one is not repeated as it was; the next carries what is settled then.
 */
final class CommitCycle {
  private final MessageSource source;
  private final DeliveryObserver observer;
  private final Clock clock;
  private final DispatcherSettings settings;
  private boolean inFlight;
  private long notBefore;

  CommitCycle(
      MessageSource source, DeliveryObserver observer, Clock clock, DispatcherSettings settings) {
    this.source = source;
    this.observer = observer;
    this.clock = clock;
    this.settings = settings;
    this.notBefore = clock.nanoTime();
  }

  boolean isInFlight() {
    return inFlight;
  }

  /** Commits what is settled, unless a commit is in flight or has just failed. */
  void start(Collection<AssignedLane> lanes) {
    if (inFlight || clock.nanoTime() - notBefore < 0) {
      return;
    }
    Map<PartitionId, LaneDriver> drivers = new TreeMap<>();
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    for (AssignedLane lane : lanes) {
      collect(lane.driver(), drivers, positions);
    }
    if (positions.isEmpty()) {
      return;
    }
    inFlight = true;
    source.commitLater(positions, failure -> finished(drivers, positions, failure));
  }

  /** Commits what is settled, and waits for it. */
  void finish(Map<PartitionId, AssignedLane> lanes) {
    Map<PartitionId, LaneDriver> drivers = new TreeMap<>();
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    lanes.values().forEach(lane -> collect(lane.driver(), drivers, positions));
    if (positions.isEmpty()) {
      return;
    }
    try {
      source.commitNow(positions, settings.commitTimeout());
      acknowledge(drivers, positions);
    } catch (SourceException failure) {
      report(positions, failure);
    }
  }

  private static void collect(
      LaneDriver driver,
      Map<PartitionId, LaneDriver> drivers,
      Map<PartitionId, CommitPosition> positions) {
    driver
        .ask(Lane::uncommitted)
        .ifPresent(
            position -> {
              drivers.put(driver.partition(), driver);
              positions.put(driver.partition(), position);
            });
  }

  private void finished(
      Map<PartitionId, LaneDriver> drivers,
      Map<PartitionId, CommitPosition> positions,
      @Nullable SourceException failure) {
    inFlight = false;
    if (failure == null) {
      acknowledge(drivers, positions);
    } else {
      notBefore = clock.nanoTime() + settings.retryDelay().toNanos();
      report(positions, failure);
    }
  }

  private void acknowledge(
      Map<PartitionId, LaneDriver> drivers, Map<PartitionId, CommitPosition> positions) {
    positions.forEach(
        (partition, position) -> {
          observer.on(new DeliveryEvent.Committed(partition, position));
          LaneDriver driver = drivers.get(partition);
          if (driver != null) {
            driver.commitAcknowledged(position);
          }
        });
  }

  private void report(Map<PartitionId, CommitPosition> positions, SourceException failure) {
    observer.on(
        new DeliveryEvent.CommitFailed(positions.keySet(), String.valueOf(failure.getMessage())));
  }
}
