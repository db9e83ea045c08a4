package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.SourceException;
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
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
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

  /** Longest time of one round of reading ahead, in which the inspector answers nothing else. */
  private static final Duration LONGEST_READING_AHEAD = Duration.ofSeconds(2);

  /** Pause before a partition is read ahead again that could not be. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final TopicInspector inspector;
  private final HeadReader heads;
  private final PartitionReports reports;
  private final SourceProblems problems;
  private final String group;
  private final Clock clock;

  /** First unread offset of each partition at the last reading ahead. */
  private final Map<TopicPartition, Long> lastFrom = new HashMap<>();

  /** Partitions that could not be read ahead, with the time of the next attempt. */
  private final Map<TopicPartition, Long> notBefore = new ConcurrentHashMap<>();

  private volatile boolean isMember;
  private boolean isListed = true;
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
   * @param client the member of the group
   * @param positioned partitions whose position is set
   * @param identified receives the identity of the topic
   */
  void observe(
      Consumer<byte[], byte[]> client,
      Set<TopicPartition> positioned,
      java.util.function.Consumer<Optional<String>> identified) {
    Set<TopicPartition> assigned = Set.copyOf(client.assignment());
    Set<TopicPartition> paused = Set.copyOf(client.paused());
    String memberId = client.groupMetadata().memberId();
    reports.retain(assigned);
    inspector.observeRegularly(
        assigned,
        snapshot -> {
          answered();
          snapshot.groupFailure().ifPresentOrElse(problems::failed, problems::solved);
          listed(snapshot.members(), memberId);
          raised = false;
          assigned.forEach(it -> observed(it, snapshot));
          identified.accept(snapshot.identity());
        },
        failure -> {
          problems.failed(failure);
          raised = false;
        });
    Set<TopicPartition> waiting = new HashSet<>(assigned);
    waiting.removeIf(it -> positioned.contains(it) && !paused.contains(it));
    inspector.askRegularly(() -> heads(waiting, positioned), found -> found.forEach(reports::head));
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

  /** Takes the members of the group; empty if they are not known. */
  void listed(Optional<Set<String>> members, String memberId) {
    isListed = members.map(ids -> ids.contains(memberId)).orElse(isListed);
  }

  /**
   * Takes the state of the membership after a poll. The client keeps the epoch of a membership that
   * has ended, so the group has to list this member too.
   *
   * @param hasEpoch whether the client has an epoch or generation of the group
   */
  void membership(boolean hasEpoch) {
    boolean isMemberNow = hasEpoch && isListed;
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
    heads.end();
  }

  /**
   * Reads the heads of partitions, in the thread of the inspector: of those that wait for their
   * position, and of paused ones whose committed position does not move. Stops when the time is
   * over; the others follow in the next round.
   */
  private Map<TopicPartition, Optional<BacklogHead>> heads(
      Set<TopicPartition> waiting, Set<TopicPartition> positioned) {
    Map<TopicPartition, Optional<BacklogHead>> found = new HashMap<>();
    long deadline = clock.nanoTime() + LONGEST_READING_AHEAD.toNanos();
    lastFrom.keySet().retainAll(waiting);
    notBefore.keySet().retainAll(waiting);
    for (TopicPartition partition : waiting) {
      Optional<Range> range = unread(partition, positioned.contains(partition));
      if (range.isPresent() && clock.nanoTime() - deadline < 0) {
        Optional<BacklogHead> head =
            heads.read(partition, range.get().known, range.get().from, range.get().to);
        if (head.isEmpty()) {
          notBefore.put(partition, clock.nanoTime() + PAUSE_AFTER_FAILURE.toNanos());
        }
        found.put(partition, head.or(range.get()::known));
      }
    }
    if (waiting.isEmpty()) {
      heads.close();
    }
    return found;
  }

  /** Returns the records to look at; empty if there are none, or nothing more can be found out. */
  private Optional<Range> unread(TopicPartition partition, boolean isPositioned) {
    Optional<PartitionReport> report = reports.of(KafkaMapper.toCore(partition));
    if (report.isEmpty() || report.get().firstUnread().isEmpty()) {
      return Optional.empty();
    }
    long from = report.get().firstUnread().get().value();
    long to = report.get().readable().value();
    boolean moves = !Long.valueOf(from).equals(lastFrom.put(partition, from));
    Long pause = notBefore.get(partition);
    boolean isPaused = pause != null && clock.nanoTime() - pause < 0;
    Optional<BacklogHead> known = report.get().head().filter(it -> it.from().value() == from);
    boolean isFinal =
        known.map(it -> it.removal().isPresent() || it.searchedTo().value() >= to).orElse(false);
    return from >= to || isFinal || isPaused || (isPositioned && moves)
        ? Optional.empty()
        : Optional.of(new Range(known, from, to));
  }

  /** Offsets of the unread records of a partition, and what is known of them. */
  private record Range(Optional<BacklogHead> known, long from, long to) {}
}
