package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.BacklogHead;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Observes the topic, the group and the assigned partitions, apart from their records: what the
 * brokers say is known from the assignment on, with or without the lock of a partition. The source
 * thread calls it; the methods that say so may be called by any thread.
 */
final class SourceObservation {
  /** Time after which an instance that is not in the group has a problem. */
  static final Duration LONGEST_JOIN = Duration.ofSeconds(30);

  private final TopicInspector inspector;
  private final HeadReader heads;
  private final PartitionReports reports;
  private final SourceProblems problems;
  private final String group;
  private final Clock clock;

  /** Committed positions from which the heads of partitions were read. */
  private final Map<TopicPartition, Long> readFrom = new HashMap<>();

  private volatile boolean isMember;
  private volatile @Nullable Instant outsideSince;
  private volatile @Nullable Long answeredAt;
  private boolean raised;

  /**
   * @param oldest age from which a report counts as unknown
   */
  SourceObservation(
      TopicInspector inspector,
      HeadReader heads,
      String topic,
      String group,
      Duration oldest,
      Clock clock) {
    this.inspector = inspector;
    this.heads = heads;
    this.reports = new PartitionReports(oldest, clock);
    this.problems = new SourceProblems(topic, group, clock);
    this.group = group;
    this.clock = clock;
  }

  /** Returns the latest report on a partition; empty while unknown. Called by any thread. */
  Optional<PartitionReport> report(PartitionId partition) {
    return reports.of(partition);
  }

  /** Returns whether this instance is a member of the group. Called by any thread. */
  boolean isMember() {
    return isMember;
  }

  /** Returns the time since the last answer to a request. Called by any thread. */
  Optional<Duration> sinceAnswered() {
    return Optional.ofNullable(answeredAt)
        .map(at -> Duration.ofNanos(Math.max(0, clock.nanoTime() - at)));
  }

  /** Returns the reason why the source cannot be used. Called by any thread. */
  Optional<SourceProblem> problem() {
    return problems.current().or(this::notAMember);
  }

  private Optional<SourceProblem> notAMember() {
    Instant since = outsideSince;
    return isMember || since == null || since.plus(LONGEST_JOIN).isAfter(clock.now())
        ? Optional.empty()
        : Optional.of(
            new SourceProblem(
                SourceProblem.Kind.NOT_A_MEMBER,
                "this instance cannot join group "
                    + group
                    + "; see whether its members have the same protocol and assignor, and the log"
                    + " of the coordinator",
                since));
  }

  /**
   * Sends the requests that are due.
   *
   * @param assigned partitions of this instance
   * @param read those whose position is set
   * @param identified receives the identity of the topic
   */
  void observe(
      Set<TopicPartition> assigned,
      Set<TopicPartition> read,
      Consumer<Optional<String>> identified) {
    reports.retain(assigned);
    inspector.observeRegularly(
        assigned,
        snapshot -> {
          answered();
          problems.solved();
          raised = false;
          assigned.forEach(it -> observed(it, snapshot));
          identified.accept(snapshot.identity());
        },
        failure -> {
          reports.forget();
          problems.failed(failure);
          raised = false;
        });
    read.forEach(partition -> readFrom.remove(partition));
    Map<TopicPartition, Range> unread = unread(assigned, read);
    inspector.askRegularly(() -> heads(unread), found -> found.forEach(reports::head));
  }

  private void observed(TopicPartition partition, TopicSnapshot snapshot) {
    if (snapshot.covers(partition)) {
      reports.observed(partition, snapshot);
    }
  }

  /** Records that a request was answered, or records came. */
  void answered() {
    answeredAt = clock.nanoTime();
  }

  /** Takes the state of the membership after a poll. */
  void membership(boolean isMemberNow) {
    if (isMemberNow) {
      outsideSince = null;
    } else if (outsideSince == null) {
      outsideSince = clock.now();
    }
    isMember = isMemberNow;
  }

  /**
   * Takes the end of the readable records of a partition from a read.
   *
   * @param next offset behind the last record that was read
   * @param left records behind it, by the client; below zero where the broker took the last stable
   *     offset before it read the records of the same response
   */
  void read(TopicPartition partition, long next, OptionalLong left) {
    left.ifPresent(records -> reports.read(partition, next + Math.max(0, records)));
  }

  /** Takes the offsets that were read to find the start positions of partitions. */
  void positioned(Set<TopicPartition> partitions, TopicSnapshot snapshot) {
    answered();
    partitions.forEach(it -> observed(it, snapshot));
  }

  /**
   * Throws the problem for which an instance gets no partitions, once after each regular request:
   * the client itself waits without an error for a topic or a coordinator that is missing.
   */
  void raiseProblem() throws SourceException {
    Optional<SourceProblem> problem = raised ? Optional.empty() : problem();
    if (problem.isPresent()) {
      raised = true;
      String message = problem.get().kind().label() + ": " + problem.get().message();
      throw SourceException.passing(message, new IllegalStateException(message));
    }
  }

  void close() {
    inspector.close();
    heads.close();
  }

  private Map<TopicPartition, Range> unread(
      Set<TopicPartition> assigned, Set<TopicPartition> read) {
    Set<TopicPartition> waiting = new HashSet<>(assigned);
    waiting.removeAll(read);
    Map<TopicPartition, Range> ranges = new HashMap<>();
    for (TopicPartition partition : waiting) {
      reports.of(KafkaMapper.toCore(partition)).ifPresent(report -> add(partition, report, ranges));
    }
    return ranges;
  }

  private void add(
      TopicPartition partition, PartitionReport report, Map<TopicPartition, Range> ranges) {
    long begin = report.begin().map(CommitPosition::value).orElse(0L);
    long from = Math.max(begin, report.committed().map(CommitPosition::value).orElse(begin));
    boolean isKnown = Long.valueOf(from).equals(readFrom.get(partition));
    boolean isFinal = isKnown && report.head().map(it -> it.removal().isPresent()).orElse(false);
    if (from < report.readable().value() && !isFinal) {
      readFrom.put(partition, from);
      ranges.put(partition, new Range(from, report.readable().value()));
    }
  }

  /** Reads the heads of partitions, in the thread of the inspector. */
  private Map<TopicPartition, Optional<BacklogHead>> heads(Map<TopicPartition, Range> unread) {
    Map<TopicPartition, Optional<BacklogHead>> found = new HashMap<>();
    unread.forEach(
        (partition, range) -> found.put(partition, heads.read(partition, range.from, range.to)));
    if (unread.isEmpty()) {
      heads.close();
    }
    return found;
  }

  /** Offsets of the unread records of a partition: from, and behind the last one. */
  private record Range(long from, long to) {}
}
