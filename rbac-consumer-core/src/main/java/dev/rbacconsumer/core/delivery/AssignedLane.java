package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.port.LaneRunner;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The driver and the running task of one lane, as the source thread uses them. */
final class AssignedLane {
  private final LaneDriver driver;
  private final LaneRunner.Running running;
  private boolean paused = true;
  private boolean defectTaken;

  AssignedLane(LaneDriver driver, LaneRunner.Running running) {
    this.driver = driver;
    this.running = running;
  }

  LaneDriver driver() {
    return driver;
  }

  LaneRunner.Running running() {
    return running;
  }

  boolean isPaused() {
    return paused;
  }

  void pause(boolean pause) {
    paused = pause;
    driver.update(lane -> lane.paused(pause));
  }

  /** Returns the exception that ended the lane, once; null if there is none. */
  @Nullable Throwable takeDefect() {
    Throwable defect = driver.defect();
    boolean first = defect != null && !defectTaken;
    defectTaken |= first;
    return first ? defect : null;
  }

  /**
   * Returns whether the lane ends within a time; an interrupt of the waiting thread ends the wait.
   */
  boolean endsWithin(Duration atMost) {
    try {
      return running.await(atMost);
    } catch (InterruptedException interrupted) {
      return false;
    }
  }
}
