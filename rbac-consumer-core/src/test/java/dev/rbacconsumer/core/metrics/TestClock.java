package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when told to, in both its kinds. */
public final class TestClock implements Clock {
  public static final Instant START = Instant.ofEpochSecond(1_767_225_600);

  private Duration passed = Duration.ZERO;

  public void advance(Duration duration) {
    passed = passed.plus(duration);
  }

  @Override
  public Instant now() {
    return START.plus(passed);
  }

  @Override
  public long nanoTime() {
    return passed.toNanos() - 1;
  }
}
