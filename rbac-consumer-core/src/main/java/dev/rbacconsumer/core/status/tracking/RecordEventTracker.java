package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.time.Clock;

/** Updates the status of partitions from the events of their records. Thread-safe. */
final class RecordEventTracker implements RecordEvent.Visitor {
  private final Clock clock;
  private final PartitionTrackers trackers;
  private final PassedOverCounts passedOver;

  RecordEventTracker(Clock clock, PartitionTrackers trackers, PassedOverCounts passedOver) {
    this.clock = clock;
    this.trackers = trackers;
    this.passedOver = passedOver;
  }

  @Override
  public void onStarted(RecordEvent.Started event) {
    trackers.of(event.partition()).started(event.record().offset());
  }

  /** Changes nothing: an applied record costs two writes, at its start and at its end. */
  @Override
  public void onDecoded(RecordEvent.Decoded event) {}

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {
    trackers.of(event.partition()).repeated(event.record(), clock.now());
  }

  /** Changes nothing: the result of the record has an event of its own. */
  @Override
  public void onIdsNotUnique(RecordEvent.IdsNotUnique event) {}

  @Override
  public void onPlanned(RecordEvent.Planned event) {
    trackers.of(event.partition()).planned(event, clock.now());
  }

  @Override
  public void onRetrying(RecordEvent.Retrying event) {
    trackers.of(event.partition()).failed(event, Moment.now(clock));
  }

  @Override
  public void onGotOn(RecordEvent.GotOn event) {
    trackers.of(event.partition()).gotOn();
  }

  /** Changes nothing: the loss of the fence follows. */
  @Override
  public void onWriteInDoubt(RecordEvent.WriteInDoubt event) {}

  @Override
  public void onApplied(RecordEvent.Applied event) {
    trackers.of(event.partition()).applied(event.record(), clock.nanoTime());
  }

  /** Changes nothing: delivery does not wait for listeners. */
  @Override
  public void onListenerFailed(RecordEvent.ListenerFailed event) {}

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {
    settled(event.record());
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    passedOver.skipped(event.record(), event.failure(), Moment.now(clock));
    settled(event.record());
  }

  @Override
  public void onCondemned(RecordEvent.Condemned event) {
    trackers.of(event.partition()).condemned(event.record(), event.failure(), Moment.now(clock));
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    passedOver.deadLettered(event.record(), event.failure(), Moment.now(clock));
    settled(event.record());
  }

  @Override
  public void onParked(RecordEvent.Parked event) {
    settled(event.record());
  }

  @Override
  public void onStopped(RecordEvent.Stopped event) {
    trackers.of(event.partition()).stopped(event.record(), event.failure(), Moment.now(clock));
  }

  private void settled(SourceRecord record) {
    trackers.of(record.partition()).settled(record);
  }
}
