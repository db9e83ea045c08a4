package dev.rbacconsumer.kafka;

import java.time.Duration;

/** Decides when a regular request is due. For use by one thread. */
final class RegularQuestion {
  private final Duration interval;
  private boolean isOpen;
  private long notBefore = System.nanoTime();

  /**
   * @param interval time from a response to the next request
   */
  RegularQuestion(Duration interval) {
    this.interval = interval;
  }

  /** Returns whether the request is due; if so, it counts as sent. */
  boolean begin() {
    if (isOpen || System.nanoTime() - notBefore < 0) {
      return false;
    }
    isOpen = true;
    return true;
  }

  /** Records that the request was answered, or failed. */
  void end() {
    isOpen = false;
    notBefore = System.nanoTime() + interval.toNanos();
  }
}
