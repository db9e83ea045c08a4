package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.SteppedSleeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Runs lanes step by step in the calling thread. A lane takes its sleeper from this object just
 * before its start, which matches the two. Not thread-safe.
 */
final class SteppedLanes implements LaneRunner {
  private final ManualClock clock;
  private final List<SteppedSleeper> sleepers = new ArrayList<>();
  private final Queue<SteppedSleeper> unclaimed = new ArrayDeque<>();
  private final List<SteppedLane> lanes = new ArrayList<>();

  SteppedLanes(ManualClock clock) {
    this.clock = clock;
  }

  /** Creates a sleeper. The dispatcher takes the first one for itself; see {@link #claimOwn}. */
  Sleeper newSleeper() {
    SteppedSleeper sleeper = new SteppedSleeper(clock);
    sleepers.add(sleeper);
    unclaimed.add(sleeper);
    return sleeper;
  }

  /** Removes and returns the one sleeper that belongs to no lane. */
  SteppedSleeper claimOwn() {
    return unclaimed.remove();
  }

  @Override
  public Running start(PartitionId partition, LaneTask task) {
    SteppedLane lane = new SteppedLane(clock, task, unclaimed.remove());
    lanes.add(lane);
    return lane;
  }

  /** Runs one step of every lane that is awake, and returns whether any had one. */
  boolean stepAll() {
    boolean stepped = false;
    for (SteppedLane lane : List.copyOf(lanes)) {
      stepped |= lane.step();
    }
    lanes.removeIf(SteppedLane::hasEnded);
    return stepped;
  }

  /**
   * Returns the nanoseconds until the first sleeper wakes by itself; the largest value if none
   * sleeps.
   */
  long untilNextWake() {
    return sleepers.stream()
        .filter(SteppedSleeper::isAsleep)
        .mapToLong(SteppedSleeper::remaining)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static final class SteppedLane implements Running {
    private final ManualClock clock;
    private final LaneTask task;
    private final SteppedSleeper sleeper;
    private boolean inStep;
    private boolean ended;

    SteppedLane(ManualClock clock, LaneTask task, SteppedSleeper sleeper) {
      this.clock = clock;
      this.task = task;
      this.sleeper = sleeper;
    }

    boolean step() {
      if (ended || inStep || sleeper.isAsleep()) {
        return false;
      }
      inStep = true;
      try {
        ended = !task.step();
      } finally {
        inStep = false;
      }
      return true;
    }

    boolean hasEnded() {
      return ended;
    }

    /**
     * Waits. For a lane that sleeps, or is in a call that waits itself, a wait takes all of its
     * time.
     */
    @Override
    public boolean await(Duration atMost) {
      boolean stepped = true;
      while (!ended && stepped) {
        stepped = step();
      }
      if (!ended) {
        clock.advance(atMost);
      }
      return ended;
    }

    @Override
    public void interrupt() {
      sleeper.wake();
    }
  }
}
