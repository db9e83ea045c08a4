package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.WitnessEvent;

/** Updates the gauges of partitions that a mark or a replay blocks. Thread-safe. */
final class WitnessEventMetrics implements WitnessEvent.Visitor {
  private final PartitionStates states;

  WitnessEventMetrics(PartitionStates states) {
    this.states = states;
  }

  /** Has no metric: it is logged, and blocks nothing. */
  @Override
  public void onMarkAdopted(WitnessEvent.MarkAdopted event) {}

  @Override
  public void onMarkFailed(WitnessEvent.MarkFailed event) {
    if (event.blocks()) {
      states.with(event.partition(), state -> state.blocked.byMark());
    }
  }

  @Override
  public void onMarkWritten(WitnessEvent.MarkWritten event) {
    states.with(event.partition(), state -> state.blocked.marked());
  }

  /** Has no metric of its own: the backlog of the lane shows what is left of it. */
  @Override
  public void onReplayStarted(WitnessEvent.ReplayStarted event) {}

  @Override
  public void onReplayBlocked(WitnessEvent.ReplayBlocked event) {
    states.with(event.partition(), state -> state.blocked.byReplay());
  }

  @Override
  public void onReplayEnded(WitnessEvent.ReplayEnded event) {
    states.with(event.partition(), state -> state.blocked.readsOn());
  }
}
