package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.world.VirtualTime.VirtualSleeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Runs lanes step by step in the calling thread. A lane takes its sleeper from here right before it
 * is started, which is how the two are matched. Not thread-safe.
 */
final class SteppedLanes implements LaneRunner {
  private final VirtualTime time;
  private final Queue<VirtualSleeper> unclaimed = new ArrayDeque<>();
  private final List<SteppedLane> lanes = new ArrayList<>();

  SteppedLanes(VirtualTime time) {
    this.time = time;
  }

  /** The dispatcher takes the first one for itself; see {@link #claimOwn}. */
  Sleeper newSleeper() {
    VirtualSleeper sleeper = time.newSleeper();
    unclaimed.add(sleeper);
    return sleeper;
  }

  /** Takes out the one sleeper that belongs to no lane. */
  VirtualSleeper claimOwn() {
    return unclaimed.remove();
  }

  @Override
  public Running start(PartitionId partition, LaneTask task) {
    SteppedLane lane = new SteppedLane(task, unclaimed.remove());
    lanes.add(lane);
    return lane;
  }

  /** Gives every lane that is awake one step; whether any had one. */
  boolean stepAll() {
    boolean stepped = false;
    for (SteppedLane lane : List.copyOf(lanes)) {
      stepped |= lane.step();
    }
    lanes.removeIf(SteppedLane::hasEnded);
    return stepped;
  }

  private static final class SteppedLane implements Running {
    private final LaneTask task;
    private final VirtualSleeper sleeper;
    private boolean ended;

    SteppedLane(LaneTask task, VirtualSleeper sleeper) {
      this.task = task;
      this.sleeper = sleeper;
    }

    boolean step() {
      if (ended || sleeper.isAsleep()) {
        return false;
      }
      ended = !task.step();
      return true;
    }

    boolean hasEnded() {
      return ended;
    }

    @Override
    public boolean await(Duration atMost) {
      boolean stepped = true;
      while (!ended && stepped) {
        stepped = step();
      }
      return ended;
    }

    @Override
    public void interrupt() {
      sleeper.wake();
    }
  }
}
