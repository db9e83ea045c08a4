package dev.rbacconsumer.core.applied;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.outbox.EventIdHeader;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.port.AppliedEventListener;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Remembers the latest events of this instance by their id: whether each was applied, with which
 * consistency token, or passed over, or still waits. It forgets the oldest at a limit, and all of
 * them at a restart; it does not know the events of other instances. Thread-safe; no call blocks.
 *
 * <p>It is given to delivery three times: as the listener of applied events, as an observer, and
 * around the source, from which it learns of records that wait. Without {@link #watching}, an event
 * is unknown until its lane starts on it.
 */
public final class AppliedEvents implements AppliedEventListener, DeliveryObserver {
  /** Default for the number of events. */
  public static final int DEFAULT_EVENTS = 10_000;

  private final boolean isOn;
  private final Clock clock;
  private final EventMemory memory;
  private final Waiters waiters;
  private final HeldPartitions partitions;
  private final Changes changes = new Changes();
  private volatile boolean isQueried;

  /**
   * @param events most settled events that are remembered, and most waiting ones; 0 to remember
   *     none
   * @param waiters most callers that wait at once, see {@link #whenSettled}
   * @param clock supplies the time at which an event was applied
   */
  public AppliedEvents(int events, int waiters, Clock clock) {
    if (events < 0 || waiters < 0) {
      throw new IllegalArgumentException(
          "events and waiters: want >= 0, got " + events + ", " + waiters);
    }
    this.isOn = events > 0;
    this.clock = clock;
    this.memory = new EventMemory(events);
    this.waiters = new Waiters(waiters);
    this.partitions = new HeldPartitions(events);
  }

  /** Returns whether any event is remembered. */
  public boolean isOn() {
    return isOn;
  }

  /** Returns a source that reports the records of another one here when they are read. */
  public MessageSource watching(MessageSource source) {
    return isOn ? new WatchedSource(source, this::read) : source;
  }

  /** Returns the state of an event. */
  public synchronized EventState find(String eventId) {
    isQueried = true;
    return memory.find(eventId);
  }

  /**
   * Returns a future of the final state of an event: applied or passed over. It is already complete
   * if the event is settled; otherwise it may never be, as for an event of another instance. A
   * caller that gives up completes or cancels it, as with {@link CompletableFuture#orTimeout},
   * which removes it here.
   *
   * @param handOver runs the completion in another thread, as {@code executor::execute} does, so
   *     that what depends on the future does not run in the thread of a lane; must not wait. If it
   *     throws, the future stays incomplete
   * @return empty if too many callers wait
   */
  public Optional<CompletableFuture<EventState>> whenSettled(
      String eventId, Consumer<Runnable> handOver) {
    isQueried = true;
    CompletableFuture<EventState> future = new CompletableFuture<>();
    Waiters.Waiter waiter = new Waiters.Waiter(future, handOver);
    synchronized (this) {
      EventState state = memory.find(eventId);
      if (state.isSettled()) {
        return Optional.of(CompletableFuture.completedFuture(state));
      }
      if (!waiters.add(eventId, waiter)) {
        return Optional.empty();
      }
    }
    var unused = future.whenComplete((state, failure) -> removeWaiter(eventId, waiter));
    return Optional.of(future);
  }

  /** Returns the number of callers that wait. */
  public synchronized int waiterCount() {
    return waiters.count();
  }

  @Override
  public Optional<String> applied(AppliedEvent event, Duration timeout) {
    if (isOn) {
      EventMetadata metadata = event.metadata();
      settle(
          new EventState.Applied(
              metadata.eventId(),
              SafeText.field(metadata.eventType()),
              event.partition(),
              event.offset(),
              clock.now(),
              event.token()),
          event.partition(),
          event.offset());
    }
    return Optional.empty();
  }

  /** Returns false: events are only remembered. */
  @Override
  public boolean mayBlock() {
    return false;
  }

  /** Returns whether events are remembered, and anyone has asked for one so far. */
  @Override
  public boolean wantsTokens() {
    return isOn && isQueried;
  }

  @Override
  public void on(DeliveryEvent event) {
    if (isOn) {
      event.accept(changes);
    }
  }

  /** Remembers records that were read. */
  private void read(List<SourceRecord> records) {
    for (SourceRecord record : records) {
      waits(record, EventIdHeader.of(record), 0);
    }
  }

  private synchronized boolean isApplied(String eventId) {
    return memory.applied(eventId).isPresent();
  }

  private synchronized void waits(SourceRecord record, String eventId, int failedAttempts) {
    if (partitions.isNew(record.partition(), record.offset())) {
      memory.waits(eventId, record.partition(), record.offset(), failedAttempts);
    }
  }

  private void passedOver(SourceRecord record, EventState.Way way, Optional<Failure> failure) {
    String eventId = EventIdHeader.of(record);
    if (eventId.isEmpty()) {
      synchronized (this) {
        eventId = memory.waitingAt(record);
      }
    }
    if (isApplied(eventId)) {
      // What the store has acknowledged stays true, whatever becomes of a repetition.
      return;
    }
    settle(
        new EventState.PassedOver(
            eventId, record.partition(), record.offset(), clock.now(), way, failure),
        record.partition(),
        record.offset());
  }

  /**
   * Remembers an event that is applied, of which no listener is notified: one of another type, or
   * one that was applied earlier. What a listener was notified of stays.
   */
  private void appliedWithoutNotice(SourceRecord record, EventMetadata metadata) {
    if (!isApplied(metadata.eventId())) {
      settle(
          new EventState.Applied(
              metadata.eventId(),
              SafeText.field(metadata.eventType()),
              record.partition(),
              record.offset(),
              clock.now(),
              Optional.empty()),
          record.partition(),
          record.offset());
    }
  }

  private void settle(EventState state, PartitionId partition, Offset offset) {
    synchronized (this) {
      partitions.settled(partition, offset);
      boolean isKept =
          !EventMemory.isUsable(state.eventId())
              || (state instanceof EventState.Applied applied && partitions.keep(applied));
      if (isKept) {
        return;
      }
    }
    settle(state);
  }

  private void settle(EventState latest) {
    List<Waiters.Waiter> answered;
    synchronized (this) {
      memory.settle(latest);
      answered = waiters.take(latest.eventId());
    }
    answered.forEach(waiter -> waiter.complete(latest));
  }

  private synchronized void forgetWaiting(Set<PartitionId> moved) {
    memory.forgetWaiting(moved);
    partitions.forget(moved);
  }

  private synchronized void positioned(PartitionId partition, long position) {
    partitions.positioned(partition, position);
  }

  private synchronized void replayStarted(PartitionId partition, long end) {
    partitions.replayStarted(partition, end);
  }

  private synchronized List<EventState.Applied> replayEnded(PartitionId partition) {
    return partitions.replayEnded(partition);
  }

  private synchronized void forgetIfLost(PartitionId partition, DataLoss loss) {
    if (loss.kind().isOfStore()) {
      memory.forgetApplied(partition);
    }
  }

  private synchronized void removeWaiter(String eventId, Waiters.Waiter waiter) {
    waiters.remove(eventId, waiter);
  }

  /** Updates the memory from the events of delivery. */
  private final class Changes extends SelectiveObserver {
    @Override
    public void onDecoded(RecordEvent.Decoded event) {
      waits(event.record(), event.metadata().eventId(), 0);
    }

    @Override
    public void onRetrying(RecordEvent.Retrying event) {
      String known = event.metadata().eventId();
      String eventId = known.isEmpty() ? EventIdHeader.of(event.record()) : known;
      waits(event.record(), eventId, event.attempt());
    }

    @Override
    public void onApplied(RecordEvent.Applied event) {
      appliedWithoutNotice(event.record(), event.metadata());
    }

    @Override
    public void onEventRepeated(RecordEvent.EventRepeated event) {
      appliedWithoutNotice(event.record(), event.metadata());
    }

    @Override
    public void onTombstonePassed(RecordEvent.TombstonePassed event) {
      passedOver(event.record(), EventState.Way.TOMBSTONE, Optional.empty());
    }

    @Override
    public void onSkipped(RecordEvent.Skipped event) {
      passedOver(event.record(), EventState.Way.SKIPPED, Optional.of(event.failure()));
    }

    @Override
    public void onDeadLettered(RecordEvent.DeadLettered event) {
      passedOver(event.record(), EventState.Way.DEAD_LETTERED, Optional.of(event.failure()));
    }

    @Override
    public void onRevoked(InstanceEvent.Revoked event) {
      forgetWaiting(event.partitions());
    }

    @Override
    public void onLost(InstanceEvent.Lost event) {
      forgetWaiting(event.partitions());
    }

    @Override
    public void onPositioned(PartitionEvent.Positioned event) {
      positioned(event.partition(), event.committed().map(CommitPosition::value).orElse(0L));
    }

    @Override
    public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {
      replayStarted(event.partition(), event.end().value());
    }

    @Override
    public void onReplayEnded(StoreMarkEvent.ReplayEnded event) {
      replayEnded(event.partition()).forEach(AppliedEvents.this::settle);
    }

    @Override
    public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
      forgetIfLost(event.partition(), event.loss());
    }

    @Override
    public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
      forgetIfLost(event.partition(), event.loss());
    }
  }
}
