package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.Backlog;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.ConsistencyToken;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
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
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private static final RecordScope.Open NO_RECORD = () -> {};

  private final PartitionId partition;
  private final Lane lane;
  private final LaneContext context;
  private final PortCalls ports;
  private final Sleeper sleeper;
  private final ThreadActivity activity;
  private volatile @Nullable Throwable defect;
  private volatile boolean endRequested;

  LaneDriver(PartitionId partition, LaneContext context) {
    this.partition = partition;
    this.context = context;
    this.ports = new PortCalls(partition, context);
    this.lane = context.newLane(partition);
    this.sleeper = context.sleepers().get();
    this.activity = context.stalls().begin(partition);
  }

  @Override
  public Optional<Step> next() {
    try {
      LaneAction action;
      Optional<RecordContext> origin;
      synchronized (lane) {
        action = defect == null ? lane.next(now()) : new LaneAction.End();
        origin = ActionOrigin.of(action, lane);
      }
      if (!(action instanceof LaneAction.End)) {
        return Optional.of(new DriverStep(action, origin));
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

  /** Takes records into the queue. */
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
    sleeper.wake();
  }

  /** No new record is begun, and a wait ends at once. */
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

  /** Where the lane stands, and what was read and is not applied. May be asked by any thread. */
  Backlog backlog() {
    BacklogSnapshot view = new BacklogSnapshot(context.clock().now().toEpochMilli(), now());
    return ask(lane -> lane.backlog(view));
  }

  /** What ended the lane unexpectedly; null while nothing did. */
  @Nullable Throwable defect() {
    return defect;
  }

  /** Makes the call and returns what tells the lane its result. */
  private Runnable perform(LaneAction action, Optional<RecordContext> origin)
      throws InterruptedException {
    if (action instanceof LaneAction.Apply it) {
      SourceRecord first = origin.orElseThrow().record();
      Outcome outcome = ports.apply(it, first, () -> declare(it));
      if (it.isLast() && outcome instanceof Outcome.Applied done) {
        int messages = notifyListeners(done.token());
        context.observer().on(new DeliveryEvent.ChangeApplied(partition, messages));
      }
      return () -> report(lane -> lane.applying().applied(outcome, now(), draw()));
    }
    if (action instanceof LaneAction.Handle it) {
      Outcome outcome = ports.handle(it);
      return () -> report(lane -> lane.applying().handled(outcome, now(), draw()));
    }
    if (action instanceof LaneAction.Pass) {
      notifyListeners(Optional.empty());
      return () -> report(lane -> lane.passed(now(), draw()));
    }
    if (action instanceof LaneAction.Decode it) {
      return decode(it);
    }
    if (action instanceof LaneAction.SendToDeadLetters it) {
      return setAside(it);
    }
    if (action instanceof LaneAction.AcquireFence) {
      FenceOutcome outcome = ports.acquireFence();
      return () -> report(lane -> List.of(lane.fenceAttempted(outcome, now(), draw())));
    }
    if (action instanceof LaneAction.WriteMark it) {
      Outcome outcome = ports.mark(it);
      return () -> report(lane -> lane.marked(outcome, now(), draw()));
    }
    if (action instanceof LaneAction.OpenReplay) {
      return openReplay();
    }
    if (action instanceof LaneAction.EndReplay) {
      return () -> report(lane -> lane.replaying().ended());
    }
    if (action instanceof LaneAction.WaitUntil it) {
      sleepUntil(it.nanoTime());
    } else {
      sleeper.sleep(LONGEST_SLEEP);
    }
    return () -> {};
  }

  /** Says until when what is done next needs no explanation. */
  private void declare(LaneAction action) {
    long now = now();
    if (action instanceof LaneAction.WaitUntil it) {
      activity.begins("waiting for the next attempt", it.nanoTime());
    } else if (action instanceof LaneAction.AwaitEvent) {
      activity.begins("waiting for an event", now + LONGEST_SLEEP.toNanos());
    } else if (action instanceof LaneAction.Apply
        || action instanceof LaneAction.Handle
        || action instanceof LaneAction.AcquireFence
        || action instanceof LaneAction.WriteMark
        || action instanceof LaneAction.SendToDeadLetters) {
      activity.begins("in a call", now + context.settings().attemptTimeout().toNanos());
    } else {
      activity.begins("at work", now);
    }
  }

  /** Returns of how many messages it told. */
  private int notifyListeners(Optional<ConsistencyToken> token) throws InterruptedException {
    List<InFlightRecord> covered = ask(it -> it.applying().covered());
    Duration atMost = context.appliedNotifier().longest(covered.size());
    activity.begins("telling what was applied", now() + atMost.toNanos());
    context.appliedNotifier().notifyApplied(covered, token);
    return covered.size();
  }

  private Runnable decode(LaneAction.Decode action) throws InterruptedException {
    if (action.attempt() == 1 && action.isTurn()) {
      context.observer().on(new DeliveryEvent.Started(action.record()));
    }
    PortCalls.LaneResult result = ports.decode(action.record());
    return () -> report(lane -> result.report(lane, now(), draw()));
  }

  private Runnable openReplay() throws InterruptedException {
    try {
      ReplayTable table = ports.openReplay();
      return () -> report(lane -> lane.replaying().opened(table));
    } catch (ReplayTableException failure) {
      return () -> report(lane -> lane.replaying().failed(failure, now(), draw()));
    }
  }

  private Runnable setAside(LaneAction.SendToDeadLetters action) throws InterruptedException {
    DeadLetter letter = new DeadLetter(action.record(), action.failure(), context.clock().now());
    Optional<Outcome.RetryLater> problem = ports.keep(letter);
    return () -> report(lane -> lane.setAside(action.failure(), problem, now(), draw()));
  }

  /** Tells the lane a result, everybody what came of it, and the source if it should look. */
  private void report(Function<Lane, List<DeliveryEvent>> result) {
    List<DeliveryEvent> events;
    boolean needsSource;
    boolean isInterrupted;
    synchronized (lane) {
      events = result.apply(lane);
      needsSource = lane.needsSourceThread();
      isInterrupted = lane.replaying().takeInterrupt();
    }
    for (DeliveryEvent event : events) {
      context.observer().on(event);
      if (event instanceof DeliveryEvent.Stopped stopped) {
        defect = new DeliveryStoppedException(stopped.record(), stopped.failure());
      }
      needsSource |= concernsSource(event);
    }
    if (needsSource) {
      context.wakeSource().run();
    }
    if (isInterrupted) {
      interrupted(new InterruptedException("interrupted while a replay noted a record"));
    }
  }

  /** Whether there is now something to position or to end. */
  private static boolean concernsSource(DeliveryEvent event) {
    return event instanceof DeliveryEvent.FenceAcquired
        || event instanceof DeliveryEvent.FenceLost
        || event instanceof DeliveryEvent.Stopped;
  }

  /** An interrupt without {@link #end} before it came from outside and must not go unnoticed. */
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
        context.observer().on(new DeliveryEvent.LaneFailed(partition, record, thrown));
      }
    } catch (Throwable again) {
      if (again != thrown) {
        thrown.addSuppressed(again);
      }
    }
  }

  /** Has the source thread look, which finds a defect if there is one. Never throws. */
  private void ended() {
    try {
      context.wakeSource().run();
      activity.begins("its lane has ended", now());
    } catch (Throwable thrown) {
      die(thrown, Optional.empty());
    }
  }

  private void sleepUntil(long nanoTime) throws InterruptedException {
    Duration remaining = Duration.ofNanos(nanoTime - now());
    if (!remaining.isZero() && !remaining.isNegative()) {
      sleeper.sleep(remaining);
    }
  }

  private long now() {
    return context.clock().nanoTime();
  }

  private double draw() {
    return context.jitter().next();
  }

  /** One action of the lane: its call, and what is told of it. */
  private final class DriverStep implements Step {
    private final LaneAction action;
    private final Optional<RecordContext> origin;
    private Runnable telling = () -> {};
    private @Nullable Throwable thrown;

    DriverStep(LaneAction action, Optional<RecordContext> origin) {
      this.action = action;
      this.origin = origin;
    }

    @Override
    public void call() {
      try {
        within(
            () -> {
              declare(action);
              telling = perform(action, origin);
            });
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
      } else {
        telling.run();
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

  /** Work that may wait. */
  private interface Work {
    void run() throws InterruptedException;
  }
}
