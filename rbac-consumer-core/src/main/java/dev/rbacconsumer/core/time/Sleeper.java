package dev.rbacconsumer.core.time;

import java.time.Duration;

/**
 * Lets one thread wait until a time or a wake-up. A wake-up that arrives while the thread does not
 * wait is kept and ends the next wait at once, so no wake-up is missed; several kept wake-ups count
 * as one.
 */
public interface Sleeper {
  /**
   * Waits until woken or until the time is over, whichever comes first. Called by one thread.
   *
   * @param atMost longest wait, above zero
   * @throws InterruptedException when the waiting thread is interrupted
   */
  void sleep(Duration atMost) throws InterruptedException;

  /** Ends the wait in progress, or the next one. May be called by any thread. */
  void wake();
}
