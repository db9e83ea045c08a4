package dev.rbacconsumer.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits wake-ups to polls. The client's own wake-up ends any next call, even a commit. So it is
 * used only while a poll is in progress, and a signal at any other time makes the next poll return
 * without waiting.
 */
final class PollSignal {
  private static final Logger log = LoggerFactory.getLogger(PollSignal.class);

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

  /** Repeats a call that a late wake-up ends: one meant for a poll that had just ended. */
  static <T> T despiteWakeups(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (WakeupException woken) {
        log.debug("Repeating a call that a wake-up struck");
      }
    }
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
