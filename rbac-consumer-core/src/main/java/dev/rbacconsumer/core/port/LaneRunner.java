package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;

/** Runs lanes; outside of tests, each on its own thread. */
public interface LaneRunner {
  /**
   * Starts a lane.
   *
   * @param partition the partition of the lane
   * @param lane the task to step until it has ended
   */
  Running start(PartitionId partition, LaneTask lane);

  /** A running lane. */
  interface Running {
    /**
     * Waits until the lane ends.
     *
     * @param atMost longest wait; zero returns at once
     * @return whether the lane has ended
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Interrupts the current step of the lane. */
    void interrupt();
  }
}
