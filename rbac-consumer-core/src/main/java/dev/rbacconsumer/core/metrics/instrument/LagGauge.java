package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Gauge;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.source.PartitionReport;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gauge of the records of one partition that are not committed; null while unknown. Thread-safe.
 */
public final class LagGauge implements Gauge<@Nullable Long> {
  private static final long UNKNOWN = -1;

  private final Supplier<Optional<PartitionReport>> report;
  private volatile long position = UNKNOWN;

  /**
   * @param report latest report on the partition; empty while unknown
   */
  LagGauge(Supplier<Optional<PartitionReport>> report) {
    this.report = report;
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
    long own = position;
    Optional<CommitPosition> from =
        own == UNKNOWN ? Optional.empty() : Optional.of(new CommitPosition(own));
    return report.get().flatMap(it -> it.lag(from)).orElse(null);
  }
}
