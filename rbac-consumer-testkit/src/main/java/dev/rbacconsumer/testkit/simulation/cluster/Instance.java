package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.delivery.OperatorActions;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.SteppedSleeper;
import dev.rbacconsumer.testkit.simulation.fault.LaneEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Simulated process: the production dispatcher and lanes, over simulated services. */
final class Instance implements LaneRunner {
  private static final DispatcherSettings SETTINGS = DispatcherSettings.defaults("group");

  /** Longest time between polls: two drains and commits at a hand-over, with a margin. */
  private static final Duration LONGEST_BETWEEN_POLLS = Duration.ofMinutes(1);

  /** Most rows of one partition, including repeated ones. */
  private static final int MOST_RECORDS = 1_000;

  private final SimulatedDeployment deployment;
  private final int number;
  private final LaneSettings settings;
  private final DataLossPolicy onDataLoss;
  private final SimulatedConsumer member;

  /** Partitions that operators have paused, with the number of records begun since then. */
  private final Map<PartitionId, Integer> paused = new TreeMap<>();

  private final Queue<SteppedSleeper> unclaimed = new ArrayDeque<>();
  private final List<SimulatedLane> lanes = new ArrayList<>();
  private final SteppedSleeper ownSleeper;
  private final Dispatcher dispatcher;
  private long pollingUntil;
  private long pausedUntil;
  private long lastPoll;
  private long polledUntil;
  private boolean busy;
  private boolean gone;
  private @Nullable SimulatedLane moving;

  Instance(
      SimulatedDeployment deployment,
      int number,
      LaneSettings settings,
      DataLossPolicy onDataLoss) {
    this.deployment = deployment;
    this.number = number;
    this.settings = settings;
    this.onDataLoss = onDataLoss;
    this.member = new SimulatedConsumer(deployment, this);
    this.pollingUntil = deployment.time().nanoTime();
    this.pausedUntil = pollingUntil;
    this.lastPoll = pollingUntil;
    this.polledUntil = pollingUntil;
    DeliveryRuntime host =
        new DeliveryRuntime(deployment.time(), deployment::jitter, this::newSleeper, this);
    FaultyPorts ports = new FaultyPorts(deployment, this);
    DispatcherSettings dispatching = SETTINGS.withOnDataLoss(onDataLoss);
    this.dispatcher =
        Delivery.of(member, deployment.decorate(ports), ports, host)
            .withDeadLetters(ports)
            .withLetterReplays(new FaultyLetterReplays(deployment, this))
            .withQuarantine(new FaultyQuarantine(deployment, this))
            .withScope(origin -> moving().enter(origin))
            .withReplayTables(ports)
            .withObserver(new InstanceObserver(deployment, this))
            .dispatcher(
                settings,
                deployment.timing().isOn() || deployment.happens(2)
                    ? dispatching
                    : dispatching.withCommitInterval(Duration.ZERO));
    this.ownSleeper = unclaimed.remove();
    dispatcher.open();
  }

  OperatorActions actions() {
    return dispatcher.actions();
  }

  /** Returns the partitions that operators have paused here. */
  Set<PartitionId> paused() {
    Set<PartitionId> held = new TreeSet<>(paused.keySet());
    held.retainAll(member.assigned());
    return held;
  }

  void pauseChanged(PartitionId partition, boolean isPaused) {
    if (isPaused) {
      paused.put(partition, 0);
    } else {
      paused.remove(partition);
    }
  }

  /** Counts a record that is begun in a pause, and returns how many were. */
  int startsInPause(PartitionId partition) {
    return paused.merge(partition, 1, Integer::sum);
  }

  SimulatedConsumer member() {
    return member;
  }

  boolean isGone() {
    return gone;
  }

  /** Returns whether its source thread may run a step: it does not wait further up the stack. */
  boolean isFree() {
    return isAwake() && !busy;
  }

  private boolean isAwake() {
    return !gone && !isSuspended();
  }

  /** Returns whether it is suspended, at any point of its work. */
  boolean isSuspended() {
    return deployment.time().nanoTime() - pausedUntil < 0;
  }

  boolean blocksOnInvalid() {
    return settings.policies().invalid() == FailurePolicy.RETRY;
  }

  boolean blocksOnDataLoss() {
    return onDataLoss == DataLossPolicy.BLOCK
        || settings.replay().onStoreLoss() == StoreLossPolicy.BLOCK;
  }

  /** Returns whether a round of the source thread would have an effect now. */
  boolean hasRound() {
    return isFree()
        && deployment.time().nanoTime() - polledUntil >= 0
        && !ownSleeper.isAsleep()
        && (member.hasNews() || deployment.time().nanoTime() - pollingUntil >= 0);
  }

  List<SimulatedLane> movableLanes() {
    List<SimulatedLane> movable = new ArrayList<>();
    if (isAwake()) {
      for (SimulatedLane lane : lanes) {
        if (lane.canMove()) {
          movable.add(lane);
        }
      }
    }
    return movable;
  }

  /** Returns the nanoseconds until the next timed action of this instance. */
  long untilDue() {
    if (gone) {
      return Long.MAX_VALUE;
    }
    long now = deployment.time().nanoTime();
    long due = Long.MAX_VALUE;
    if (!busy) {
      due =
          ownSleeper.isAsleep()
              ? ownSleeper.remaining()
              : Math.max(pollingUntil, polledUntil) - now;
    }
    for (SimulatedLane lane : lanes) {
      due = Math.min(due, lane.untilAwake());
    }
    return Math.max(due, pausedUntil - now);
  }

  /** Runs one round of the source thread. */
  void round() {
    long now = deployment.time().nanoTime();
    if (now - Math.max(lastPoll, pausedUntil) > LONGEST_BETWEEN_POLLS.toNanos()) {
      deployment.violated(
          "membership", this + " did not poll for more than " + LONGEST_BETWEEN_POLLS);
    }
    occupied(
        () -> {
          try {
            dispatcher.runOnce();
          } catch (SourceException | InterruptedException | DeliveryStoppedException thrown) {
            throw new IllegalStateException(thrown);
          }
        });
    lastPoll = deployment.time().nanoTime();
    polledUntil = deployment.timing().brokerCall();
    Duration wait = deployment.timing().isOn() ? member.idleFor() : SETTINGS.pollTimeout();
    pollingUntil = lastPoll + wait.toNanos();
    requireBounded();
  }

  void move(SimulatedLane lane) {
    unlessGone(lane::move);
    lanes.removeIf(SimulatedLane::hasEnded);
  }

  boolean isAboutToCall() {
    return lanes.stream().anyMatch(lane -> !lane.hasEnded() && lane.isAboutToCall());
  }

  /** Stops in order, as after a signal. */
  void stop() {
    member.assigned().forEach(partition -> met(partition, LaneEvent.STOPPED));
    occupied(dispatcher::close);
    gone = true;
  }

  void crash() {
    member.assigned().forEach(partition -> met(partition, LaneEvent.CRASHED));
    gone = true;
  }

  void pause(Duration time) {
    pausedUntil = deployment.time().nanoTime() + time.toNanos();
  }

  void goOn() {
    pausedUntil = deployment.time().nanoTime();
    lastPoll = pausedUntil;
  }

  /** Records that an event occurs at the lane of a partition, if there is one. */
  void met(PartitionId partition, LaneEvent event) {
    for (SimulatedLane lane : lanes) {
      if (lane.partition().equals(partition) && !lane.hasEnded()) {
        deployment.coverage().met(lane.state(), event);
      }
    }
  }

  /** Returns whether the step of a lane is running. */
  boolean isMoving() {
    return moving != null;
  }

  /** Returns the lane whose step is running. */
  SimulatedLane moving() {
    SimulatedLane current = moving;
    if (current == null) {
      throw new IllegalStateException(this + " made a call from outside its lanes");
    }
    return current;
  }

  /** Sets the running lane, and returns the previous one. */
  @Nullable SimulatedLane moving(@Nullable SimulatedLane lane) {
    SimulatedLane before = moving;
    moving = lane;
    return before;
  }

  @Override
  public Running start(PartitionId partition, LaneTask task) {
    BacklogOracle trail =
        new BacklogOracle(
            blocksOnInvalid() ? deployment.topic().invalid(partition) : new TreeSet<>());
    SimulatedLane lane =
        new SimulatedLane(deployment, this, partition, task, unclaimed.remove(), trail);
    paused.remove(partition);
    lanes.add(lane);
    return lane;
  }

  @Override
  public String toString() {
    return "instance " + number;
  }

  private SteppedSleeper newSleeper() {
    SteppedSleeper sleeper = new SteppedSleeper(deployment.time());
    unclaimed.add(sleeper);
    return sleeper;
  }

  private void occupied(Runnable work) {
    busy = true;
    unlessGone(work);
    busy = false;
  }

  private void unlessGone(Runnable work) {
    try {
      work.run();
    } catch (InstanceGone crashed) {
      deployment.trace(() -> this + " is gone in the middle of its work");
    }
  }

  boolean readsStepByStep() {
    return settings.replay().mode() == ReplayMode.STEP_BY_STEP;
  }

  /** Returns whether its lanes remember every event, so that no repeated one may be applied. */
  boolean remembersAllEvents() {
    return settings.replay().rememberedEvents() > MOST_RECORDS;
  }

  FailurePolicies policies() {
    return settings.policies();
  }

  /** Returns the current lane of a partition: the last one that was started. */
  Optional<SimulatedLane> current(PartitionId partition) {
    return lanes.stream()
        .filter(lane -> lane.partition().equals(partition))
        .reduce((one, other) -> other);
  }

  /** Requires that only as many records are held as queue, one poll and window allow. */
  private void requireBounded() {
    for (PartitionId partition : member.assigned()) {
      long settled = current(partition).map(lane -> lane.trail().settled()).orElse(0L);
      long held = deployment.topic().count(partition, settled, member.position(partition));
      long bound =
          settings.maxQueuedRecords()
              + SimulatedConsumer.MOST_RECORDS
              + InstanceSettings.MOST_WINDOW
              + 1L;
      boolean reads = current(partition).map(lane -> lane.trail().isShared()).orElse(false);
      if (settled > 0 && held > bound && !reads) {
        deployment.violated("bounded", this + " holds " + held + " records of " + partition);
      }
    }
  }
}
