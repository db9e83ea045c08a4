package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.lane.InFlightRecord;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Sleeper;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Performs the actions of a {@link Lane} with blocking calls. {@link #next}, its steps and the
 * methods of {@link ApplyChain.Driver} belong to the lane's own thread, or to the thread that
 * stands in for it while it waits in the sink; everything else may be called by the source thread
 * meanwhile and never waits for a call in progress.
 */
final class LaneDriver implements LaneTask, ApplyChain.Driver {
  private static final LaneAction NOTHING = new LaneAction.AwaitEvent();
  private static final RecordScope.Open NO_RECORD = () -> {};

  private final PartitionId partition;
  private final Lane lane;
  private final LaneContext context;
  private final DecodeAhead decoded;
  private final ActionPerformer performer;
  private final Sleeper sleeper;
  private final ThreadActivity activity;
  private final LaneBacklog backlog;

  /** The pause that was last reported to the observer. Guarded by the lane. */
  private Optional<OperatorPause> reportedPause = Optional.empty();

  /** Action that the lane's thread performs. */
  private LaneAction inWork = NOTHING;

  /** Action that a chain has decided and left to the lane's thread; null if there is none. */
  private @Nullable LaneAction leftOver;

  private volatile @Nullable Throwable defect;
  private volatile boolean endRequested;

  LaneDriver(PartitionId partition, LaneContext context) {
    this.partition = partition;
    this.context = context;
    this.lane = context.newLane(partition);
    this.sleeper = context.sleepers().get();
    this.backlog = new LaneBacklog(lane, context);
    this.activity = context.stalls().begin(partition);
    this.decoded =
        new DecodeAhead(
            context.decoder(),
            (behind, most) -> ask(it -> it.buffer().queued(behind, most)),
            () -> ask(it -> it.buffer().size()));
    this.performer =
        new ActionPerformer(partition, context, sleeper, activity, decoded, this, this::covered);
  }

  @Override
  public Optional<Step> next() {
    try {
      LaneAction left = leftOver;
      leftOver = null;
      // A lane that is to end begins nothing that it had decided before.
      LaneAction action = left == null || endRequested || defect != null ? decide() : left;
      if (!(action instanceof LaneAction.End)) {
        begins(action);
        return Optional.of(new DriverStep());
      }
    } catch (Throwable thrown) {
      die(thrown, Optional.empty());
    }
    ended();
    return Optional.empty();
  }

  @Override
  public LaneAction decide() {
    inWork = NOTHING;
    LaneAction action;
    synchronized (lane) {
      action = defect == null ? lane.next(now()) : new LaneAction.End();
    }
    return context.outages().during(action);
  }

  @Override
  public void begins(LaneAction action) {
    inWork = action;
  }

  @Override
  public void leave(LaneAction action) {
    leftOver = action;
  }

  @Override
  public ActionResult result(ApplyChain.Performance performance) throws InterruptedException {
    RecordScope.Open scope = enter(inWork);
    try {
      return performance.result();
    } finally {
      scope.close();
    }
  }

  @Override
  public void perform(ApplyChain.Performance performance) throws InterruptedException {
    within(() -> report(performance.result()));
  }

  private void report(ActionResult result) {
    report(it -> result.report(it, now(), draw()));
  }

  @Override
  public boolean isReplaying() {
    return ask(it -> it.replaying().isUnderWay());
  }

  @Override
  public void fail(Throwable thrown) {
    if (thrown instanceof InterruptedException interrupted) {
      interrupted(interrupted);
    } else {
      die(thrown, inWork.origin());
    }
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
    decoded.clear();
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
    change(it -> it.acknowledged(checkpoint));
    reportActions();
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
    change(Lane::end);
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

  /** Returns the stage of the lane, and the records that were read. May be called by any thread. */
  Backlog backlog() {
    return backlog.read();
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
      if (event instanceof PartitionEvent.FenceLost) {
        decoded.clear();
      }
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

  /** Returns whether the source thread has to position or to end the lane. */
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

  private void within(Work work) throws InterruptedException {
    RecordScope.Open scope = enter(inWork);
    try {
      work.run();
    } finally {
      scope.close();
    }
  }

  private RecordScope.Open enter(LaneAction action) {
    Optional<RecordContext> origin = action.origin();
    return origin.isPresent() ? context.scope().enter(origin.get()) : NO_RECORD;
  }

  /**
   * One action of the lane, or several in a chain: the calls, and the report of the last result.
   */
  private final class DriverStep implements Step {
    private @Nullable ActionResult result;
    private @Nullable Throwable thrown;

    @Override
    public void call() {
      try {
        LaneAction action = inWork;
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
        die(thrown == null ? caught : thrown, inWork.origin());
      }
    }

    private void notifyLane() {
      if (thrown != null) {
        fail(thrown);
      } else if (result != null) {
        LaneDriver.this.report(result);
      }
    }
  }

  /** Work that may block. */
  private interface Work {
    void run() throws InterruptedException;
  }
}
