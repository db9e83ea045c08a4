package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;

/**
 * Sleeper that never blocks: it records until when its owner sleeps, and the test does not run the
 * owner until then. Not thread-safe.
 */
public final class SteppedSleeper implements Sleeper {
  private final ManualClock clock;
  private long until;
  private boolean sleeping;
  private boolean woken;

  /** Creates a sleeper that is awake. */
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

  /** Returns whether its owner sleeps now. */
  public boolean isAsleep() {
    sleeping = sleeping && remaining() > 0;
    return sleeping;
  }

  /** Returns the nanoseconds until its owner wakes by itself. */
  public long remaining() {
    return until - clock.nanoTime();
  }
}
