package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.SteppedSleeper;
import dev.rbacconsumer.testkit.simulation.fault.LaneState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lane that advances by a third of a step at a time: decide, call, report. */
final class SimulatedLane implements LaneRunner.Running {
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

  private static final long SHORT_WAIT = Duration.ofMillis(1).toNanos();
  private static final long LONG_WAIT = Duration.ofSeconds(5).toNanos();

  private final SimulatedDeployment deployment;
  private final Instance instance;
  private final PartitionId partition;
  private final LaneTask task;
  private final SteppedSleeper sleeper;
  private final BacklogOracle trail;
  private LaneTask.@Nullable Step step;
  private boolean calling;
  private boolean called;
  private boolean ended;
  private boolean interrupted;

  /** End of the time that its calls to the store take until they are answered. */
  private long busyUntil;

  private LaneState answer = LaneState.WORKED;

  /** Record that the step in progress is for; null if it is for none. */
  private @Nullable RecordContext origin;

  SimulatedLane(
      SimulatedDeployment deployment,
      Instance instance,
      PartitionId partition,
      LaneTask task,
      SteppedSleeper sleeper,
      BacklogOracle trail) {
    this.deployment = deployment;
    this.instance = instance;
    this.partition = partition;
    this.task = task;
    this.sleeper = sleeper;
    this.trail = trail;
    this.busyUntil = deployment.time().nanoTime();
  }

  PartitionId partition() {
    return partition;
  }

  /** Returns the records in its backlog. */
  BacklogOracle trail() {
    return trail;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Records for which record the step works until the scope is closed. */
  RecordScope.Open enter(RecordContext of) {
    RecordContext before = origin;
    origin = of;
    return () -> origin = before;
  }

  /** Returns the record that the step applies as a dead letter, if any. */
  Optional<SourceRecord> letter() {
    return Optional.ofNullable(origin).map(RecordContext::record).flatMap(this::letter);
  }

  /** Returns the record if it is applied as a dead letter. */
  Optional<SourceRecord> letter(SourceRecord record) {
    return Optional.of(record).filter(this::isLetter);
  }

  /** A record that is parked is applied only where it is released. */
  private boolean isLetter(SourceRecord record) {
    return KeptLetters.isLetter(record)
        || deployment.store().quarantine().isParked(partition, record.offset().value());
  }

  boolean canMove() {
    return !ended && !calling && (step != null || !sleeper.isAsleep()) && untilIdle() <= 0;
  }

  /** Returns the nanoseconds until it wakes by itself; the largest value if it does not sleep. */
  long untilAwake() {
    return !ended && !calling && sleeper.isAsleep() ? sleeper.remaining() : Long.MAX_VALUE;
  }

  LaneState state() {
    if (step != null) {
      return called ? answer : LaneState.DECIDED;
    }
    if (sleeper.isAsleep()) {
      return sleeper.remaining() > LONGEST_BACKOFF.toNanos()
          ? LaneState.WAITING
          : LaneState.BACKING_OFF;
    }
    return LaneState.READY;
  }

  /** Returns whether it has decided on a step, and has decoded records that it has to apply. */
  boolean isAboutToCall() {
    return state() == LaneState.DECIDED && trail.range().from() < trail.range().to();
  }

  void move() {
    SimulatedLane before = instance.moving(this);
    try {
      moveOn();
    } finally {
      instance.moving(before);
    }
  }

  private void moveOn() {
    LaneTask.Step current = step;
    if (current == null) {
      step = task.next().orElse(null);
      ended = step == null;
    } else if (!called) {
      called = true;
      calling = true;
      answer = LaneState.WORKED;
      current.call();
      calling = false;
      if (sleeper.isAsleep()) {
        report(current);
      }
    } else {
      report(current);
    }
  }

  /** Records the kind of the call that was answered. */
  void answered(LaneState state) {
    answer = state;
    busyUntil = deployment.timing().storeCallFrom(busyUntil);
  }

  private long untilIdle() {
    return busyUntil - deployment.time().nanoTime();
  }

  /** Returns whether the call in progress must end with an interrupt, and clears that request. */
  boolean takeInterrupt() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  @Override
  public boolean await(Duration atMost) {
    long deadline = deployment.time().nanoTime() + atMost.toNanos();
    while (!ended && deployment.isRunning()) {
      if (instance.isGone()) {
        throw new InstanceGone();
      }
      long left = deadline - deployment.time().nanoTime();
      if (canMove() && !deployment.happens(4)) {
        move();
      } else if (left <= 0) {
        return false;
      } else {
        boolean isTimed = deployment.timing().isOn();
        long most = isTimed ? Math.max(untilIdle(), SHORT_WAIT) : LONG_WAIT;
        deployment.whileWaiting(instance, Math.min(left, most));
      }
    }
    return ended;
  }

  @Override
  public void interrupt() {
    interrupted = true;
    sleeper.wake();
  }

  private void report(LaneTask.Step current) {
    step = null;
    called = false;
    current.report();
  }
}
