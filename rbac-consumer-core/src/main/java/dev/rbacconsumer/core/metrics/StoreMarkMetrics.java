package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.StoreMarkEvent;

/** Updates the gauges of partitions that a mark or a replay blocks. Thread-safe. */
final class StoreMarkMetrics implements StoreMarkEvent.Visitor {
  private final PartitionStates states;

  StoreMarkMetrics(PartitionStates states) {
    this.states = states;
  }

  /** Has no metric: it is logged, and blocks nothing. */
  @Override
  public void onMarkAdopted(StoreMarkEvent.MarkAdopted event) {}

  @Override
  public void onMarkFailed(StoreMarkEvent.MarkFailed event) {
    if (event.blocks()) {
      states.with(event.partition(), state -> state.blocked.byMark());
    }
  }

  @Override
  public void onMarkWritten(StoreMarkEvent.MarkWritten event) {
    states.with(event.partition(), state -> state.blocked.marked());
  }

  /** Has no metric of its own: the backlog of the lane shows what is left of it. */
  @Override
  public void onReplayStarted(StoreMarkEvent.ReplayStarted event) {}

  @Override
  public void onReplayBlocked(StoreMarkEvent.ReplayBlocked event) {
    states.with(event.partition(), state -> state.blocked.byReplay());
  }

  @Override
  public void onReplayEnded(StoreMarkEvent.ReplayEnded event) {
    states.with(event.partition(), state -> state.blocked.readsOn());
  }
}
