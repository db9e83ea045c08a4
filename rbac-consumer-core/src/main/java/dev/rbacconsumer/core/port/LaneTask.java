package dev.rbacconsumer.core.port;

/** The work of one lane, cut into steps, so that a test can run many lanes in one thread. */
@FunctionalInterface
public interface LaneTask {
  /**
   * Does the next thing there is to do, which may be to wait. Called by one thread at a time. Never
   * throws.
   *
   * @return false once the lane has ended
   */
  boolean step();
}
