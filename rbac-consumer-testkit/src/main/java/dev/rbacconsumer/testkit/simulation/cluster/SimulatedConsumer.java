package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommitCallback;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Kafka client of one instance, with its connection to the coordinator. */
final class SimulatedConsumer implements MessageSource {
  /** Most records in one poll. */
  static final int MOST_RECORDS = 4;

  /** Generation that a client names without a membership. */
  static final int NO_GENERATION = -1;

  private static final long RECENT_POLL = Duration.ofSeconds(30).toNanos();

  private final SimulatedDeployment deployment;
  private final Instance instance;
  private final Set<PartitionId> assigned = new TreeSet<>();
  private final Set<PartitionId> paused = new TreeSet<>();
  private final Map<PartitionId, Long> positions = new HashMap<>();
  private final Set<PartitionId> unreadable = new TreeSet<>();
  private final CommitChannel commits;
  private final CommittedStateRequests committedStates;
  private @Nullable AssignmentListener listener;
  private boolean joined;
  private int joins;

  /** Version of the group whose changes this member has taken up; there may be none for it. */
  private long attended = -1;

  private boolean woken;
  private boolean closed;
  private long cutOffUntil;
  private long lastPollBegan;
  private Duration idleFor = Duration.ZERO;

  SimulatedConsumer(SimulatedDeployment deployment, Instance instance) {
    this.deployment = deployment;
    this.instance = instance;
    this.commits = new CommitChannel(deployment, instance, this);
    this.committedStates = new CommittedStateRequests(deployment, this);
    this.cutOffUntil = deployment.time().nanoTime();
    this.lastPollBegan = cutOffUntil;
  }

  /** Disconnects the client from the brokers in both directions for a while. */
  void disconnect(Duration time) {
    cutOffUntil = deployment.time().nanoTime() + time.toNanos();
  }

  void reconnect() {
    cutOffUntil = deployment.time().nanoTime();
  }

  /** Returns for how long the last poll would have waited for news. */
  Duration idleFor() {
    return idleFor;
  }

  /** Returns whether a poll would return something. */
  boolean hasNews() {
    return woken || (!isCutOff() && hasNewsOfBrokers());
  }

  private boolean hasNewsOfBrokers() {
    return isExpelled()
        || !joined
        || commits.hasNews()
        || committedStates.hasNews()
        || assigned.stream().anyMatch(this::hasUnread)
        || hasNewsOfGroup();
  }

  private boolean hasNewsOfGroup() {
    Group group = deployment.group();
    if (group.version() == attended) {
      return false;
    }
    boolean hasNews =
        assigned.stream().anyMatch(it -> group.isWithdrawn(it, this))
            || deployment.topic().partitions().stream().anyMatch(this::isGranted);
    if (!hasNews) {
      attended = group.version();
    }
    return hasNews;
  }

  /** Returns the start point of a partition from the last answer. */
  Optional<CommittedState> startPoint(PartitionId partition) {
    return committedStates.latest(partition);
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
    // The client does not wait in a poll: an idle one shows for how long the next would.
    idleFor = hasNews() ? Duration.ZERO : atMost;
    woken = false;
    lastPollBegan = deployment.time().nanoTime();
    if (deployment.strikes(Fault.POLL_FAILS, 30)) {
      throw passing("reading");
    }
    committedStates.deliver();
    if (isCutOff()) {
      return List.of();
    }
    commits.deliverAnswers();
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
  public void requestCommittedStates(
      Set<PartitionId> partitions, CommittedStatesCallback callback) {
    committedStates.request(mine(partitions), callback);
  }

  @Override
  public void seek(Map<PartitionId, CommitPosition> wanted) {
    mine(wanted.keySet());
    wanted.forEach((partition, position) -> positions.put(partition, position.value()));
    unreadable.removeAll(wanted.keySet());
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
  public void commitLater(Map<PartitionId, Commit> wanted, CommitCallback callback) {
    mine(wanted.keySet());
    commits.send(wanted, callback);
  }

  @Override
  public void commitNow(Map<PartitionId, Commit> wanted, Duration atMost) throws SourceException {
    mine(wanted.keySet());
    commits.finish(wanted);
  }

  @Override
  public void wake() {
    woken = true;
  }

  @Override
  public void close(Duration atMost) {
    commits.landAll();
    take(assigned(), true);
    leave();
    closed = true;
  }

  /** Delivers the oldest commit in transit to the coordinator. */
  void landOne() {
    commits.landOne();
  }

  boolean hasSent() {
    return commits.hasSent();
  }

  /**
   * Returns the generation that the client names in a request; {@link #NO_GENERATION} before it has
   * joined, and once it knows that the group expelled it, which it learns without a poll.
   */
  int generation() {
    return joined && (isCutOff() || deployment.group().has(this)) ? joins : NO_GENERATION;
  }

  /**
   * Returns whether a commit may be sent: the member has a generation, and was polled within the
   * time that the group waits for it. Adapters guarantee this, because a coordinator accepts a
   * commit without a generation while the group is empty.
   */
  boolean mayCommit() {
    return generation() != NO_GENERATION
        && deployment.time().nanoTime() - lastPollBegan < RECENT_POLL;
  }

  /**
   * Applies the coordinator's pending requests to this member before any other exchange with it.
   */
  private void attendGroup() {
    if (isExpelled()) {
      take(assigned(), false);
      joined = false;
    }
    if (!joined && !closed) {
      joined = true;
      joins++;
      deployment.group().join(this);
    }
    if (deployment.group().version() == attended) {
      return;
    }
    attended = deployment.group().version();
    Set<PartitionId> going = new TreeSet<>(assigned);
    going.removeIf(partition -> !deployment.group().isWithdrawn(partition, this));
    if (!going.isEmpty()) {
      commits.landAll();
      take(going, true);
    }
    Set<PartitionId> coming = new TreeSet<>(deployment.topic().partitions());
    coming.removeIf(partition -> !isGranted(partition));
    if (!coming.isEmpty()) {
      assigned.addAll(coming);
      coming.forEach(positions::remove);
      listener().assigned(coming);
    }
  }

  private List<SourceRecord> read() {
    reportOutOfRange();
    reportUnreadable();
    List<SourceRecord> polled = new ArrayList<>();
    // Where calls take time, few records in each would take much of it.
    boolean isTimed = deployment.timing().isOn();
    int most = isTimed ? Integer.MAX_VALUE : 1 + deployment.choices().below(MOST_RECORDS);
    for (PartitionId partition : assigned) {
      while (hasUnread(partition) && !isDamaged(partition) && polled.size() < most) {
        readNext(partition).ifPresent(polled::add);
      }
    }
    return polled;
  }

  /**
   * Returns the next record; empty if the rest of the log holds none, which is then skipped as
   * well.
   */
  private Optional<SourceRecord> readNext(PartitionId partition) {
    Optional<SourceRecord> record = deployment.topic().next(partition, position(partition));
    record.ifPresent(it -> instance.met(partition, LaneEvent.RECORDS_OFFERED));
    positions.put(
        partition,
        record.map(it -> it.offset().value() + 1).orElse(deployment.topic().readable(partition)));
    return record;
  }

  /** Reports a position out of range, as a client does when it reads; it then has no position. */
  private void reportOutOfRange() {
    Set<PartitionId> outOfRange = new TreeSet<>(assigned);
    outOfRange.removeIf(it -> !hasUnread(it) || position(it) >= deployment.topic().begin(it));
    if (!outOfRange.isEmpty()) {
      outOfRange.forEach(positions::remove);
      outOfRange.forEach(it -> instance.met(it, LaneEvent.OUT_OF_RANGE));
      listener().positionsOutOfRange(outOfRange);
    }
  }

  /** Reports an unreadable batch, as a client does when it has delivered all records before it. */
  private void reportUnreadable() {
    for (PartitionId partition : Set.copyOf(assigned)) {
      if (hasUnread(partition) && isDamaged(partition)) {
        unreadable.add(partition);
        instance.met(partition, LaneEvent.UNREADABLE);
        CommitPosition position = new CommitPosition(position(partition));
        listener().unreadable(partition, new UnreadableBatch(position, "simulated"));
      }
    }
  }

  private boolean isDamaged(PartitionId partition) {
    return deployment.topic().isDamagedAt(partition, position(partition));
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
    unreadable.removeAll(partitions);
    for (PartitionId partition : partitions) {
      if (deployment.group().isOwner(partition, this)) {
        deployment.group().release(partition);
      }
    }
  }

  private void leave() {
    if (deployment.group().has(this)) {
      deployment.group().remove(this);
    }
  }

  /** Returns whether it sends heartbeats. */
  boolean isResponsive() {
    return !isCutOff() && !instance.isGone() && !instance.isSuspended();
  }

  boolean isCutOff() {
    return deployment.time().nanoTime() - cutOffUntil < 0;
  }

  private boolean isExpelled() {
    return joined && !deployment.group().has(this);
  }

  private boolean isGranted(PartitionId partition) {
    return !assigned.contains(partition)
        && deployment.group().isOwner(partition, this)
        && !deployment.group().isWithdrawn(partition, this);
  }

  /** Returns the offset of the next record to read. */
  long position(PartitionId partition) {
    return positions.getOrDefault(partition, 0L);
  }

  private boolean hasUnread(PartitionId partition) {
    return positions.containsKey(partition)
        && !unreadable.contains(partition)
        && !paused.contains(partition)
        && position(partition) < deployment.topic().readable(partition);
  }

  private Set<PartitionId> mine(Set<PartitionId> partitions) {
    if (!assigned.containsAll(partitions)) {
      deployment.violated("ownership", instance + " named partitions that are not its own");
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

  static SourceException passing(String what) {
    return SourceException.passing(what, new IllegalStateException("simulated"));
  }
}
