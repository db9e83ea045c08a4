package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;

/** Gives each lane something to run on: a thread, outside of tests. */
public interface LaneRunner {
  /**
   * Starts a lane.
   *
   * @param partition whose lane it is
   * @param lane to be stepped until it has ended
   */
  Running start(PartitionId partition, LaneTask lane);

  /** A lane that was started. */
  interface Running {
    /**
     * Waits for the end.
     *
     * @param atMost longest wait; zero only looks
     * @return whether the lane has ended
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Interrupts what the lane is doing. */
    void interrupt();
  }
}
