package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.Backlog;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.ConsistencyToken;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.Origin;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.port.WorkScope;
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
 * Does what a {@link Lane} says, with blocking calls. {@link #next} and its steps belong to the
 * lane's own thread; everything else may be called by the source thread meanwhile and never waits
 * for a call in progress.
 */
final class LaneDriver implements LaneTask {
  private static final String INTERNAL_ERROR = "internal_error";
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private static final WorkScope.Open NO_RECORD = () -> {};

  private final PartitionId partition;
  private final Lane lane;
  private final LaneContext context;
  private final Sleeper sleeper;
  private final Activity activity;
  private volatile @Nullable Throwable defect;
  private volatile boolean toldToEnd;

  LaneDriver(PartitionId partition, LaneContext context) {
    this.partition = partition;
    this.context = context;
    this.lane = new Lane(partition, context.settings(), context.clock().nanoTime());
    this.sleeper = context.sleepers().get();
    this.activity = context.stalls().begin(partition);
  }

  @Override
  public Optional<Step> next() {
    LaneAction action;
    Optional<Origin> origin = Optional.empty();
    try {
      synchronized (lane) {
        action = lane.next(now());
        origin = origin(action);
      }
    } catch (RuntimeException thrown) {
      die(thrown);
      action = new LaneAction.End();
    }
    if (action instanceof LaneAction.End) {
      activity.begins("its lane has ended", now());
      context.wakeSource().run();
      return Optional.empty();
    }
    return Optional.of(new DriverStep(action, origin));
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

  void positioned(Beginning beginning) {
    synchronized (lane) {
      lane.positioned(beginning);
    }
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
    toldToEnd = true;
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
    BacklogView view = new BacklogView(context.clock().now().toEpochMilli(), now());
    return ask(lane -> lane.backlog(view));
  }

  /** What ended the lane unexpectedly; null while nothing did. */
  @Nullable Throwable defect() {
    return defect;
  }

  /** Which record the action is for; of those that a change is made of, the first one. */
  private Optional<Origin> origin(LaneAction action) {
    if (action instanceof LaneAction.Apply) {
      Entry first = lane.covered().get(0);
      return Optional.of(new Origin(first.record, first.metadata()));
    } else if (action instanceof LaneAction.Decode it) {
      return Optional.of(new Origin(it.record()));
    } else if (action instanceof LaneAction.Handle it) {
      return Optional.of(new Origin(it.record(), it.decoding().metadata()));
    }
    return action instanceof LaneAction.SetAside it
        ? Optional.of(new Origin(it.record()))
        : Optional.empty();
  }

  /** Makes the call and returns what tells the lane its result. */
  private Runnable perform(LaneAction action, Optional<Origin> origin) throws InterruptedException {
    if (action instanceof LaneAction.Apply it) {
      SourceRecord first = origin.orElseThrow().record();
      Outcome outcome = guarded(() -> context.handler().apply(it.change(), it.fence(), first));
      if (outcome instanceof Outcome.Applied done) {
        int messages = tellListeners(done.token());
        context.observer().on(new DeliveryEvent.ChangeApplied(partition, messages));
      }
      return () -> tell(lane -> lane.applied(outcome, now(), draw()));
    }
    if (action instanceof LaneAction.Handle it) {
      Outcome outcome = guarded(() -> context.handler().handle(it.decoding()));
      return () -> tell(lane -> lane.handled(outcome, now(), draw()));
    }
    if (action instanceof LaneAction.Pass) {
      tellListeners(Optional.empty());
      return () -> tell(lane -> lane.passed(now(), draw()));
    }
    if (action instanceof LaneAction.Decode it) {
      return decode(it);
    }
    if (action instanceof LaneAction.SetAside it) {
      return setAside(it);
    }
    if (action instanceof LaneAction.AcquireFence) {
      FenceOutcome outcome = callFences();
      return () -> tell(lane -> List.of(lane.fenceAttempted(outcome, now(), draw())));
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
        || action instanceof LaneAction.SetAside) {
      activity.begins("in a call", now + context.settings().attemptTimeout().toNanos());
    } else {
      activity.begins("at work", now);
    }
  }

  /** Returns of how many messages it told. */
  private int tellListeners(Optional<ConsistencyToken> token) throws InterruptedException {
    List<Entry> covered = ask(Lane::covered);
    Duration atMost = context.afterApply().longest(covered.size());
    activity.begins("telling what was applied", now() + atMost.toNanos());
    context.afterApply().tell(covered, token);
    return covered.size();
  }

  private Runnable decode(LaneAction.Decode action) {
    if (action.attempt() == 1) {
      context.observer().on(new DeliveryEvent.Started(action.record()));
    }
    Decoding decoding = context.decoder().decode(action.record());
    return () -> tell(lane -> lane.decoded(decoding, now(), draw()));
  }

  private Runnable setAside(LaneAction.SetAside action) throws InterruptedException {
    DeadLetter letter = new DeadLetter(action.record(), action.failure(), context.clock().now());
    Optional<Outcome.RetryLater> problem = callDeadLetters(letter);
    return () -> tell(lane -> lane.setAside(action.failure(), problem, now(), draw()));
  }

  // A port that throws is a defect of its adapter. The record must neither be lost nor take the
  // process down with it, so the defect counts as a failure that may pass.

  private FenceOutcome callFences() throws InterruptedException {
    try {
      return context
          .fences()
          .acquire(context.lockIds().apply(partition), context.settings().attemptTimeout());
    } catch (RuntimeException defect) {
      return new FenceOutcome.NotAcquired(INTERNAL_ERROR, describe(defect));
    }
  }

  private static Outcome guarded(Call call) throws InterruptedException {
    try {
      return call.make();
    } catch (RuntimeException defect) {
      return new Outcome.RetryLater(INTERNAL_ERROR, describe(defect));
    }
  }

  private Optional<Outcome.RetryLater> callDeadLetters(DeadLetter letter)
      throws InterruptedException {
    try {
      return context.deadLetters().keep(letter, context.settings().attemptTimeout());
    } catch (RuntimeException defect) {
      return Optional.of(new Outcome.RetryLater(INTERNAL_ERROR, describe(defect)));
    }
  }

  private static String describe(RuntimeException defect) {
    return "defect in the adapter: " + defect;
  }

  /** Tells the lane a result, everybody what came of it, and the source if it should look. */
  private void tell(Function<Lane, List<DeliveryEvent>> result) {
    List<DeliveryEvent> events;
    boolean calls;
    synchronized (lane) {
      events = result.apply(lane);
      calls = lane.calls();
    }
    for (DeliveryEvent event : events) {
      context.observer().on(event);
      if (event instanceof DeliveryEvent.Stopped stopped) {
        defect = new DeliveryStoppedException(stopped.record(), stopped.failure());
      }
      calls |= concernsSource(event);
    }
    if (calls) {
      context.wakeSource().run();
    }
  }

  /** Whether there is now something to position or to end. */
  private static boolean concernsSource(DeliveryEvent event) {
    return event instanceof DeliveryEvent.FenceAcquired
        || event instanceof DeliveryEvent.FenceLost
        || event instanceof DeliveryEvent.Stopped;
  }

  /** Whoever ends a lane tells it so first; an interrupt out of nowhere must not go unnoticed. */
  private void interrupted(InterruptedException interrupted) {
    if (!toldToEnd) {
      defect = interrupted;
    }
    end();
  }

  /**
   * A lane that died silently would be a partition that stands still for ever: the source thread
   * finds the defect and ends the process.
   */
  private void die(Throwable thrown) {
    defect = thrown;
    end();
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
    private final Optional<Origin> origin;
    private Runnable telling = () -> {};

    DriverStep(LaneAction action, Optional<Origin> origin) {
      this.action = action;
      this.origin = origin;
    }

    @Override
    public void call() {
      WorkScope.Open scope = NO_RECORD;
      try {
        scope = enter();
        declare(action);
        telling = perform(action, origin);
      } catch (InterruptedException interrupted) {
        telling = () -> interrupted(interrupted);
      } catch (Throwable thrown) {
        telling = () -> die(thrown);
      } finally {
        scope.close();
      }
    }

    @Override
    public void tell() {
      WorkScope.Open scope = NO_RECORD;
      try {
        scope = enter();
        telling.run();
      } catch (Throwable thrown) {
        die(thrown);
      } finally {
        scope.close();
      }
    }

    private WorkScope.Open enter() {
      return origin.isPresent() ? context.scope().enter(origin.get()) : NO_RECORD;
    }
  }

  /** One call of a port that applies something. */
  private interface Call {
    Outcome make() throws InterruptedException;
  }
}
