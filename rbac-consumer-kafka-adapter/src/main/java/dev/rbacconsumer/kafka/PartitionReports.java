package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.BacklogHead;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest report on each assigned partition: from regular requests to the brokers, and
 * from each read. Reports end when a request fails, or when they are too old. Written by the source
 * thread, read by any.
 */
final class PartitionReports {
  private final Duration oldest;
  private final Clock clock;
  private final Map<PartitionId, Known> known = new ConcurrentHashMap<>();

  /**
   * @param oldest age from which a report counts as unknown
   */
  PartitionReports(Duration oldest, Clock clock) {
    this.oldest = oldest;
    this.clock = clock;
  }

  /** Returns the latest report; empty while unknown. Called by any thread. */
  Optional<PartitionReport> of(PartitionId partition) {
    Known latest = known.get(partition);
    return latest == null || clock.nanoTime() - latest.at > oldest.toNanos()
        ? Optional.empty()
        : Optional.of(latest.report);
  }

  /** Takes the answers of the brokers about a partition. */
  void observed(TopicPartition partition, TopicSnapshot snapshot) {
    Optional<CommitPosition> committed =
        Optional.ofNullable(snapshot.committed().get(partition))
            .map(commit -> new CommitPosition(commit.offset()));
    CommitPosition readable = new CommitPosition(snapshot.readable(partition));
    CommitPosition end = new CommitPosition(Math.max(snapshot.end(partition), readable.value()));
    known.compute(
        KafkaMapper.toCore(partition),
        (id, before) ->
            new Known(
                new PartitionReport(
                    committed,
                    Optional.of(new CommitPosition(snapshot.begin(partition))),
                    readable,
                    end,
                    hiddenSince(before, readable, end),
                    before == null ? Optional.empty() : before.report.head()),
                clock.nanoTime()));
  }

  /**
   * Takes the end of the readable records from a read. It does not prove that a broker answered: an
   * empty read is made without one.
   */
  void read(TopicPartition partition, long readableTo) {
    CommitPosition readable = new CommitPosition(readableTo);
    known.computeIfPresent(
        KafkaMapper.toCore(partition),
        (id, before) -> {
          PartitionReport report = before.report;
          if (readable.compareTo(report.readable()) <= 0) {
            return before;
          }
          CommitPosition end = readable.compareTo(report.end()) > 0 ? readable : report.end();
          return new Known(
              new PartitionReport(
                  report.committed(),
                  report.begin(),
                  readable,
                  end,
                  hiddenSince(before, readable, end),
                  report.head()),
              before.at);
        });
  }

  /** Takes the first unread records of a partition; empty once it is read. */
  void head(TopicPartition partition, Optional<BacklogHead> head) {
    known.computeIfPresent(
        KafkaMapper.toCore(partition),
        (id, before) -> {
          PartitionReport report = before.report;
          return new Known(
              new PartitionReport(
                  report.committed(),
                  report.begin(),
                  report.readable(),
                  report.end(),
                  report.hiddenSince(),
                  head),
              before.at);
        });
  }

  /** Forgets partitions that are no longer assigned. */
  void retain(Set<TopicPartition> assigned) {
    known.keySet().retainAll(KafkaMapper.toCore(assigned));
  }

  /** Forgets everything: the brokers did not answer. */
  void forget() {
    known.clear();
  }

  /** Returns since when the readable end has not moved although there is more. */
  private Optional<Instant> hiddenSince(
      @Nullable Known before, CommitPosition readable, CommitPosition end) {
    if (end.compareTo(readable) <= 0) {
      return Optional.empty();
    }
    Optional<Instant> known =
        before == null || !before.report.readable().equals(readable)
            ? Optional.empty()
            : before.report.hiddenSince();
    return known.or(() -> Optional.of(clock.now()));
  }

  private record Known(PartitionReport report, long at) {}
}
