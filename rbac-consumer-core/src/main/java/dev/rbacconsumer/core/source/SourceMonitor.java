package dev.rbacconsumer.core.source;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Answers what the source of records last reported. Unknown is never shown as zero: while the
 * source does not answer, there is no report. Thread-safe; no method waits.
 */
public interface SourceMonitor {
  /** Returns the latest report on an assigned partition; empty while unknown. */
  Optional<PartitionReport> partition(PartitionId partition);

  /** Returns the state of the connection and of the membership. */
  SourceState state();

  /** Returns a monitor that knows no partition, for a source that reports nothing. */
  static SourceMonitor none() {
    return ofEnds(partition -> OptionalLong.empty());
  }

  /**
   * Returns a monitor that knows only where partitions end, for a source that reports nothing else.
   *
   * @param ends offset of the next record of a partition, empty while unknown; must not wait
   */
  static SourceMonitor ofEnds(Function<PartitionId, OptionalLong> ends) {
    SourceState state = new SourceState(true, Optional.of(Duration.ZERO), true, Optional.empty());
    return new SourceMonitor() {
      @Override
      public Optional<PartitionReport> partition(PartitionId partition) {
        OptionalLong end = ends.apply(partition);
        return end.isEmpty()
            ? Optional.empty()
            : Optional.of(PartitionReport.endingAt(end.getAsLong()));
      }

      @Override
      public SourceState state() {
        return state;
      }
    };
  }
}
