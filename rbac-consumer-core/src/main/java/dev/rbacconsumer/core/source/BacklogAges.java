package dev.rbacconsumer.core.source;

import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Ages of the oldest records of a partition that are not applied: from the records in hand, or from
 * the report of the source while none may be read.
 *
 * @param oldest age of the oldest record; zero if there is none, empty while unknown
 * @param oldestRemoval age of the oldest record that removes tuples or may remove some; zero if
 *     there is none, empty while unknown
 * @param isBound whether {@code oldestRemoval} is an upper bound: no record in hand removes
 *     anything, and the log holds more records behind them
 */
public record BacklogAges(
    Optional<Duration> oldest, Optional<Duration> oldestRemoval, boolean isBound) {
  private static final BacklogAges UNKNOWN =
      new BacklogAges(Optional.empty(), Optional.empty(), false);
  private static final BacklogAges NONE =
      new BacklogAges(Optional.of(Duration.ZERO), Optional.of(Duration.ZERO), false);

  /**
   * Returns the ages of a partition.
   *
   * @param backlog the records in hand of its lane
   * @param now time of day
   */
  public static BacklogAges of(
      PartitionId partition, Backlog backlog, SourceMonitor monitor, Instant now) {
    Optional<PartitionReport> report = monitor.partition(partition);
    if (backlog.oldest().isEmpty()) {
      return report.map(it -> unread(it, now)).orElse(UNKNOWN);
    }
    if (isAboveZero(backlog.oldestRemoval())) {
      return new BacklogAges(backlog.oldest(), backlog.oldestRemoval(), false);
    }
    if (!isAboveZero(backlog.oldest()) && !monitor.state().isConnected()) {
      return UNKNOWN;
    }
    Optional<Duration> newest = backlog.newest();
    return newest.isPresent() && report.isPresent() && isBehind(backlog.readTo(), report.get())
        ? new BacklogAges(backlog.oldest(), newest, true)
        : new BacklogAges(backlog.oldest(), backlog.oldestRemoval(), false);
  }

  private static BacklogAges unread(PartitionReport report, Instant now) {
    Optional<CommitPosition> from = report.committed().or(report::begin);
    if (from.isPresent() && from.get().compareTo(report.readable()) >= 0) {
      return NONE;
    }
    return report
        .head()
        .map(
            head ->
                new BacklogAges(
                    Optional.of(age(head.oldest(), now)),
                    Optional.of(age(head.removal(), now)),
                    head.isBound()))
        .orElse(UNKNOWN);
  }

  private static boolean isAboveZero(Optional<Duration> age) {
    return age.isPresent() && !age.get().isZero();
  }

  private static boolean isBehind(Optional<CommitPosition> readTo, PartitionReport report) {
    return readTo.isPresent() && readTo.get().compareTo(report.readable()) < 0;
  }

  private static Duration age(OptionalLong millis, Instant now) {
    return millis.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(Math.max(0, now.toEpochMilli() - millis.getAsLong()));
  }
}
