package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.Clock;
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
