package dev.rbacconsumer.kafka;

/**
 * Limits wake-ups to polls. The client's own wake-up ends any next call, even a commit. So it is
 * used only while a poll is in progress, and a signal at any other time makes the next poll return
 * without waiting.
 */
final class PollSignal {
  private final Runnable wakeup;
  private boolean polling;
  private boolean raised;

  PollSignal(Runnable wakeup) {
    this.wakeup = wakeup;
  }

  /** Begins a poll, and returns whether it may wait. */
  synchronized boolean beginPoll() {
    boolean mayWait = !raised;
    raised = false;
    polling = mayWait;
    return mayWait;
  }

  synchronized void endPoll() {
    polling = false;
  }

  synchronized void raise() {
    if (polling) {
      polling = false;
      wakeup.run();
    } else {
      raised = true;
    }
  }
}
