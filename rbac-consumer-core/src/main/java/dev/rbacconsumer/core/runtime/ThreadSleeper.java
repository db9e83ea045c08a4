package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@link Sleeper} that blocks the calling thread. A semaphore with at most one permit stores a
 * wake-up that arrives early.
 */
public final class ThreadSleeper implements Sleeper {
  private final Semaphore wakeUps = new Semaphore(0);

  @Override
  public void sleep(Duration atMost) throws InterruptedException {
    if (wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      wakeUps.drainPermits();
    }
  }

  @Override
  public void wake() {
    if (wakeUps.availablePermits() == 0) {
      wakeUps.release();
    }
  }
}
