package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;

/**
 * Never blocks: notes until when its owner sleeps, and whoever steps the owner leaves it alone
 * until then. Not thread-safe.
 */
final class SteppedSleeper implements Sleeper {
  private final ManualClock clock;
  private long until;
  private boolean sleeping;
  private boolean woken;

  SteppedSleeper(ManualClock clock) {
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

  boolean isAsleep() {
    sleeping = sleeping && remaining() > 0;
    return sleeping;
  }

  /** Nanoseconds until it wakes by itself. */
  long remaining() {
    return until - clock.nanoTime();
  }
}
