package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.lane.DataLossPolicy;
import dev.rbacconsumer.core.lane.Delivery;
import dev.rbacconsumer.core.lane.DeliveryStoppedException;
import dev.rbacconsumer.core.lane.Dispatcher;
import dev.rbacconsumer.core.lane.DispatcherSettings;
import dev.rbacconsumer.core.lane.FailurePolicy;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.Host;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.SteppedSleeper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One process: the production dispatcher and lanes, over everything simulated. */
final class Instance implements LaneRunner {
  private static final DispatcherSettings SETTINGS = DispatcherSettings.defaults("group");

  /** The drain and the commit at a hand-over, twice, and room for what is polled around it. */
  private static final Duration LONGEST_BETWEEN_POLLS = Duration.ofMinutes(1);

  private final World world;
  private final int number;
  private final LaneSettings settings;
  private final DataLossPolicy onDataLoss;
  private final Member member;
  private final Queue<SteppedSleeper> unclaimed = new ArrayDeque<>();
  private final List<SimulatedLane> lanes = new ArrayList<>();
  private final SteppedSleeper ownSleeper;
  private final Dispatcher dispatcher;
  private long pollingUntil;
  private long pausedUntil;
  private long lastPoll;
  private boolean busy;
  private boolean gone;
  private @Nullable SimulatedLane moving;

  Instance(World world, int number, LaneSettings settings, DataLossPolicy onDataLoss) {
    this.world = world;
    this.number = number;
    this.settings = settings;
    this.onDataLoss = onDataLoss;
    this.member = new Member(world, this);
    this.pollingUntil = world.time().nanoTime();
    this.pausedUntil = pollingUntil;
    this.lastPoll = pollingUntil;
    Host host = new Host(world.time(), world::draw, this::newSleeper, this);
    Faulty ports = new Faulty(world, this);
    this.dispatcher =
        Delivery.of(member, world.decorate(ports), ports, host)
            .withDeadLetters(ports)
            .withObserver(this::hear)
            .dispatcher(settings, SETTINGS.withOnDataLoss(onDataLoss));
    this.ownSleeper = unclaimed.remove();
    dispatcher.open();
  }

  Member member() {
    return member;
  }

  boolean isGone() {
    return gone;
  }

  /** Whether its source thread may be stepped: it is not waiting further up the stack. */
  boolean isFree() {
    return isAwake() && !busy;
  }

  private boolean isAwake() {
    return !gone && !isSuspended();
  }

  /** Whether it stands still, whatever it was doing. */
  boolean isSuspended() {
    return world.time().nanoTime() - pausedUntil < 0;
  }

  boolean blocksOnInvalid() {
    return settings.policies().invalid() == FailurePolicy.RETRY;
  }

  boolean blocksOnDataLoss() {
    return onDataLoss == DataLossPolicy.BLOCK;
  }

  /** Whether a round of the source thread would do something now. */
  boolean hasRound() {
    return isFree()
        && !ownSleeper.isAsleep()
        && (member.hasNews() || world.time().nanoTime() - pollingUntil >= 0);
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

  /** Nanoseconds until something here is due by itself. */
  long untilDue() {
    if (gone) {
      return Long.MAX_VALUE;
    }
    long now = world.time().nanoTime();
    long due = Long.MAX_VALUE;
    if (!busy) {
      due = ownSleeper.isAsleep() ? ownSleeper.remaining() : pollingUntil - now;
    }
    for (SimulatedLane lane : lanes) {
      due = Math.min(due, lane.untilAwake());
    }
    return Math.max(due, pausedUntil - now);
  }

  /** One round of the source thread. */
  void round() {
    long now = world.time().nanoTime();
    if (now - Math.max(lastPoll, pausedUntil) > LONGEST_BETWEEN_POLLS.toNanos()) {
      world.violated("membership", this + " did not poll for more than " + LONGEST_BETWEEN_POLLS);
    }
    occupied(
        () -> {
          try {
            dispatcher.runOnce();
          } catch (SourceException | InterruptedException | DeliveryStoppedException thrown) {
            throw new IllegalStateException(thrown);
          }
        });
    lastPoll = world.time().nanoTime();
    pollingUntil = lastPoll + SETTINGS.pollTimeout().toNanos();
    requireBounded();
  }

  void move(SimulatedLane lane) {
    unlessGone(lane::move);
    lanes.removeIf(SimulatedLane::hasEnded);
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
    pausedUntil = world.time().nanoTime() + time.toNanos();
  }

  void goOn() {
    pausedUntil = world.time().nanoTime();
    lastPoll = pausedUntil;
  }

  /** Notes that something happens to the lane of a partition, if there is one. */
  void met(PartitionId partition, LaneEvent event) {
    for (SimulatedLane lane : lanes) {
      if (lane.partition().equals(partition) && !lane.hasEnded()) {
        world.coverage().met(lane.state(), event);
      }
    }
  }

  /** The lane whose step is being made. */
  SimulatedLane moving() {
    SimulatedLane current = moving;
    if (current == null) {
      throw new IllegalStateException(this + " made a call from outside its lanes");
    }
    return current;
  }

  /** Notes which lane is moving, and tells which one was. */
  @Nullable SimulatedLane moving(@Nullable SimulatedLane lane) {
    SimulatedLane before = moving;
    moving = lane;
    return before;
  }

  @Override
  public Running start(PartitionId partition, LaneTask task) {
    LaneTrail trail =
        new LaneTrail(blocksOnInvalid() ? world.topic().invalid(partition) : new TreeSet<>());
    SimulatedLane lane = new SimulatedLane(world, this, partition, task, unclaimed.remove(), trail);
    lanes.add(lane);
    return lane;
  }

  @Override
  public String toString() {
    return "instance " + number;
  }

  private SteppedSleeper newSleeper() {
    SteppedSleeper sleeper = new SteppedSleeper(world.time());
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
      world.trace(() -> this + " is gone in the middle of its work");
    }
  }

  private void hear(DeliveryEvent event) {
    world.coverage().did(event.getClass().getSimpleName());
    world.trace(() -> this + ": " + event);
    if (event instanceof DeliveryEvent.Positioned it) {
      met(it.partition(), LaneEvent.POSITIONED);
      long from =
          it.committed().map(CommitPosition::value).orElse(world.topic().begin(it.partition()));
      current(it.partition()).ifPresent(lane -> lane.trail().begin(from));
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      long from = it.loss().committed().map(CommitPosition::value).orElse(0L);
      world.topic().history(it.partition()).lost(from, it.position().value());
    } else if (moving != null) {
      moving().trail().on(event);
    }
    if (event instanceof DeliveryEvent.Decoded it) {
      world.topic().history(it.record().partition()).decoded(it.record().offset().value());
    } else if (event instanceof DeliveryEvent.Recovering it) {
      requireReadable(it.partition(), it.end().value());
    } else if (event instanceof DeliveryEvent.Skipped it) {
      world.store().giveUp(it.record().partition(), it.record().offset().value());
    }
  }

  /** The lane that speaks for a partition: the last one that was started. */
  private Optional<SimulatedLane> current(PartitionId partition) {
    return lanes.stream()
        .filter(lane -> lane.partition().equals(partition))
        .reduce((one, other) -> other);
  }

  /** An earlier owner applied only what it could read, and a transaction may never end. */
  private void requireReadable(PartitionId partition, long end) {
    long readable = world.topic().readable(partition);
    if (end > readable) {
      world.violated(
          "progress",
          "%s waits for records of %s below %d, of which those below %d can be read"
              .formatted(this, partition, end, readable));
    }
  }

  /** Nothing is held but what the queue, one poll and the window bound. */
  private void requireBounded() {
    for (PartitionId partition : member.assigned()) {
      long settled = current(partition).map(lane -> lane.trail().settled()).orElse(0L);
      long held = world.topic().count(partition, settled, member.position(partition));
      long bound = settings.maxQueuedRecords() + Member.MOST_RECORDS + world.longestRange() + 1L;
      if (settled > 0 && held > bound) {
        world.violated("bounded", this + " holds " + held + " records of " + partition);
      }
    }
  }
}
