package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time that passes only when told to, in both its kinds, which can be told apart. */
final class SteppedClock implements Clock {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Duration passed = Duration.ZERO;
  private Duration jumped = Duration.ZERO;

  void advance(Duration duration) {
    passed = passed.plus(duration);
  }

  /** Somebody sets the time of day. */
  void jump(Duration duration) {
    jumped = jumped.plus(duration);
  }

  @Override
  public Instant now() {
    return START.plus(passed).plus(jumped);
  }

  /** Overflows after five seconds. */
  @Override
  public long nanoTime() {
    return Long.MAX_VALUE - Duration.ofSeconds(5).toNanos() + passed.toNanos();
  }
}
