package dev.rbacconsumer.kafka;

import java.time.Duration;

/** Decides when a question that is asked regularly is due again. One thread. */
final class RegularQuestion {
  private final Duration interval;
  private boolean isOpen;
  private long notBefore = System.nanoTime();

  /**
   * @param interval time from an answer to the next question
   */
  RegularQuestion(Duration interval) {
    this.interval = interval;
  }

  /** Whether to ask now; the question counts as asked then. */
  boolean begin() {
    if (isOpen || System.nanoTime() - notBefore < 0) {
      return false;
    }
    isOpen = true;
    return true;
  }

  /** The question was answered, or failed. */
  void end() {
    isOpen = false;
    notBefore = System.nanoTime() + interval.toNanos();
  }
}
