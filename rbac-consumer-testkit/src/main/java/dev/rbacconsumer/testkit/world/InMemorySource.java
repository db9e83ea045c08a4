package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * In-memory topics, with one member of one group. Assignments and failures take effect at the next
 * poll after the test requests them; a commit becomes durable at the poll after it was started.
 * Never waits. Not thread-safe.
 */
public final class InMemorySource implements MessageSource {
  private static final int MAX_POLL_RECORDS = 500;

  private final Map<PartitionId, List<SourceRecord>> log = new TreeMap<>();
  private final Map<PartitionId, Commit> committed = new TreeMap<>();
  private final Map<PartitionId, Integer> begins = new HashMap<>();
  private final Map<PartitionId, Integer> logs = new HashMap<>();
  private final Set<PartitionId> replaced = new TreeSet<>();
  private final Map<PartitionId, Integer> damaged = new HashMap<>();

  /** Positions that were set; records of other partitions are not delivered. */
  private final Map<PartitionId, Integer> positions = new HashMap<>();

  private final Set<PartitionId> assigned = new TreeSet<>();
  private final Set<PartitionId> paused = new TreeSet<>();
  private final Queue<Runnable> atNextPoll = new ArrayDeque<>();
  private final Queue<String> failingPolls = new ArrayDeque<>();
  private final Queue<String> failingCommits = new ArrayDeque<>();
  private @Nullable AssignmentListener listener;
  private boolean closed;
  private boolean withholding;
  private final PollWaits waits = new PollWaits();
  private Optional<TopicSettings> topicSettings = Optional.empty();
  private int wakes;

  /** Appends a message to the partition. */
  public SourceRecord append(PartitionId partition, OutboxMessage message) {
    return append(message.at(partition, next(partition)));
  }

  /** Appends a record without key and headers to the partition. */
  public SourceRecord append(PartitionId partition, byte @Nullable [] value) {
    return append(new SourceRecord(partition, next(partition), 0, null, value, List.of()));
  }

  /** Assigns partitions to the member at the next poll. */
  public void assign(PartitionId... partitions) {
    Set<PartitionId> given = new TreeSet<>(List.of(partitions));
    atNextPoll.add(
        () -> {
          assigned.addAll(given);
          given.forEach(positions::remove);
          listener().assigned(given);
        });
  }

  /** Revokes partitions at the next poll, with notice. */
  public void revoke(PartitionId... partitions) {
    Set<PartitionId> taken = new TreeSet<>(List.of(partitions));
    atNextPoll.add(() -> take(taken, true));
  }

  /** Removes partitions at the next poll, without notice. */
  public void lose(PartitionId... partitions) {
    Set<PartitionId> taken = new TreeSet<>(List.of(partitions));
    atNextPoll.add(() -> take(taken, false));
  }

  /** Deletes the oldest records of a partition, all below an offset, as retention does. */
  public void deleteBelow(PartitionId partition, int offset) {
    begins.put(partition, offset);
  }

  /** Deletes the newest records of a partition, all from an offset on. */
  public void truncate(PartitionId partition, int offset) {
    records(partition).subList(offset, records(partition).size()).clear();
  }

  /** Deletes the log of a partition and creates it again. The group's commits are kept. */
  public void recreate(PartitionId partition) {
    log.remove(partition);
    begins.remove(partition);
    logs.merge(partition, 2, (before, two) -> before + 1);
    replaced.add(partition);
  }

  /** Forgets the group's commit, as brokers do when they delete a topic. */
  public void forgetCommit(PartitionId partition) {
    committed.remove(partition);
  }

  /** Damages a record, so that it cannot be read. Earlier records stay readable. */
  public void damage(PartitionId partition, int offset) {
    damaged.put(partition, offset);
  }

  /** Makes a damaged partition readable again, as a healthy replica does. */
  public void repair(PartitionId partition) {
    damaged.remove(partition);
  }

  /** Sets whether requests for start points stay without an answer. */
  public void withholdStartPoints(boolean withhold) {
    withholding = withhold;
  }

  /** Runs an action during the next poll, before it reads. */
  void duringNextPoll(Runnable action) {
    atNextPoll.add(action);
  }

  /** Sets the source's knowledge of the settings of every topic. */
  public void topicsAre(Optional<TopicSettings> settings) {
    topicSettings = settings;
  }

  /** Makes the next poll fail. */
  public void failPoll(String message) {
    failingPolls.add(message);
  }

  /** Makes the next commit fail. */
  public void failCommit(String message) {
    failingCommits.add(message);
  }

  /** Commits as a tool would, without a mark. */
  public void commitFromOutside(PartitionId partition, long position) {
    commitFromOutside(partition, Commit.of(new CommitPosition(position)));
  }

  /** Commits as another member of the group would. */
  public void commitFromOutside(PartitionId partition, Commit commit) {
    committed.put(partition, commit);
  }

  /** Returns the committed positions of the group. */
  public Map<PartitionId, CommitPosition> committed() {
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    committed.forEach((partition, commit) -> positions.put(partition, commit.position()));
    return positions;
  }

  /** Returns the metadata of the group's commits. */
  public Map<PartitionId, String> committedMetadata() {
    Map<PartitionId, String> texts = new TreeMap<>();
    committed.forEach((partition, commit) -> texts.put(partition, commit.metadata()));
    return texts;
  }

  /** Returns whether the next poll would return something. */
  public boolean hasNews() {
    return !atNextPoll.isEmpty() || assigned.stream().anyMatch(this::hasUnread);
  }

  /** Returns how often a wake-up of {@link #poll} was requested. */
  public int wakes() {
    return wakes;
  }

  /** Returns how long each of the latest hundred polls could have waited, in their order. */
  public List<Duration> waits() {
    return waits.all();
  }

  /** Returns whether the member has left the group. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void open(AssignmentListener newListener) {
    listener = newListener;
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    waits.add(atMost);
    String failure = failingPolls.poll();
    if (failure != null) {
      throw SourceException.passing(failure, new IllegalStateException(failure));
    }
    reportChanges();
    reportOutOfRange();
    reportUnreadable();
    List<SourceRecord> polled = new ArrayList<>();
    for (PartitionId partition : assigned) {
      while (hasReadable(partition) && polled.size() < MAX_POLL_RECORDS) {
        int position = positions.merge(partition, 1, Integer::sum) - 1;
        polled.add(records(partition).get(position));
      }
    }
    return polled;
  }

  @Override
  public void pause(Set<PartitionId> partitions) {
    paused.addAll(mine(partitions));
  }

  @Override
  public void resume(Set<PartitionId> partitions) {
    paused.removeAll(mine(partitions));
  }

  @Override
  public void requestCommittedStates(
      Set<PartitionId> partitions, CommittedStatesCallback callback) {
    Map<PartitionId, CommittedState> found = new TreeMap<>();
    for (PartitionId partition : mine(partitions)) {
      found.put(
          partition,
          new CommittedState(Optional.ofNullable(committed.get(partition)), logState(partition)));
    }
    if (!withholding) {
      callback.found(found);
    }
  }

  @Override
  public Optional<TopicSettings> topicSettings(String topic) {
    return topicSettings;
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> wanted) {
    replaced.removeAll(mine(wanted.keySet()));
    wanted.forEach(
        (partition, position) -> positions.put(partition, Math.toIntExact(position.value())));
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions) {
    Map<PartitionId, CommitPosition> read = new TreeMap<>();
    for (PartitionId partition : mine(partitions)) {
      read.put(partition, new CommitPosition(positions.getOrDefault(partition, 0)));
    }
    return read;
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> wanted, CommitCallback callback) {
    Map<PartitionId, Commit> fixed = Map.copyOf(wanted);
    atNextPoll.add(
        () -> {
          try {
            commitNow(fixed, Duration.ZERO);
            callback.finished(null);
          } catch (SourceException thrown) {
            callback.finished(thrown);
          }
        });
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> wanted, Duration atMost) throws SourceException {
    String failure = failingCommits.poll();
    if (failure == null && !assigned.containsAll(wanted.keySet())) {
      failure = "not assigned: " + wanted.keySet();
    }
    if (failure != null) {
      throw SourceException.passing(failure, new IllegalStateException(failure));
    }
    committed.putAll(wanted);
  }

  @Override
  public void wake() {
    wakes++; // This source never waits.
  }

  @Override
  public void close(Duration atMost) {
    if (listener != null) {
      reportChanges();
      take(Set.copyOf(assigned), true);
    }
    closed = true;
  }

  private void reportChanges() {
    for (int i = atNextPoll.size(); i > 0; i--) {
      atNextPoll.remove().run();
    }
  }

  private void take(Set<PartitionId> partitions, boolean notice) {
    Set<PartitionId> taken = new TreeSet<>(partitions);
    taken.retainAll(assigned);
    if (taken.isEmpty()) {
      return;
    }
    if (notice) {
      listener().revoked(taken);
    } else {
      assigned.removeAll(taken);
      listener().lost(taken);
    }
    assigned.removeAll(taken);
    paused.removeAll(taken);
  }

  private Offset next(PartitionId partition) {
    return new Offset(records(partition).size());
  }

  private SourceRecord append(SourceRecord record) {
    log.computeIfAbsent(record.partition(), key -> new ArrayList<>()).add(record);
    return record;
  }

  private boolean hasUnread(PartitionId partition) {
    Integer position = positions.get(partition);
    return !paused.contains(partition) && position != null && position < records(partition).size();
  }

  private PartitionOffsets logState(PartitionId partition) {
    CommitPosition end = new CommitPosition(records(partition).size());
    return new PartitionOffsets(
        Optional.of("log-" + logs.getOrDefault(partition, 1)),
        new CommitPosition(begins.getOrDefault(partition, 0)),
        end,
        end);
  }

  /** Reports a position out of range as a client does: on a read, and not during a pause. */
  private void reportOutOfRange() {
    Set<PartitionId> outOfRange = new TreeSet<>();
    positions.forEach(
        (partition, position) -> {
          boolean reads = assigned.contains(partition) && !paused.contains(partition);
          boolean kept =
              position >= begins.getOrDefault(partition, 0)
                  && position <= records(partition).size();
          if (reads && (replaced.contains(partition) || !kept)) {
            outOfRange.add(partition);
          }
        });
    if (!outOfRange.isEmpty()) {
      outOfRange.forEach(positions::remove);
      listener().positionsOutOfRange(outOfRange);
    }
  }

  /** Reports an unreadable batch as a client does: after all readable records are delivered. */
  private void reportUnreadable() {
    for (PartitionId partition : assigned) {
      if (hasUnread(partition) && !hasReadable(partition)) {
        CommitPosition position = new CommitPosition(positions.getOrDefault(partition, 0));
        listener().unreadable(partition, new UnreadableBatch(position, "damaged"));
      }
    }
  }

  private boolean hasReadable(PartitionId partition) {
    return hasUnread(partition)
        && !Objects.equals(positions.get(partition), damaged.get(partition));
  }

  private List<SourceRecord> records(PartitionId partition) {
    return log.getOrDefault(partition, List.of());
  }

  private Set<PartitionId> mine(Set<PartitionId> partitions) {
    if (!assigned.containsAll(partitions)) {
      throw new IllegalStateException("want assigned partitions, got " + partitions);
    }
    return partitions;
  }

  private AssignmentListener listener() {
    return Objects.requireNonNull(listener, "the source is not open");
  }
}
