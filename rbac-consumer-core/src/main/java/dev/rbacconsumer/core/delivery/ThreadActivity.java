package dev.rbacconsumer.core.delivery;

/**
 * The current step of a thread and the time by which it should end. The thread itself sets it; any
 * thread may read it.
 */
final class ThreadActivity {
  private volatile Step step;

  ThreadActivity(String what, long due) {
    this.step = new Step(what, due);
  }

  /**
   * Sets the current step.
   *
   * @param what a few words for an operator
   * @param due latest time at which it should have ended, on the monotonic clock in nanoseconds
   */
  void begins(String what, long due) {
    step = new Step(what, due);
  }

  Step step() {
    return step;
  }

  /** A step of a thread, and the time by which it should end. */
  record Step(String what, long due) {}
}
