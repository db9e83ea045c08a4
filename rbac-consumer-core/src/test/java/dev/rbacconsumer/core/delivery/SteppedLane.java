package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import java.time.Duration;

/** A lane that runs in the thread of the test, until it sleeps. */
final class SteppedLane implements LaneRunner.Running {
  final LaneTask task;
  private final NotedSleeper sleeper;
  boolean isInterrupted;
  boolean hasEnded;

  SteppedLane(LaneTask task, NotedSleeper sleeper) {
    this.task = task;
    this.sleeper = sleeper;
  }

  void run() {
    for (int i = 0; i < 100 && !hasEnded && !sleeper.isAsleep(); i++) {
      hasEnded = !task.step();
    }
  }

  @Override
  public boolean await(Duration atMost) {
    run();
    return hasEnded;
  }

  @Override
  public void interrupt() {
    isInterrupted = true;
  }
}
