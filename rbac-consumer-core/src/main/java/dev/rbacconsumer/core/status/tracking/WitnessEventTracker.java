package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.WitnessEvent;
import dev.rbacconsumer.core.time.Clock;

/** Updates the status of partitions from the events of marks and replays. Thread-safe. */
final class WitnessEventTracker implements WitnessEvent.Visitor {
  private final Clock clock;
  private final PartitionTrackers trackers;

  WitnessEventTracker(Clock clock, PartitionTrackers trackers) {
    this.clock = clock;
    this.trackers = trackers;
  }

  /** Changes nothing: a mark is shown only while it cannot be written. */
  @Override
  public void onMarkAdopted(WitnessEvent.MarkAdopted event) {}

  @Override
  public void onMarkFailed(WitnessEvent.MarkFailed event) {
    of(event).markFailed(event, clock.now());
  }

  @Override
  public void onMarkWritten(WitnessEvent.MarkWritten event) {
    of(event).markWritten();
  }

  /** Changes nothing: the rest of a replay is read from the lane. */
  @Override
  public void onReplayStarted(WitnessEvent.ReplayStarted event) {}

  @Override
  public void onReplayBlocked(WitnessEvent.ReplayBlocked event) {
    of(event).replayBlocked(event, clock.now());
  }

  @Override
  public void onReplayEnded(WitnessEvent.ReplayEnded event) {
    of(event).replayEnded();
  }

  private WitnessTracker of(WitnessEvent event) {
    return trackers.of(event.partition()).witness();
  }
}
