package dev.rbacconsumer.kafka;

/**
 * Keeps wake-ups to polls. The client's own wake-up ends whatever call comes next, also a commit;
 * so it is used only while a poll is in progress, and a signal raised at any other time makes the
 * next poll not wait.
 */
final class PollSignal {
  private final Runnable wakeup;
  private boolean polling;
  private boolean raised;

  PollSignal(Runnable wakeup) {
    this.wakeup = wakeup;
  }

  /** Whether the poll that begins may wait. */
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
