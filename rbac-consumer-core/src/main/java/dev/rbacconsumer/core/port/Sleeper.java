package dev.rbacconsumer.core.port;

import java.time.Duration;

/**
 * One lane's way to wait. A wake-up that comes while nobody waits is kept and ends the next wait at
 * once, so that none is ever missed; several kept wake-ups count as one.
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
