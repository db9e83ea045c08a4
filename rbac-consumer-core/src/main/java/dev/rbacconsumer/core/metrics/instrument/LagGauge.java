package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Gauge;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gauge of the records of one partition that are not committed; null while unknown. Thread-safe.
 */
public final class LagGauge implements Gauge<@Nullable Long> {
  private static final long UNKNOWN = -1;

  private final Supplier<OptionalLong> end;
  private volatile long position = UNKNOWN;

  /**
   * @param end offset of the next record of the partition; empty while unknown
   */
  LagGauge(Supplier<OptionalLong> end) {
    this.end = end;
  }

  /** Sets the committed offset: every record below it is durably applied or skipped. */
  public void committed(long offset) {
    position = offset;
  }

  /** Sets the first offset to process, for a group that has not committed anything yet. */
  public void beginsAt(long offset) {
    if (position == UNKNOWN) {
      position = offset;
    }
  }

  @Override
  public @Nullable Long getValue() {
    long from = position;
    OptionalLong to = end.get();
    // The end is as old as the last read, so a commit may have passed it.
    return from == UNKNOWN || to.isEmpty() ? null : Math.max(0, to.getAsLong() - from);
  }
}
