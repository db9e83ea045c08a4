package dev.rbacconsumer.core.event;

/**
 * Base class of observers that handle only some kinds of events: those whose methods a subclass
 * overrides. All other kinds are ignored, also those that a later version adds. A class that must
 * handle every kind implements {@link DeliveryEvent.Visitor} instead.
 */
public abstract class SelectiveObserver implements DeliveryObserver, DeliveryEvent.Visitor {
  /** Creates an observer that ignores every event. */
  protected SelectiveObserver() {}

  @Override
  public void on(DeliveryEvent event) {
    event.accept(this);
  }

  @Override
  public void onStarted(RecordEvent.Started event) {}

  @Override
  public void onDecoded(RecordEvent.Decoded event) {}

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {}

  @Override
  public void onIdsNotUnique(RecordEvent.IdsNotUnique event) {}

  @Override
  public void onPlanned(RecordEvent.Planned event) {}

  @Override
  public void onRetrying(RecordEvent.Retrying event) {}

  @Override
  public void onGotOn(RecordEvent.GotOn event) {}

  @Override
  public void onWriteInDoubt(RecordEvent.WriteInDoubt event) {}

  @Override
  public void onApplied(RecordEvent.Applied event) {}

  @Override
  public void onListenerFailed(RecordEvent.ListenerFailed event) {}

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {}

  @Override
  public void onSkipped(RecordEvent.Skipped event) {}

  @Override
  public void onCondemned(RecordEvent.Condemned event) {}

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {}

  @Override
  public void onParked(RecordEvent.Parked event) {}

  @Override
  public void onStopped(RecordEvent.Stopped event) {}

  @Override
  public void onLaneBegun(PartitionEvent.LaneBegun event) {}

  @Override
  public void onFenceAcquired(PartitionEvent.FenceAcquired event) {}

  @Override
  public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {}

  @Override
  public void onFenceLost(PartitionEvent.FenceLost event) {}

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {}

  @Override
  public void onRecovering(PartitionEvent.Recovering event) {}

  @Override
  public void onPositionSetOutside(PartitionEvent.PositionSetOutside event) {}

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {}

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {}

  @Override
  public void onBatchUnreadable(PartitionEvent.BatchUnreadable event) {}

  @Override
  public void onBatchReadable(PartitionEvent.BatchReadable event) {}

  @Override
  public void onMarkUnreadable(PartitionEvent.MarkUnreadable event) {}

  @Override
  public void onChangeApplied(PartitionEvent.ChangeApplied event) {}

  @Override
  public void onCommitted(PartitionEvent.Committed event) {}

  @Override
  public void onPauseChanged(PartitionEvent.PauseChanged event) {}

  @Override
  public void onQuarantineChanged(PartitionEvent.QuarantineChanged event) {}

  @Override
  public void onOperatorActed(PartitionEvent.OperatorActed event) {}

  @Override
  public void onLaneOverdue(PartitionEvent.LaneOverdue event) {}

  @Override
  public void onPortFailed(PartitionEvent.PortFailed event) {}

  @Override
  public void onLaneFailed(PartitionEvent.LaneFailed event) {}

  @Override
  public void onMarkAdopted(StoreMarkEvent.MarkAdopted event) {}

  @Override
  public void onMarkFailed(StoreMarkEvent.MarkFailed event) {}

  @Override
  public void onMarkWritten(StoreMarkEvent.MarkWritten event) {}

  @Override
  public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {}

  @Override
  public void onReplayBlocked(StoreMarkEvent.ReplayBlocked event) {}

  @Override
  public void onReplayEnded(StoreMarkEvent.ReplayEnded event) {}

  @Override
  public void onAssigned(InstanceEvent.Assigned event) {}

  @Override
  public void onRevoked(InstanceEvent.Revoked event) {}

  @Override
  public void onLost(InstanceEvent.Lost event) {}

  @Override
  public void onCommitFailed(InstanceEvent.CommitFailed event) {}

  @Override
  public void onPolled(InstanceEvent.Polled event) {}

  @Override
  public void onSourceFailed(InstanceEvent.SourceFailed event) {}

  @Override
  public void onTopicSettingsRead(InstanceEvent.TopicSettingsRead event) {}

  @Override
  public void onStalled(InstanceEvent.Stalled event) {}

  @Override
  public void onStallEnded(InstanceEvent.StallEnded event) {}

  @Override
  public void onDeliveryFailed(InstanceEvent.DeliveryFailed event) {}
}
