package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.TopicSettings;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
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
 * Topics, and one member of one group, in memory. Assignments and failures happen when the test
 * says so, at the next poll; a commit becomes durable at the poll after it was started. Never
 * waits. Not thread-safe.
 */
public final class InMemorySource implements MessageSource {
  private static final int MAX_POLL_RECORDS = 500;

  private final Map<PartitionId, List<SourceRecord>> log = new TreeMap<>();
  private final Map<PartitionId, Commit> committed = new TreeMap<>();
  private final Map<PartitionId, Integer> begins = new HashMap<>();
  private final Map<PartitionId, Integer> logs = new HashMap<>();
  private final Set<PartitionId> replaced = new TreeSet<>();
  private final Map<PartitionId, Integer> damaged = new HashMap<>();

  /** Only of those that were set; nothing is delivered of others. */
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

  /** Appends a message behind the last one of the partition. */
  public SourceRecord append(PartitionId partition, OutboxMessage message) {
    return append(message.at(partition, next(partition)));
  }

  /** Appends a record with neither key nor headers behind the last one of the partition. */
  public SourceRecord append(PartitionId partition, byte @Nullable [] value) {
    return append(new SourceRecord(partition, next(partition), 0, null, value, List.of()));
  }

  /** Gives partitions to the member at the next poll. */
  public void assign(PartitionId... partitions) {
    Set<PartitionId> given = new TreeSet<>(List.of(partitions));
    atNextPoll.add(
        () -> {
          assigned.addAll(given);
          given.forEach(positions::remove);
          listener().assigned(given);
        });
  }

  /** Takes partitions back at the next poll, with notice. */
  public void revoke(PartitionId... partitions) {
    Set<PartitionId> taken = new TreeSet<>(List.of(partitions));
    atNextPoll.add(() -> take(taken, true));
  }

  /** Takes partitions away at the next poll, without notice. */
  public void lose(PartitionId... partitions) {
    Set<PartitionId> taken = new TreeSet<>(List.of(partitions));
    atNextPoll.add(() -> take(taken, false));
  }

  /** Deletes the oldest records of a partition, as retention does: all below an offset. */
  public void deleteBelow(PartitionId partition, int offset) {
    begins.put(partition, offset);
  }

  /** Cuts the newest records of a partition off: all from an offset on. */
  public void truncate(PartitionId partition, int offset) {
    records(partition).subList(offset, records(partition).size()).clear();
  }

  /** Deletes the log of a partition and makes it anew. What the group has committed stays. */
  public void recreate(PartitionId partition) {
    log.remove(partition);
    begins.remove(partition);
    logs.merge(partition, 2, (before, two) -> before + 1);
    replaced.add(partition);
  }

  /** Forgets what the group has committed, as brokers do when they delete a topic. */
  public void forgetCommit(PartitionId partition) {
    committed.remove(partition);
  }

  /** Damages a record, so that it cannot be read. Those before it still can. */
  public void damage(PartitionId partition, int offset) {
    damaged.put(partition, offset);
  }

  /** Makes a damaged partition readable again, as a healthy replica does. */
  public void repair(PartitionId partition) {
    damaged.remove(partition);
  }

  /** Leaves every question for start points without an answer from now on, or answers again. */
  public void withholdStartPoints(boolean withhold) {
    withholding = withhold;
  }

  /** Runs something while the next poll is in progress, before it reads. */
  void duringNextPoll(Runnable action) {
    atNextPoll.add(action);
  }

  /** Changes what the source knows of the settings of every topic. */
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

  /** Commits as a tool would, which leaves no mark. */
  public void commitFromOutside(PartitionId partition, long position) {
    commitFromOutside(partition, Commit.of(new CommitPosition(position)));
  }

  /** Commits as another member of the group would. */
  public void commitFromOutside(PartitionId partition, Commit commit) {
    committed.put(partition, commit);
  }

  /** How far the group has committed. */
  public Map<PartitionId, CommitPosition> committed() {
    Map<PartitionId, CommitPosition> positions = new TreeMap<>();
    committed.forEach((partition, commit) -> positions.put(partition, commit.position()));
    return positions;
  }

  /** The metadata of what the group has committed. */
  public Map<PartitionId, String> committedMetadata() {
    Map<PartitionId, String> texts = new TreeMap<>();
    committed.forEach((partition, commit) -> texts.put(partition, commit.metadata()));
    return texts;
  }

  /** Whether the next poll has something to tell. */
  public boolean hasNews() {
    return !atNextPoll.isEmpty() || assigned.stream().anyMatch(this::hasUnread);
  }

  /** How often somebody wanted the wait in {@link #poll} to end. */
  public int wakes() {
    return wakes;
  }

  /** How long each of the latest hundred polls might have waited, in their order. */
  public List<Duration> waits() {
    return waits.all();
  }

  /** Whether the member has left the group. */
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
    wakes++; // Nothing here ever waits.
  }

  @Override
  public void close(Duration atMost) {
    reportChanges();
    take(Set.copyOf(assigned), true);
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

  /** As a client finds out: when it reads, and not while the partition is paused. */
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

  /** As a client finds out: once all that can be read has been delivered. */
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
