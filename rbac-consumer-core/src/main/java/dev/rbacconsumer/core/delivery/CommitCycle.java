package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commits of one instance: at most one is in flight, and each carries all positions
 * settled by then. A failed commit is not repeated; the next one carries the positions settled
 * then.
 */
final class CommitCycle {
  /**
   * Wait after a failed commit, which doubles with each further one: a commit that fails because of
   * a rebalance can be made soon after, and the partitions that have just moved wait for it.
   */
  static final Duration FIRST_RETRY = Duration.ofMillis(50);

  private final MessageSource source;
  private final DeliveryObserver observer;
  private final Clock clock;
  private final DispatcherSettings settings;
  private boolean inFlight;
  private long notBefore;

  /** Wait before the next commit, if the last one failed; zero if it succeeded. */
  private Duration retryDelay = Duration.ZERO;

  /** Time before which only a commit that something waits for is made. */
  private long notBeforeUnlessUrgent;

  CommitCycle(
      MessageSource source, DeliveryObserver observer, Clock clock, DispatcherSettings settings) {
    this.source = source;
    this.observer = observer;
    this.clock = clock;
    this.settings = settings;
    this.notBefore = clock.nanoTime();
    this.notBeforeUnlessUrgent = notBefore;
  }

  boolean isInFlight() {
    return inFlight;
  }

  /**
   * Starts a commit of all settled positions, unless one is in flight, or has just failed, or has
   * just succeeded and nothing waits for another one.
   *
   * @return how long the source may wait for records before this is called again; empty if there is
   *     no such limit
   */
  Optional<Duration> start(Collection<AssignedLane> lanes) {
    long now = clock.nanoTime();
    if (inFlight) {
      return Optional.empty();
    }
    if (now - notBefore < 0) {
      return Optional.of(pollWait(notBefore - now));
    }
    long early = notBeforeUnlessUrgent - now;
    boolean defers = early > 0 && noneIsUrgent(lanes);
    lanes.forEach(lane -> lane.driver().update(it -> it.commitComes(defers)));
    if (defers) {
      return Optional.of(pollWait(early));
    }
    Map<PartitionId, LaneDriver> drivers = new TreeMap<>();
    Map<PartitionId, Checkpoint> checkpoints = new TreeMap<>();
    for (AssignedLane lane : lanes) {
      collect(lane.driver(), Lane::checkpoint, drivers, checkpoints);
    }
    if (!checkpoints.isEmpty()) {
      inFlight = true;
      source.commitLater(commits(checkpoints), failure -> finished(drivers, checkpoints, failure));
    }
    return Optional.empty();
  }

  /** Returns a wait that Kafka, which waits for whole milliseconds, does not shorten. */
  private static Duration pollWait(long nanos) {
    return Duration.ofNanos(nanos).plusMillis(1);
  }

  private static boolean noneIsUrgent(Collection<AssignedLane> lanes) {
    for (AssignedLane lane : lanes) {
      if (lane.driver().ask(Lane::isCommitUrgent)) {
        return false;
      }
    }
    return true;
  }

  /** Commits the last settled positions of lanes, and waits for the result. */
  void finish(Map<PartitionId, AssignedLane> lanes) {
    Map<PartitionId, LaneDriver> drivers = new TreeMap<>();
    Map<PartitionId, Checkpoint> checkpoints = new TreeMap<>();
    lanes
        .values()
        .forEach(lane -> collect(lane.driver(), Lane::lastCheckpoint, drivers, checkpoints));
    if (checkpoints.isEmpty()) {
      return;
    }
    try {
      source.commitNow(commits(checkpoints), settings.commitTimeout());
      acknowledge(drivers, checkpoints);
    } catch (SourceException failure) {
      report(checkpoints, failure);
    }
  }

  private static void collect(
      LaneDriver driver,
      Function<Lane, Optional<Checkpoint>> question,
      Map<PartitionId, LaneDriver> drivers,
      Map<PartitionId, Checkpoint> checkpoints) {
    driver
        .ask(question)
        .ifPresent(
            checkpoint -> {
              drivers.put(driver.partition(), driver);
              checkpoints.put(driver.partition(), checkpoint);
            });
  }

  private void finished(
      Map<PartitionId, LaneDriver> drivers,
      Map<PartitionId, Checkpoint> checkpoints,
      @Nullable SourceException failure) {
    inFlight = false;
    if (failure == null) {
      retryDelay = Duration.ZERO;
      notBeforeUnlessUrgent = clock.nanoTime() + settings.commitInterval().toNanos();
      acknowledge(drivers, checkpoints);
    } else {
      retryDelay = nextDelay();
      notBefore = clock.nanoTime() + retryDelay.toNanos();
      report(checkpoints, failure);
    }
  }

  private Duration nextDelay() {
    Duration next = retryDelay.isZero() ? FIRST_RETRY : retryDelay.multipliedBy(2);
    return next.compareTo(settings.retryDelay()) < 0 ? next : settings.retryDelay();
  }

  private void acknowledge(
      Map<PartitionId, LaneDriver> drivers, Map<PartitionId, Checkpoint> checkpoints) {
    checkpoints.forEach(
        (partition, checkpoint) -> {
          observer.on(
              new PartitionEvent.Committed(
                  partition, checkpoint.position(), checkpoint.newRecord()));
          LaneDriver driver = drivers.get(partition);
          if (driver != null) {
            driver.acknowledged(checkpoint);
          }
        });
  }

  private void report(Map<PartitionId, Checkpoint> checkpoints, SourceException failure) {
    observer.on(
        new InstanceEvent.CommitFailed(checkpoints.keySet(), String.valueOf(failure.getMessage())));
  }

  private static Map<PartitionId, Commit> commits(Map<PartitionId, Checkpoint> checkpoints) {
    Map<PartitionId, Commit> commits = new TreeMap<>();
    checkpoints.forEach((partition, checkpoint) -> commits.put(partition, checkpoint.commit()));
    return commits;
  }
}
