package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when told to. Starts shortly before its counter overflows. */
public final class ManualClock implements Clock {
  private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public Instant now() {
    throw new AssertionError("intervals are measured on nanoTime");
  }

  @Override
  public long nanoTime() {
    return nanos;
  }
}
