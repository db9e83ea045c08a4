package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sleeper that does not wait: it notes how long its owner would, until a wake-up. */
final class NotedSleeper implements Sleeper {
  final List<Duration> sleeps = new ArrayList<>();
  private boolean asleep;
  private boolean woken;

  @Override
  public void sleep(Duration atMost) {
    sleeps.add(atMost);
    asleep = !woken;
    woken = false;
  }

  @Override
  public void wake() {
    woken = !asleep;
    asleep = false;
  }

  boolean isAsleep() {
    return asleep;
  }

  /** Returns whether the next sleep would end at once. */
  boolean isWoken() {
    return woken;
  }
}
