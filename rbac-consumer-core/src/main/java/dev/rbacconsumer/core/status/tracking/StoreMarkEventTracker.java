package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.time.Clock;

/** Updates the status of partitions from the events of marks and replays. Thread-safe. */
final class StoreMarkEventTracker implements StoreMarkEvent.Visitor {
  private final Clock clock;
  private final PartitionTrackers trackers;

  StoreMarkEventTracker(Clock clock, PartitionTrackers trackers) {
    this.clock = clock;
    this.trackers = trackers;
  }

  /** Changes nothing: a mark is shown only while it cannot be written. */
  @Override
  public void onMarkAdopted(StoreMarkEvent.MarkAdopted event) {}

  @Override
  public void onMarkFailed(StoreMarkEvent.MarkFailed event) {
    of(event).markFailed(event, clock.now());
  }

  @Override
  public void onMarkWritten(StoreMarkEvent.MarkWritten event) {
    of(event).markWritten();
  }

  /** Changes nothing: the rest of a replay is read from the lane. */
  @Override
  public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {}

  @Override
  public void onReplayBlocked(StoreMarkEvent.ReplayBlocked event) {
    of(event).replayBlocked(event, clock.now());
  }

  @Override
  public void onReplayEnded(StoreMarkEvent.ReplayEnded event) {
    of(event).replayEnded();
  }

  private StoreMarkTracker of(StoreMarkEvent event) {
    return trackers.of(event.partition()).storeMark();
  }
}
