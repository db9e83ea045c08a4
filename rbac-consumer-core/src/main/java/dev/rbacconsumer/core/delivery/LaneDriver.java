package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.lane.BacklogSnapshot;
import dev.rbacconsumer.core.lane.InFlightRecord;
import dev.rbacconsumer.core.lane.Lane;
import dev.rbacconsumer.core.lane.LaneAction;
import dev.rbacconsumer.core.message.RemovalCheck;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Performs the actions of a {@link Lane} with blocking calls. {@link #next} and its steps belong to
 * the lane's own thread; everything else may be called by the source thread meanwhile and never
 * waits for a call in progress.
 */
final class LaneDriver implements LaneTask {
  private static final RecordScope.Open NO_RECORD = () -> {};
  private static final Optional<Duration> NO_REMOVAL = Optional.of(Duration.ZERO);

  private final PartitionId partition;
  private final Lane lane;
  private final LaneContext context;
  private final ActionPerformer performer;
  private final Sleeper sleeper;
  private final ThreadActivity activity;
  private final RemovalFinder removals;

  /** The pause that was last reported to the observer. Guarded by the lane. */
  private Optional<OperatorPause> reportedPause = Optional.empty();

  private volatile @Nullable Throwable defect;
  private volatile boolean endRequested;

  LaneDriver(PartitionId partition, LaneContext context) {
    this.partition = partition;
    this.context = context;
    this.lane = context.newLane(partition);
    this.sleeper = context.sleepers().get();
    this.removals = new RemovalFinder(new RemovalCheck(context.decoder()));
    this.activity = context.stalls().begin(partition);
    this.performer = new ActionPerformer(partition, context, sleeper, activity, this::covered);
  }

  @Override
  public Optional<Step> next() {
    try {
      LaneAction action;
      synchronized (lane) {
        action = defect == null ? lane.next(now()) : new LaneAction.End();
      }
      if (!(action instanceof LaneAction.End)) {
        return Optional.of(new DriverStep(context.outages().during(action)));
      }
    } catch (Throwable thrown) {
      die(thrown, Optional.empty());
    }
    ended();
    return Optional.empty();
  }

  PartitionId partition() {
    return partition;
  }

  /** Adds records to the queue of the lane. */
  void offer(List<SourceRecord> records) {
    synchronized (lane) {
      records.forEach(lane::offer);
    }
    sleeper.wake();
  }

  void positioned(StartPosition beginning) {
    synchronized (lane) {
      lane.positioned(beginning, now());
    }
    reportActions();
    sleeper.wake();
  }

  /** Changes the lane under its lock, and ends a wait of its thread. */
  void change(Consumer<Lane> change) {
    update(change);
    sleeper.wake();
  }

  void readTo(CommitPosition position) {
    if (ask(it -> it.readTo(position))) {
      sleeper.wake();
    }
  }

  void acknowledged(Checkpoint checkpoint) {
    synchronized (lane) {
      lane.acknowledged(checkpoint);
    }
    reportActions();
    sleeper.wake();
  }

  /** Begins an action of an operator, or refuses it. */
  void begin(PendingAction action) {
    change(it -> it.operator().begin(action, now()));
    reportActions();
  }

  /** Answers an action that has taken too long. */
  void expireAction(long now) {
    update(it -> it.operator().expire(now));
    reportActions();
  }

  /** Answers the action in progress, since the partition is given up. */
  void closeActions() {
    update(it -> it.operator().close());
    reportActions();
  }

  /** Reports the results of actions, and whether the partition is paused. */
  private void reportActions() {
    Optional<OperatorPause> paused;
    Optional<OperatorPause> before;
    List<PendingAction.Answered> answers;
    synchronized (lane) {
      paused = lane.operator().paused();
      before = reportedPause;
      reportedPause = paused;
      answers = lane.operator().takeAnswers();
    }
    if (!paused.equals(before)) {
      context.observer().on(new PartitionEvent.PauseChanged(partition, paused));
    }
    answers.forEach(it -> OperatorActions.answer(context, it));
  }

  /** Ends the lane: it begins no new record, and a wait ends at once. */
  void end() {
    endRequested = true;
    synchronized (lane) {
      lane.end();
    }
    sleeper.wake();
  }

  /** Changes the lane under its lock, without ending a wait of its thread. */
  void update(Consumer<Lane> change) {
    synchronized (lane) {
      change.accept(lane);
    }
  }

  /** Asks the lane something under its lock. */
  <R> R ask(Function<Lane, R> question) {
    synchronized (lane) {
      return question.apply(lane);
    }
  }

  /**
   * Returns the stage of the lane, and the records that were read and are not applied. May be
   * called by any thread.
   */
  Backlog backlog() {
    BacklogSnapshot view = new BacklogSnapshot(context.clock().now().toEpochMilli(), now());
    Backlog started;
    List<SourceRecord> queued;
    synchronized (lane) {
      started = lane.backlog(view);
      queued = started.oldestRemoval().equals(NO_REMOVAL) ? lane.buffer().queued() : List.of();
    }
    return removals
        .first(queued)
        .map(record -> started.withOldestRemoval(view.age(record)))
        .orElse(started);
  }

  /** Returns the exception that ended the lane; null if there is none. */
  @Nullable Throwable defect() {
    return defect;
  }

  private List<InFlightRecord> covered() {
    return ask(it -> it.applying().covered());
  }

  /**
   * Reports a result to the lane and its events to the observer, and wakes the source thread if
   * needed.
   */
  private void report(Function<Lane, List<DeliveryEvent>> result) {
    List<DeliveryEvent> events;
    boolean needsSource;
    boolean isInterrupted;
    synchronized (lane) {
      events = result.apply(lane);
      lane.operator().observe(events, now());
      needsSource = lane.needsSourceThread();
      isInterrupted = lane.replaying().takeInterrupt();
    }
    for (DeliveryEvent event : events) {
      context.observer().on(event);
      if (event instanceof RecordEvent.Stopped stopped) {
        defect = new DeliveryStoppedException(stopped.record(), stopped.failure());
      }
      needsSource |= concernsSource(event);
    }
    reportActions();
    if (needsSource) {
      context.wakeSource().run();
    }
    if (isInterrupted) {
      interrupted(new InterruptedException("interrupted while a replay noted a record"));
    }
  }

  /** Returns whether an event gives the source thread a lane to position or to end. */
  private static boolean concernsSource(DeliveryEvent event) {
    return event instanceof PartitionEvent.FenceAcquired
        || event instanceof PartitionEvent.FenceLost
        || event instanceof RecordEvent.Stopped;
  }

  /**
   * Ends the lane after an interrupt. One without {@link #end} before it came from outside, and
   * must not go unnoticed.
   */
  private void interrupted(InterruptedException interrupted) {
    if (endRequested) {
      end();
    } else {
      die(interrupted, Optional.empty());
    }
  }

  /**
   * Ends the lane because of a defect. The source thread finds the defect and ends the instance,
   * since the partition would otherwise have an owner that does nothing. Never throws.
   */
  private void die(Throwable thrown, Optional<RecordContext> origin) {
    boolean first = defect == null;
    if (first) {
      defect = thrown;
    }
    try {
      end();
      if (first) {
        Optional<SourceRecord> record = origin.map(RecordContext::record);
        context.observer().on(new PartitionEvent.LaneFailed(partition, record, thrown));
      }
    } catch (Throwable again) {
      if (again != thrown) {
        thrown.addSuppressed(again);
      }
    }
  }

  /** Wakes the source thread, which finds the defect if there is one. Never throws. */
  private void ended() {
    try {
      performer.close();
      context.wakeSource().run();
      activity.begins("its lane has ended", now());
    } catch (Throwable thrown) {
      die(thrown, Optional.empty());
    }
  }

  private long now() {
    return context.clock().nanoTime();
  }

  private double draw() {
    return context.jitter().next();
  }

  /** One action of the lane: its call, and the report of its result. */
  private final class DriverStep implements Step {
    private final LaneAction action;
    private final Optional<RecordContext> origin;
    private @Nullable ActionResult result;
    private @Nullable Throwable thrown;

    DriverStep(LaneAction action) {
      this.action = action;
      this.origin = action.origin();
    }

    @Override
    public void call() {
      try {
        within(() -> result = action.accept(performer).orElse(null));
      } catch (Throwable caught) {
        thrown = caught;
      }
    }

    @Override
    public void report() {
      try {
        within(this::notifyLane);
      } catch (Throwable caught) {
        die(thrown == null ? caught : thrown, origin);
      }
    }

    private void notifyLane() {
      if (thrown instanceof InterruptedException interrupted) {
        interrupted(interrupted);
      } else if (thrown != null) {
        die(thrown, origin);
      } else if (result != null) {
        ActionResult reported = result;
        LaneDriver.this.report(it -> reported.report(it, now(), draw()));
      }
    }

    private void within(Work work) throws InterruptedException {
      RecordScope.Open scope = enter();
      try {
        work.run();
      } finally {
        scope.close();
      }
    }

    private RecordScope.Open enter() {
      return origin.isPresent() ? context.scope().enter(origin.get()) : NO_RECORD;
    }
  }

  /** Work that may block. */
  private interface Work {
    void run() throws InterruptedException;
  }
}
