package dev.rbacconsumer.launcher.bench.e2e.workload;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Clock that the processes of a run share: microseconds since 1970. */
public final class EpochMicros {
  private EpochMicros() {}

  /** Returns the current time. */
  public static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
