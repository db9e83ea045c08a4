package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.time.Clock;
import java.time.Instant;

/** Reads the time of the machine. */
public final class SystemClock implements Clock {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
