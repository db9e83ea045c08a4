package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does what a {@link Lane} says, with blocking calls. {@link #step} belongs to the lane's own
 * thread; everything else may be called by the source thread meanwhile and never waits for a call
 * in progress.
 */
final class LaneDriver implements LaneTask {
  private static final String INTERNAL_ERROR = "internal_error";
  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final PartitionId partition;
  private final Lane lane;
  private final LaneContext context;
  private final Sleeper sleeper;
  private volatile @Nullable Throwable defect;

  LaneDriver(PartitionId partition, LaneContext context) {
    this.partition = partition;
    this.context = context;
    this.lane = new Lane(partition, context.settings(), context.clock().nanoTime());
    this.sleeper = context.sleepers().get();
  }

  @Override
  public boolean step() {
    boolean going = false;
    try {
      going = perform();
    } catch (InterruptedException interrupted) {
      end();
    } catch (Throwable thrown) {
      // A lane that died silently would be a partition that stands still for ever: the source
      // thread finds the defect and ends the process.
      defect = thrown;
      end();
    }
    if (!going) {
      context.wakeSource().run();
    }
    return going;
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

  void positioned(Optional<CommitPosition> committed) {
    synchronized (lane) {
      lane.positioned(committed);
    }
    sleeper.wake();
  }

  void commitAcknowledged(CommitPosition position) {
    synchronized (lane) {
      lane.commitAcknowledged(position);
    }
    sleeper.wake();
  }

  /** No new record is begun, and a wait ends at once. */
  void end() {
    synchronized (lane) {
      lane.end();
    }
    sleeper.wake();
  }

  /** Asks the lane something under its lock. */
  <R> R ask(Function<Lane, R> question) {
    synchronized (lane) {
      return question.apply(lane);
    }
  }

  /** What ended the lane unexpectedly; null while nothing did. */
  @Nullable Throwable defect() {
    return defect;
  }

  private boolean perform() throws InterruptedException {
    LaneAction action;
    synchronized (lane) {
      action = lane.next(now());
    }
    if (action instanceof LaneAction.Apply it) {
      apply(it);
    } else if (action instanceof LaneAction.Decode it) {
      decode(it);
    } else if (action instanceof LaneAction.SetAside it) {
      setAside(it);
    } else if (action instanceof LaneAction.WaitUntil it) {
      sleepUntil(it.nanoTime());
    } else if (action instanceof LaneAction.AwaitEvent) {
      sleeper.sleep(LONGEST_SLEEP);
    } else if (action instanceof LaneAction.AcquireFence) {
      acquireFence();
    }
    return !(action instanceof LaneAction.End);
  }

  private void acquireFence() throws InterruptedException {
    FenceOutcome outcome = callFences();
    DeliveryEvent event;
    synchronized (lane) {
      event = lane.fenceAttempted(outcome, now(), draw());
    }
    tell(event);
  }

  private void decode(LaneAction.Decode action) {
    if (action.attempt() == 1) {
      context.observer().on(new DeliveryEvent.Started(action.record()));
    }
    Decoding decoding = context.decoder().decode(action.record());
    DeliveryEvent event;
    synchronized (lane) {
      event = lane.decoded(decoding, now(), draw());
    }
    tell(event);
  }

  private void apply(LaneAction.Apply action) throws InterruptedException {
    Outcome outcome = callHandler(action.decoding(), action.fence());
    DeliveryEvent event;
    synchronized (lane) {
      event = lane.attempted(action.decoding(), outcome, now(), draw());
    }
    tell(event);
  }

  private void setAside(LaneAction.SetAside action) throws InterruptedException {
    DeadLetter letter = new DeadLetter(action.record(), action.failure(), context.clock().now());
    Optional<Outcome.RetryLater> problem = callDeadLetters(letter);
    DeliveryEvent event;
    synchronized (lane) {
      event = lane.setAside(action.failure(), problem, now(), draw());
    }
    tell(event);
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

  private Outcome callHandler(Decoding decoding, FenceToken fence) throws InterruptedException {
    try {
      return context.handler().handle(decoding, fence);
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

  private void tell(DeliveryEvent event) {
    context.observer().on(event);
    if (event instanceof DeliveryEvent.Stopped stopped) {
      defect = new DeliveryStoppedException(stopped.record(), stopped.failure());
    }
    if (concernsSource(event)) {
      context.wakeSource().run();
    }
  }

  /** Whether there is now something to commit, to position or to resume. */
  private static boolean concernsSource(DeliveryEvent event) {
    return !(event instanceof DeliveryEvent.Decoded
        || event instanceof DeliveryEvent.Condemned
        || event instanceof DeliveryEvent.Retrying
        || event instanceof DeliveryEvent.FenceNotAcquired);
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
}
