package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Source that notes what it is asked for, and does what a test says. */
final class ScriptedSource implements MessageSource {
  /** What was called, in order, without reads. */
  final List<String> calls = new ArrayList<>();

  final List<Duration> waits = new ArrayList<>();

  /** What happens in the next polls; nothing in those that follow. */
  final Queue<Poll> polls = new ArrayDeque<>();

  /** Requests for committed states that wait for an answer. */
  final Queue<CommittedStatesCallback> requests = new ArrayDeque<>();

  /** Commits that wait for their result. */
  final Queue<CommitCallback> commits = new ArrayDeque<>();

  final Map<PartitionId, CommitPosition> positions = new TreeMap<>();
  Optional<TopicSettings> topics = Optional.empty();
  @Nullable SourceException failure;
  private @Nullable AssignmentListener listener;

  /** What happens in a poll. */
  interface Poll {
    List<SourceRecord> run() throws SourceException;
  }

  /** Returns a failure that may pass. */
  static SourceException failure(String message) {
    return SourceException.passing(message, new IllegalStateException(message));
  }

  /** Returns a log that can be read from a position up to another one. */
  static PartitionOffsets log(String identity, long begin, long end) {
    CommitPosition behind = new CommitPosition(end);
    return new PartitionOffsets(Optional.of(identity), new CommitPosition(begin), behind, behind);
  }

  AssignmentListener listener() {
    return Objects.requireNonNull(listener, "the source is not open");
  }

  /** Lets something happen in the next poll, which finds no records. */
  void inPoll(Runnable action) {
    polls.add(
        () -> {
          action.run();
          return List.of();
        });
  }

  /** Answers the oldest request. */
  void answer(PartitionId partition, CommittedState state) {
    requests.remove().found(Map.of(partition, state));
  }

  /** Answers the oldest request: the group has committed nothing. */
  void answer(PartitionId partition, PartitionOffsets log) {
    answer(partition, new CommittedState(Optional.empty(), log));
  }

  @Override
  public void open(AssignmentListener newListener) {
    listener = newListener;
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    waits.add(atMost);
    Poll next = polls.poll();
    return next == null ? List.of() : next.run();
  }

  @Override
  public void pause(Set<PartitionId> partitions) {
    calls.add("pause " + new TreeSet<>(partitions));
  }

  @Override
  public void resume(Set<PartitionId> partitions) {
    calls.add("resume " + new TreeSet<>(partitions));
  }

  @Override
  public void requestCommittedStates(
      Set<PartitionId> partitions, CommittedStatesCallback callback) {
    calls.add("ask " + new TreeSet<>(partitions));
    requests.add(callback);
  }

  @Override
  public Optional<TopicSettings> topicSettings(String topic) {
    return topics;
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> wanted) throws SourceException {
    calls.add("seek " + new TreeMap<>(wanted));
    SourceException thrown = failure;
    failure = null;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions) {
    Map<PartitionId, CommitPosition> found = new TreeMap<>(positions);
    found.keySet().retainAll(partitions);
    return found;
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> wanted, CommitCallback callback) {
    calls.add("commit " + positions(wanted));
    commits.add(callback);
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> wanted, Duration atMost) {
    calls.add("commit now " + positions(wanted));
  }

  @Override
  public void wake() {
    calls.add("wake");
  }

  @Override
  public void close(Duration atMost) {
    calls.add("close");
  }

  private static Map<PartitionId, CommitPosition> positions(Map<PartitionId, Commit> commits) {
    Map<PartitionId, CommitPosition> of = new TreeMap<>();
    commits.forEach((partition, commit) -> of.put(partition, commit.position()));
    return of;
  }
}
