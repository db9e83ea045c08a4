package dev.rbacconsumer.core.source;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Monitor that answers what a test states. */
public final class StatedMonitor implements SourceMonitor {
  private final Map<PartitionId, PartitionReport> reports = new HashMap<>();
  private SourceState state =
      new SourceState(true, Optional.of(Duration.ZERO), true, Optional.empty());

  @Override
  public Optional<PartitionReport> partition(PartitionId partition) {
    return Optional.ofNullable(reports.get(partition));
  }

  @Override
  public SourceState state() {
    return state;
  }

  public void state(SourceState now) {
    state = now;
  }

  /** Brokers do not answer: nothing is known of partitions. */
  public void disconnect() {
    state = new SourceState(false, Optional.of(Duration.ofSeconds(40)), false, Optional.empty());
    reports.clear();
  }

  public void report(PartitionId partition, PartitionReport report) {
    reports.put(partition, report);
  }

  /** States offsets of a partition whose log begins at 0. */
  public static PartitionReport offsets(long committed, long readable, long end) {
    return new PartitionReport(
        Optional.of(new CommitPosition(committed)),
        Optional.of(new CommitPosition(0)),
        new CommitPosition(readable),
        new CommitPosition(end),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns a report with hidden records since a time. */
  public static PartitionReport hiddenSince(PartitionReport report, Instant since) {
    return new PartitionReport(
        report.committed(),
        report.begin(),
        report.readable(),
        report.end(),
        Optional.of(since),
        report.head());
  }

  /** Returns a report with the first unread records. */
  public static PartitionReport head(
      PartitionReport report, long oldest, OptionalLong removal, boolean isBound) {
    return new PartitionReport(
        report.committed(),
        report.begin(),
        report.readable(),
        report.end(),
        report.hiddenSince(),
        Optional.of(new BacklogHead(OptionalLong.of(oldest), removal, isBound)));
  }
}
