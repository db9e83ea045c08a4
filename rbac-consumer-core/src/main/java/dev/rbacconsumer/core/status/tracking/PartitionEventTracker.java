package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.time.Clock;

/** Updates the status of partitions from their own events. Thread-safe. */
final class PartitionEventTracker implements PartitionEvent.Visitor {
  private final Clock clock;
  private final PartitionTrackers trackers;

  PartitionEventTracker(Clock clock, PartitionTrackers trackers) {
    this.clock = clock;
    this.trackers = trackers;
  }

  @Override
  public void onLaneBegun(PartitionEvent.LaneBegun event) {
    trackers.of(event.partition()).begun(event.backlog());
  }

  @Override
  public void onFenceAcquired(PartitionEvent.FenceAcquired event) {
    trackers.of(event.partition()).fenceAcquired(Moment.now(clock));
  }

  @Override
  public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {
    trackers.of(event.partition()).fenceNotAcquired(event, Moment.now(clock));
  }

  @Override
  public void onFenceLost(PartitionEvent.FenceLost event) {
    trackers.of(event.partition()).fenceLost(event, Moment.now(clock));
  }

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {
    trackers.of(event.partition()).positioned(event.committed());
  }

  /** Changes nothing: the stage is read from the lane. */
  @Override
  public void onRecovering(PartitionEvent.Recovering event) {}

  /** Changes nothing: the position comes with the event that reading starts there. */
  @Override
  public void onPositionSetOutside(PartitionEvent.PositionSetOutside event) {}

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
    trackers.of(event.partition()).lossFound(event, Moment.now(clock));
  }

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
    trackers.of(event.partition()).lossPassed();
  }

  @Override
  public void onBatchUnreadable(PartitionEvent.BatchUnreadable event) {
    trackers.of(event.partition()).unreadable(event, Moment.now(clock));
  }

  @Override
  public void onBatchReadable(PartitionEvent.BatchReadable event) {
    trackers.of(event.partition()).readable();
  }

  /** Changes nothing: the next commit replaces the metadata. */
  @Override
  public void onMarkUnreadable(PartitionEvent.MarkUnreadable event) {}

  /** Changes nothing: each of its messages has an event of its own. */
  @Override
  public void onChangeApplied(PartitionEvent.ChangeApplied event) {}

  @Override
  public void onCommitted(PartitionEvent.Committed event) {
    trackers.of(event.partition()).committed(event.position());
  }

  @Override
  public void onPauseChanged(PartitionEvent.PauseChanged event) {
    trackers.of(event.partition()).paused(event.pause());
  }

  /** Changes nothing: the effect of an action has events of its own. */
  @Override
  public void onOperatorActed(PartitionEvent.OperatorActed event) {}

  @Override
  public void onQuarantineChanged(PartitionEvent.QuarantineChanged event) {
    trackers.of(event.partition()).quarantined(event.state());
  }

  /** Changes nothing: the partition is no longer assigned. */
  @Override
  public void onLaneOverdue(PartitionEvent.LaneOverdue event) {}

  /** Changes nothing: the attempt that failed has an event of its own. */
  @Override
  public void onPortFailed(PartitionEvent.PortFailed event) {}

  @Override
  public void onLaneFailed(PartitionEvent.LaneFailed event) {
    trackers.of(event.partition()).ended(StallStatus.endedBy(event.thrown(), clock.now()));
  }
}
