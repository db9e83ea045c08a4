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
    boolean mayBeMore =
        report.map(it -> isBehind(backlog.readTo(), it)).orElse(monitor.isReporting());
    if (backlog.newest().isPresent()) {
      return mayBeMore
          ? new BacklogAges(backlog.oldest(), backlog.newest(), true)
          : new BacklogAges(backlog.oldest(), backlog.oldestRemoval(), false);
    }
    if (report.isEmpty()) {
      return monitor.isReporting() ? UNKNOWN : NONE;
    }
    // Records that have just been written are about to be read; older ones have a head.
    BacklogAges rest = behindReadable(report.get());
    return mayBeMore ? head(report.get(), now).orElse(rest) : rest;
  }

  private static BacklogAges unread(PartitionReport report, Instant now) {
    Optional<CommitPosition> from = report.firstUnread();
    if (from.isPresent() && from.get().compareTo(report.readable()) >= 0) {
      return behindReadable(report);
    }
    return head(report, now).orElse(UNKNOWN);
  }

  /**
   * Returns the ages where every readable record is applied. Nothing is known of records that an
   * open transaction hides.
   */
  private static BacklogAges behindReadable(PartitionReport report) {
    return report.hiddenSince().isPresent() ? UNKNOWN : NONE;
  }

  /** Returns the ages of the first unread records, unless the group has committed further since. */
  private static Optional<BacklogAges> head(PartitionReport report, Instant now) {
    return report
        .head()
        .filter(head -> head.from().equals(report.firstUnread().orElse(null)))
        .map(
            head ->
                new BacklogAges(
                    Optional.of(age(head.oldest(), now)),
                    Optional.of(age(head.removal(), now)),
                    head.isBound()));
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
