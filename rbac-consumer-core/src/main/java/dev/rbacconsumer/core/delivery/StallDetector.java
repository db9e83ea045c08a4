package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds threads that have made no progress for longer than expected. Every lane, and the source
 * thread, declares what it does and until when it should end: a wait at its end, a call at its
 * timeout. So an outage of the store or of Kafka, of any length, is never a stall. A stall is a
 * call that overran its timeout, a thread that died or hangs, a source that is not read, or a lane
 * whose position cannot be read although the brokers answer.
 *
 * <p>Thread-safe. A check takes no lock that a lane or the source thread may hold.
 */
public final class StallDetector {
  private final Clock clock;
  private final DeliveryObserver observer;
  private final DeliveryStatus status;
  private final ThreadActivity source;
  private final Map<PartitionId, ThreadActivity> lanes = new ConcurrentHashMap<>();
  private final Map<PartitionId, ThreadActivity> positioning = new ConcurrentHashMap<>();
  private final Set<Optional<PartitionId>> reported = new HashSet<>();
  private volatile boolean open;

  /**
   * @param observer receives stalls, on the thread that checks
   * @param status supplies the progress of each partition
   */
  StallDetector(Clock clock, DeliveryObserver observer, DeliveryStatus status) {
    this.clock = clock;
    this.observer = observer;
    this.status = status;
    this.source = new ThreadActivity("not begun", clock.nanoTime());
  }

  /**
   * Checks all threads, and reports each stall that has begun or ended to the observer. Called
   * regularly, by a timer of the caller.
   *
   * @param reportAfter overdue time from which a stall is reported, at least zero
   * @return the longest overdue time of a thread; zero if none is overdue
   */
  public synchronized Duration check(Duration reportAfter) {
    return check(reportAfter, true);
  }

  /**
   * Checks all threads as {@link #check(Duration)} does, knowing whether the source's brokers
   * answer.
   *
   * @param reportAfter overdue time from which a stall is reported, at least zero
   * @param brokersAnswer whether they do; while not, no lane is expected to find its position
   */
  public synchronized Duration check(Duration reportAfter, boolean brokersAnswer) {
    long now = clock.nanoTime();
    if (!brokersAnswer) {
      positioning.values().forEach(it -> it.begins(StallStatus.FOR_POSITION, now));
    }
    Map<PartitionId, ThreadActivity> present = new TreeMap<>(lanes);
    reported.removeIf(who -> who.isPresent() && !present.containsKey(who.get()));
    Duration worst = open ? check(Optional.empty(), source, now, reportAfter) : Duration.ZERO;
    for (Map.Entry<PartitionId, ThreadActivity> lane : present.entrySet()) {
      ThreadActivity latest = latest(lane.getKey(), lane.getValue());
      Duration overdue = check(Optional.of(lane.getKey()), latest, now, reportAfter);
      worst = worst.compareTo(overdue) < 0 ? overdue : worst;
    }
    return worst;
  }

  /**
   * Returns the threads that are overdue now, by their own declarations. Takes no lock and calls no
   * observer, so that it answers at once, whatever hangs, an observer included.
   *
   * @param atLeast least overdue time of a thread that is returned, at least zero
   * @param brokersAnswer whether they do; while not, no lane is expected to find its position
   * @return lanes by their partition, in order, behind the source thread, which is empty
   */
  public Map<Optional<PartitionId>, StallStatus> overdue(Duration atLeast, boolean brokersAnswer) {
    long now = clock.nanoTime();
    Instant moment = clock.now();
    Map<Optional<PartitionId>, StallStatus> found = new LinkedHashMap<>();
    if (open) {
      addOverdue(Optional.empty(), source.step(), now, moment, atLeast, found);
    }
    new TreeMap<>(lanes)
        .forEach(
            (partition, lane) -> {
              ThreadActivity latest = brokersAnswer ? latest(partition, lane) : lane;
              addOverdue(Optional.of(partition), latest.step(), now, moment, atLeast, found);
            });
    return found;
  }

  private static void addOverdue(
      Optional<PartitionId> who,
      ThreadActivity.Step step,
      long now,
      Instant moment,
      Duration atLeast,
      Map<Optional<PartitionId>, StallStatus> found) {
    Duration overdue = overdue(step, now);
    if (isStalled(overdue, atLeast)) {
      found.put(who, new StallStatus(step.what(), moment.minus(overdue)));
    }
  }

  private static Duration overdue(ThreadActivity.Step step, long now) {
    return Duration.ofNanos(Math.max(0, now - step.due()));
  }

  private static boolean isStalled(Duration overdue, Duration atLeast) {
    return !overdue.isZero() && overdue.compareTo(atLeast) >= 0;
  }

  /** Registers a lane, and returns the activity in which its thread declares what it does. */
  ThreadActivity begin(PartitionId partition) {
    ThreadActivity lane = new ThreadActivity("waiting to be started", clock.nanoTime());
    lanes.put(partition, lane);
    return lane;
  }

  /** Removes lanes that are to end: the source thread waits for them. */
  void end(Set<PartitionId> partitions) {
    lanes.keySet().removeAll(partitions);
    positioning.keySet().removeAll(partitions);
  }

  /** Records that a lane waits for its position; does nothing if it waits already. */
  void awaitPosition(PartitionId partition) {
    positioning.computeIfAbsent(
        partition, it -> new ThreadActivity(StallStatus.FOR_POSITION, clock.nanoTime()));
  }

  /**
   * Records that a lane waits no more: its position is known, or a policy keeps it from being set.
   */
  void endWaitForPosition(PartitionId partition) {
    positioning.remove(partition);
  }

  /**
   * Records that the source thread begins a round.
   *
   * @param atMost longest time that the round may take
   */
  void round(Duration atMost) {
    source.begins("reading and committing", clock.nanoTime() + atMost.toNanos());
    open = true;
  }

  /** Returns the activity of a lane that is due first: its own step, or its wait for a position. */
  private ThreadActivity latest(PartitionId partition, ThreadActivity lane) {
    ThreadActivity position = positioning.get(partition);
    return position != null && position.step().due() - lane.step().due() < 0 ? position : lane;
  }

  private Duration check(
      Optional<PartitionId> who, ThreadActivity activity, long now, Duration reportAfter) {
    ThreadActivity.Step step = activity.step();
    Duration overdue = overdue(step, now);
    boolean stalled = isStalled(overdue, reportAfter);
    if (stalled && reported.add(who)) {
      observer.on(new InstanceEvent.Stalled(who, step.what(), overdue, status.progress(who)));
    } else if (!stalled && reported.remove(who)) {
      observer.on(new InstanceEvent.StallEnded(who));
    }
    return overdue;
  }
}
