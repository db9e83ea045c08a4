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
 * thread, says what it does and until when that needs no explanation: a wait until its end, a call
 * until its timeout. So an outage of the store or of Kafka, of any length, is never a stall; a call
 * that overran its timeout, a thread that died or hangs, a source that is not read, and a lane
 * whose position cannot be read although the brokers answer are.
 *
 * <p>Thread-safe. A look takes no lock that a lane or the source thread may hold.
 */
public final class StallDetector {
  private static final String POSITIONING = "waiting for the position of the group";

  private final Clock clock;
  private final DeliveryObserver observer;
  private final DeliveryStatus status;
  private final ThreadActivity source;
  private final Map<PartitionId, ThreadActivity> lanes = new ConcurrentHashMap<>();
  private final Map<PartitionId, ThreadActivity> positioning = new ConcurrentHashMap<>();
  private final Set<Optional<PartitionId>> reported = new HashSet<>();
  private volatile boolean open;

  /**
   * @param observer hears of stalls, on the thread that looks
   * @param status says how far each partition has come
   */
  StallDetector(Clock clock, DeliveryObserver observer, DeliveryStatus status) {
    this.clock = clock;
    this.observer = observer;
    this.status = status;
    this.source = new ThreadActivity("not begun", clock.nanoTime());
  }

  /**
   * Looks at everything, and tells the observer what has begun or ended to stand still. To be
   * called regularly, by a timer of the caller.
   *
   * @param reportAfter how long something may be overdue before it is told of, at least zero
   * @return for how long the worst has been overdue; zero where nothing is
   */
  public synchronized Duration check(Duration reportAfter) {
    return check(reportAfter, true);
  }

  /**
   * The same, where it is known whether the source's brokers answer.
   *
   * @param reportAfter how long something may be overdue before it is told of, at least zero
   * @param brokersAnswer while they do not, nobody can be expected to find a position
   */
  public synchronized Duration check(Duration reportAfter, boolean brokersAnswer) {
    long now = clock.nanoTime();
    if (!brokersAnswer) {
      positioning.values().forEach(it -> it.begins(POSITIONING, now));
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
   * Finds what is overdue now, by what the threads themselves have said. Takes no lock and tells
   * nobody, so that it answers at once, whatever hangs, an observer included.
   *
   * @param atLeast how long something must be overdue, at least zero
   * @param brokersAnswer while they do not, nobody can be expected to find a position
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

  /** A lane is made; what it does is told there from now on. */
  ThreadActivity begin(PartitionId partition) {
    ThreadActivity lane = new ThreadActivity("waiting to be started", clock.nanoTime());
    lanes.put(partition, lane);
    return lane;
  }

  /** Whatever these lanes do, somebody waits for their end. */
  void end(Set<PartitionId> partitions) {
    lanes.keySet().removeAll(partitions);
    positioning.keySet().removeAll(partitions);
  }

  /** A lane cannot begin before its position is known; does nothing where it waits already. */
  void awaitPosition(PartitionId partition) {
    positioning.computeIfAbsent(partition, it -> new ThreadActivity(POSITIONING, clock.nanoTime()));
  }

  /** The position of a lane is known, or a policy keeps it from being set. */
  void endWaitForPosition(PartitionId partition) {
    positioning.remove(partition);
  }

  /**
   * The source thread begins a round.
   *
   * @param atMost longest time that it may take
   */
  void round(Duration atMost) {
    source.begins("reading and committing", clock.nanoTime() + atMost.toNanos());
    open = true;
  }

  /** What a lane is overdue with: its own step, or the position that it waits for. */
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
