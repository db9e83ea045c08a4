package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.LogState;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.StartPoint;
import dev.rbacconsumer.core.port.StartPointsCallback;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The Kafka client of one instance, and its connection to the coordinator. */
final class Member implements MessageSource {
  /** Most records of one poll. */
  static final int MOST_RECORDS = 4;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final World world;
  private final Instance instance;
  private final Set<PartitionId> assigned = new TreeSet<>();
  private final Set<PartitionId> paused = new TreeSet<>();
  private final Map<PartitionId, Long> positions = new HashMap<>();
  private final Deque<CommitRequest> sent = new ArrayDeque<>();
  private final Deque<CommitRequest> answered = new ArrayDeque<>();
  private @Nullable AssignmentListener listener;
  private boolean joined;
  private int joins;
  private boolean woken;
  private boolean closed;
  private long cutOffUntil;
  private long heldUpUntil;

  Member(World world, Instance instance) {
    this.world = world;
    this.instance = instance;
    this.cutOffUntil = world.time().nanoTime();
    this.heldUpUntil = cutOffUntil;
  }

  /** Nothing is heard of the brokers for a while, and nothing reaches them. */
  void disconnect(Duration time) {
    cutOffUntil = world.time().nanoTime() + time.toNanos();
  }

  void reconnect() {
    cutOffUntil = world.time().nanoTime();
  }

  /** Whether a poll would have something to tell. */
  boolean hasNews() {
    return woken || (!isCutOff() && hasNewsOfBrokers());
  }

  private boolean hasNewsOfBrokers() {
    return isExpelled()
        || !joined
        || hasSent()
        || !answered.isEmpty()
        || assigned.stream().anyMatch(it -> hasUnread(it) || world.group().isWithdrawn(it, this))
        || world.topic().partitions().stream().anyMatch(this::isGranted);
  }

  Set<PartitionId> assigned() {
    return Set.copyOf(assigned);
  }

  @Override
  public void open(AssignmentListener newListener) {
    listener = newListener;
  }

  @Override
  public List<SourceRecord> poll(Duration atMost) throws SourceException {
    woken = false;
    if (world.strikes(Fault.POLL_FAILS, 30)) {
      throw passing("reading");
    }
    if (isCutOff()) {
      return List.of();
    }
    deliverAnswers();
    attendGroup();
    return read();
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
  public void requestStartPoints(Set<PartitionId> partitions, StartPointsCallback callback) {
    mine(partitions);
    if (isCutOff() || world.strikes(Fault.POSITION_UNREADABLE, 10)) {
      callback.failed(passing("reading positions"));
      return;
    }
    Map<PartitionId, StartPoint> starts = new TreeMap<>();
    for (PartitionId partition : partitions) {
      CommitPosition end = new CommitPosition(world.topic().end(partition));
      LogState log =
          new LogState(
              Optional.of("log"), new CommitPosition(world.topic().begin(partition)), end, end);
      starts.put(partition, new StartPoint(world.group().committed(partition), log));
    }
    callback.found(starts);
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> wanted) {
    mine(wanted.keySet());
    wanted.forEach((partition, position) -> positions.put(partition, position.value()));
  }

  @Override
  public Map<PartitionId, CommitPosition> positions(Set<PartitionId> partitions) {
    Map<PartitionId, CommitPosition> read = new TreeMap<>();
    for (PartitionId partition : mine(partitions)) {
      read.put(partition, new CommitPosition(position(partition)));
    }
    return read;
  }

  @Override
  public void commitLater(Map<PartitionId, Commit> commits, CommitCallback callback) {
    mine(commits.keySet());
    if (world.strikes(Fault.COMMIT_LATE, 6)) {
      heldUpUntil = world.time().nanoTime() + SECOND * (1 + world.choices().below(10));
    }
    sent.add(new CommitRequest(commits, callback));
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> commits, Duration atMost) throws SourceException {
    mine(commits.keySet());
    landAll();
    while (!answered.isEmpty()) {
      answered.remove().answer();
    }
    CommitRequest request = new CommitRequest(commits, failure -> {});
    request.land();
    if (request.failure != null) {
      throw request.failure;
    }
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public void close(Duration atMost) {
    landAll();
    take(assigned(), true);
    leave();
    closed = true;
  }

  /** The coordinator hears the oldest commit that is on its way. */
  void landOne() {
    CommitRequest request = sent.poll();
    if (request != null) {
      request.land();
      answered.add(request);
    }
  }

  boolean hasSent() {
    return !sent.isEmpty() && !isCutOff() && world.time().nanoTime() - heldUpUntil >= 0;
  }

  private void landAll() {
    while (!sent.isEmpty()) {
      landOne();
    }
  }

  private void deliverAnswers() {
    if (hasSent()) {
      landAll();
    }
    while (!answered.isEmpty() && !world.strikes(Fault.COMMIT_LATE, 6)) {
      answered.remove().answer();
    }
  }

  /** Whatever the coordinator wants of this member is done before anything else is heard of it. */
  private void attendGroup() {
    if (isExpelled()) {
      take(assigned(), false);
      joined = false;
    }
    if (!joined && !closed) {
      joined = true;
      joins++;
      world.group().join(this);
    }
    Set<PartitionId> going = new TreeSet<>(assigned);
    going.removeIf(partition -> !world.group().isWithdrawn(partition, this));
    if (!going.isEmpty()) {
      landAll();
      take(going, true);
    }
    Set<PartitionId> coming = new TreeSet<>(world.topic().partitions());
    coming.removeIf(partition -> !isGranted(partition));
    if (!coming.isEmpty()) {
      assigned.addAll(coming);
      coming.forEach(positions::remove);
      listener().assigned(coming);
    }
  }

  private List<SourceRecord> read() {
    tellStranded();
    List<SourceRecord> polled = new ArrayList<>();
    int most = 1 + world.choices().below(MOST_RECORDS);
    for (PartitionId partition : assigned) {
      while (hasUnread(partition) && polled.size() < most) {
        SourceRecord record = world.topic().next(partition, position(partition));
        positions.put(partition, record.offset().value() + 1);
        polled.add(record);
        instance.met(partition, LaneEvent.RECORDS_OFFERED);
      }
    }
    return polled;
  }

  /** A client finds out when it reads, and then has no position any more. */
  private void tellStranded() {
    Set<PartitionId> stranded = new TreeSet<>(assigned);
    stranded.removeIf(it -> !hasUnread(it) || position(it) >= world.topic().begin(it));
    if (!stranded.isEmpty()) {
      stranded.forEach(positions::remove);
      stranded.forEach(it -> instance.met(it, LaneEvent.STRANDED));
      listener().stranded(stranded);
    }
  }

  private void take(Set<PartitionId> partitions, boolean notice) {
    if (partitions.isEmpty()) {
      return;
    }
    partitions.forEach(it -> instance.met(it, notice ? LaneEvent.REVOKED : LaneEvent.LOST));
    if (notice) {
      listener().revoked(partitions);
    } else {
      assigned.removeAll(partitions);
      listener().lost(partitions);
    }
    assigned.removeAll(partitions);
    paused.removeAll(partitions);
    for (PartitionId partition : partitions) {
      if (world.group().isOwner(partition, this)) {
        world.group().release(partition);
      }
    }
  }

  private void leave() {
    if (world.group().has(this)) {
      world.group().remove(this);
    }
  }

  private boolean isCutOff() {
    return world.time().nanoTime() - cutOffUntil < 0;
  }

  private boolean isExpelled() {
    return joined && !world.group().has(this);
  }

  private boolean isGranted(PartitionId partition) {
    return !assigned.contains(partition)
        && world.group().isOwner(partition, this)
        && !world.group().isWithdrawn(partition, this);
  }

  /** Offset of the next record to be read. */
  long position(PartitionId partition) {
    return positions.getOrDefault(partition, 0L);
  }

  private boolean hasUnread(PartitionId partition) {
    return positions.containsKey(partition)
        && !paused.contains(partition)
        && position(partition) < world.topic().end(partition);
  }

  private Set<PartitionId> mine(Set<PartitionId> partitions) {
    if (!assigned.containsAll(partitions)) {
      world.violated("ownership", instance + " named partitions that are not its own");
    }
    return partitions;
  }

  private AssignmentListener listener() {
    AssignmentListener current = listener;
    if (current == null) {
      throw new IllegalStateException("the source is not open");
    }
    return current;
  }

  @Override
  public String toString() {
    return instance.toString();
  }

  private static SourceException passing(String what) {
    return SourceException.passing(what, new IllegalStateException("simulated"));
  }

  /** One commit between this member and the coordinator. */
  private final class CommitRequest {
    private final Map<PartitionId, Commit> commits;
    private final CommitCallback callback;
    private final int generation = joins;
    private @Nullable SourceException failure;

    CommitRequest(Map<PartitionId, Commit> commits, CommitCallback callback) {
      this.commits = Map.copyOf(commits);
      this.callback = callback;
    }

    void land() {
      if (isCutOff()) {
        failure = passing("no connection");
      } else if (generation != joins || !world.group().has(Member.this)) {
        failure = passing("the coordinator does not know this member");
      } else if (world.strikes(Fault.COMMIT_LOST, 12)) {
        failure = passing("no answer");
      } else if (world.strikes(Fault.COMMIT_REFUSED, 12)) {
        failure = passing("a rebalance is in progress");
      } else {
        commits.forEach((partition, commit) -> world.store().commit(instance, partition, commit));
        if (world.strikes(Fault.COMMIT_ANSWER_LOST, 12)) {
          failure = passing("no answer");
        }
      }
    }

    void answer() {
      LaneEvent event = failure == null ? LaneEvent.COMMIT_ACKNOWLEDGED : LaneEvent.COMMIT_FAILED;
      commits.keySet().forEach(partition -> instance.met(partition, event));
      callback.finished(failure);
    }
  }
}
