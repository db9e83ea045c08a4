package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.Sleeper;
import java.time.Duration;

/**
 * Never blocks: notes until when its owner sleeps, and whoever steps the owner leaves it alone
 * until then. Not thread-safe.
 */
public final class SteppedSleeper implements Sleeper {
  private final ManualClock clock;
  private long until;
  private boolean sleeping;
  private boolean woken;

  /** One that is awake. */
  public SteppedSleeper(ManualClock clock) {
    this.clock = clock;
  }

  @Override
  public void sleep(Duration atMost) {
    if (woken) {
      woken = false;
    } else {
      sleeping = true;
      until = clock.nanoTime() + atMost.toNanos();
    }
  }

  @Override
  public void wake() {
    woken = !sleeping;
    sleeping = false;
  }

  /** Whether it is to be left alone now. */
  public boolean isAsleep() {
    sleeping = sleeping && remaining() > 0;
    return sleeping;
  }

  /** Nanoseconds until it wakes by itself. */
  public long remaining() {
    return until - clock.nanoTime();
  }
}
