package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Passes records from the message source to the lanes and commits settled offsets, on the thread
 * that owns the source. It never waits for the store; it waits only while it hands partitions over,
 * for a bounded time. Confined to that thread.
 */
public final class Dispatcher {
  /**
   * Longest wait for records while a commit is in flight: its result comes in during a poll and
   * does not end it, and the next commit waits for it.
   */
  private static final Duration POLL_WHILE_COMMITTING = Duration.ofMillis(50);

  private final MessageSource source;
  private final LaneRunner runner;
  private final LaneContext lanes;
  private final DispatcherSettings settings;
  private final Clock clock;
  private final Sleeper sleeper;
  private final DeliveryObserver observer;
  private final Map<PartitionId, AssignedLane> assigned = new TreeMap<>();
  private final CommitCycle commits;
  private final UnreadableBatchRetries unreadable;
  private final TopicSettingsMonitor topics;
  private final Positioning positioning;
  private final OperatorActions actions;

  /**
   * Apart from those of the store, whose return must not wait for an interval that brokers began.
   */
  private final WaitingLanes waitingForOthers;

  /** Time until the next commit, if one is left to make. */
  private Optional<Duration> untilCommit = Optional.empty();

  /** Exception that ended a lane, until it is thrown to the caller; null if there is none. */
  private @Nullable RuntimeException defect;

  Dispatcher(
      MessageSource source, LaneRunner runner, LaneContext lanes, DispatcherSettings settings) {
    this.source = source;
    this.runner = runner;
    this.lanes = lanes;
    this.settings = settings;
    this.clock = lanes.clock();
    this.sleeper = lanes.sleepers().get();
    this.observer = lanes.observer();
    this.waitingForOthers = new WaitingLanes(clock, lanes.jitter());
    this.actions = new OperatorActions(lanes);
    this.commits = new CommitCycle(source, observer, clock, settings);
    this.unreadable = new UnreadableBatchRetries(source, lanes);
    this.topics = new TopicSettingsMonitor(source, lanes, settings.allowsCompactedTopic());
    this.positioning =
        new Positioning(source, lanes, settings, topics, assigned, unreadable::forget);
  }

  /** Joins the group. Called once. */
  public void open() {
    source.open(new Assignments());
  }

  /**
   * Performs one round: reads records, passes them to their lanes, and commits the settled
   * positions. Call it repeatedly until the instance stops.
   *
   * @throws SourceException when the source has failed permanently
   * @throws DeliveryStoppedException when a record ended the instance, as its policy demands
   * @throws IllegalStateException when a lane died of a defect
   * @throws InterruptedException when interrupted while the source cannot be read
   */
  public void runOnce() throws SourceException, InterruptedException {
    lanes.stalls().round(longestRound());
    lanes.waiting().retryIfRequested(assigned.values());
    waitingForOthers.retryIfRequested(assigned.values());
    actions.perform(
        assigned, partition -> positioning.retryNow(partition) || unreadable.retryNow(partition));
    try {
      List<SourceRecord> records = source.poll(pollTimeout());
      // Nothing may come between: the source has given these away.
      route(records);
      assigned.values().forEach(lane -> lane.driver().update(Lane::sourceThreadVisited));
      reportProgress();
      unreadable.retry(assigned);
      observer.on(new InstanceEvent.Polled(records.size()));
    } catch (SourceException failure) {
      if (!failure.isPassing()) {
        throw failure;
      }
      observer.on(new InstanceEvent.SourceFailed(String.valueOf(failure.getMessage())));
      sleeper.sleep(settings.retryDelay());
    }
    failOnDefects();
    stopReading(topics.refusedWhileReading(assigned), lane -> false);
    if (!commits.isInFlight()) {
      positioning.position();
    }
    positioning.rewind();
    pauseAndResume();
    untilCommit = commits.start(assigned.values());
  }

  /**
   * Ends all lanes, commits the settled positions and leaves the group. Takes no longer than the
   * drain timeout, the retry delay for lanes that had to be interrupted, and the commit timeout
   * twice: for the last commit and for leaving.
   *
   * @throws RuntimeException when something failed meanwhile, as from {@link #runOnce}; everything
   *     is closed all the same
   */
  public void close() {
    try {
      release(Set.copyOf(assigned.keySet()), true);
    } finally {
      source.close(settings.commitTimeout());
      actions.close();
    }
    throwDefect();
  }

  /**
   * Reports to the observer and the status that delivery has failed. Called once, by the thread
   * that finds the failure.
   */
  public void failed(Throwable failure) {
    observer.on(new InstanceEvent.DeliveryFailed(failure));
  }

  /** Returns the detector of stalled threads. May be called by any thread. */
  public StallDetector stalls() {
    return lanes.stalls();
  }

  /** Returns the receiver of the actions of operators. May be called by any thread. */
  public OperatorActions actions() {
    return actions;
  }

  /** Returns the delivery status. May be called by any thread. */
  public DeliveryStatus status() {
    return lanes.status();
  }

  /**
   * Lets every lane try again within a second that waits because of an outage, of the store or of
   * the brokers; a lane that waits because of its own record keeps its backoff. To be called when a
   * service answers again; delivery itself notices the return of the store. May be called by any
   * thread.
   */
  public void retryAfterOutage() {
    waitingForOthers.request();
    wake();
  }

  /** Ends the wait in progress, or the next one. May be called by any thread. */
  public void wake() {
    source.wake();
    sleeper.wake();
  }

  private Duration pollTimeout() {
    Duration whole = settings.pollTimeout();
    Duration most = commits.isInFlight() ? POLL_WHILE_COMMITTING : untilCommit.orElse(whole);
    return most.compareTo(whole) < 0 ? most : whole;
  }

  /**
   * Returns the longest time of a round, which waits for records, waits to retry, and releases
   * partitions.
   */
  private Duration longestRound() {
    return settings
        .pollTimeout()
        .plus(settings.retryDelay())
        .plus(settings.drainTimeout())
        .plus(settings.commitTimeout());
  }

  private void route(List<SourceRecord> records) {
    Map<PartitionId, List<SourceRecord>> byPartition = new TreeMap<>();
    for (SourceRecord record : records) {
      byPartition.computeIfAbsent(record.partition(), key -> new ArrayList<>()).add(record);
    }
    byPartition.forEach(
        (partition, batch) -> {
          AssignedLane lane = assigned.get(partition);
          if (lane != null) {
            lane.driver().offer(batch);
          }
        });
  }

  /**
   * Reports the read position to lanes that need it: those that collect or reread a range, to know
   * when it is complete, and idle ones, to know when nothing is left.
   */
  private void reportProgress() throws SourceException {
    Set<PartitionId> wanting = new TreeSet<>();
    assigned.forEach(
        (partition, lane) -> {
          if (lane.driver().ask(Lane::wantsReadTo)) {
            wanting.add(partition);
          }
        });
    if (wanting.isEmpty()) {
      return;
    }
    source
        .positions(wanting)
        .forEach(
            (partition, position) -> {
              AssignedLane lane = assigned.get(partition);
              if (lane != null) {
                lane.driver().readTo(position);
              }
            });
  }

  private void failOnDefects() {
    assigned.forEach(this::noteDefect);
    throwDefect();
  }

  private void noteDefect(PartitionId partition, AssignedLane lane) {
    Throwable thrown = lane.takeDefect();
    if (thrown != null && defect == null) {
      defect =
          thrown instanceof DeliveryStoppedException stopped
              ? stopped
              : new IllegalStateException(partition + ": the lane died of a defect", thrown);
    }
  }

  private void throwDefect() {
    RuntimeException thrown = defect;
    if (thrown != null) {
      defect = null;
      throw thrown;
    }
  }

  /**
   * Stops reading partitions whose lanes do not go on with another range by themselves. Records
   * that were read are applied, then another position is requested.
   */
  private void stopReading(Set<PartitionId> partitions, Predicate<Lane> readsElsewhere) {
    if (partitions.isEmpty()) {
      return;
    }
    source.pause(partitions);
    assigned.forEach(
        (partition, lane) -> {
          if (partitions.contains(partition)) {
            lane.pause(true);
            if (!lane.driver().ask(readsElsewhere::test)) {
              lane.driver().update(it -> it.buffer().reportOutOfRange());
            }
          }
        });
  }

  private void pauseAndResume() {
    Set<PartitionId> pause = new TreeSet<>();
    Set<PartitionId> resume = new TreeSet<>();
    assigned.forEach(
        (partition, lane) -> {
          if (!lane.isPaused() && lane.driver().ask(it -> it.buffer().isFull())) {
            lane.pause(true);
            pause.add(partition);
          } else if (lane.isPaused() && lane.driver().ask(it -> it.buffer().hasRoom())) {
            lane.pause(false);
            resume.add(partition);
          }
        });
    if (!pause.isEmpty()) {
      source.pause(pause);
    }
    if (!resume.isEmpty()) {
      source.resume(resume);
    }
  }

  /** Ends lanes and waits for them, then commits their settled positions. */
  private void release(Set<PartitionId> partitions, boolean commit) {
    Map<PartitionId, AssignedLane> going = new TreeMap<>(assigned);
    going.keySet().retainAll(partitions);
    lanes.stalls().end(going.keySet());
    going.values().forEach(lane -> lane.driver().end());
    if (!commit) {
      going.values().forEach(lane -> lane.running().interrupt());
    }
    awaitEnds(going);
    going.forEach(this::noteDefect);
    if (commit) {
      commits.finish(going);
    }
    going.values().forEach(lane -> lane.driver().closeActions());
    positioning.forget(going.keySet());
    unreadable.forget(going.keySet());
    assigned.keySet().removeAll(going.keySet());
  }

  private void awaitEnds(Map<PartitionId, AssignedLane> going) {
    Map<PartitionId, AssignedLane> late = endedLate(going, settings.drainTimeout());
    late.values().forEach(lane -> lane.running().interrupt());
    endedLate(late, settings.retryDelay())
        .keySet()
        .forEach(partition -> observer.on(new PartitionEvent.LaneOverdue(partition)));
  }

  /** Returns the lanes that have not ended after a time, which all of them share. */
  private Map<PartitionId, AssignedLane> endedLate(
      Map<PartitionId, AssignedLane> going, Duration atMost) {
    long deadline = clock.nanoTime() + atMost.toNanos();
    Map<PartitionId, AssignedLane> late = new TreeMap<>();
    going.forEach(
        (partition, lane) -> {
          Duration remaining = Duration.ofNanos(Math.max(0, deadline - clock.nanoTime()));
          if (!lane.endsWithin(remaining)) {
            late.put(partition, lane);
          }
        });
    return late;
  }

  /** Starts and ends lanes as the group assigns and revokes partitions. */
  private final class Assignments implements AssignmentListener {
    @Override
    public void assigned(Set<PartitionId> partitions) {
      source.pause(partitions);
      // Before any lane can report an event of its partition.
      observer.on(new InstanceEvent.Assigned(partitions));
      for (PartitionId partition : partitions) {
        LaneDriver driver = new LaneDriver(partition, lanes);
        observer.on(new PartitionEvent.LaneBegun(partition, driver::backlog));
        assigned.put(partition, new AssignedLane(driver, runner.start(partition, driver)));
      }
    }

    @Override
    public void revoked(Set<PartitionId> partitions) {
      release(partitions, true);
      observer.on(new InstanceEvent.Revoked(partitions));
    }

    @Override
    public void lost(Set<PartitionId> partitions) {
      release(partitions, false);
      observer.on(new InstanceEvent.Lost(partitions));
    }

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {
      stopReading(partitions, lane -> lane.replaying().readsFewer());
    }

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {
      AssignedLane lane = assigned.get(partition);
      if (lane == null) {
        return;
      }
      source.pause(Set.of(partition));
      if (lane.driver().ask(it -> it.replaying().abandonRefill(batch.position()))) {
        lane.pause(true);
      } else {
        unreadable.block(lane, batch);
      }
    }
  }
}
