package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.Labels;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;

/**
 * Updates the metrics of partitions: fences, positions, commits, data loss and unreadable batches.
 * Thread-safe.
 */
final class PartitionEventMetrics implements PartitionEvent.Visitor {
  private static final int MAX_REASONS = 40;

  /** Reason of an attempt at a lock that another consumer took at the same moment. */
  private static final String CONTENDED = "lock_contended";

  private final Instruments instruments;
  private final PartitionStates states;
  private final ProgressMetrics progress;
  private final RetentionMetrics retention;
  private final RetryCounter retries;
  private final BoundedLabel lockReasons = new BoundedLabel(MAX_REASONS);

  PartitionEventMetrics(
      Instruments instruments,
      PartitionStates states,
      ProgressMetrics progress,
      RetentionMetrics retention,
      RetryCounter retries) {
    this.instruments = instruments;
    this.states = states;
    this.progress = progress;
    this.retention = retention;
    this.retries = retries;
    RetryCounter.OF_OUTAGES.forEach(reason -> lockFailures(0, reason));
    lockFailures(0, CONTENDED);
  }

  private void lockFailures(int count, String reason) {
    String known = lockReasons.bounded(reason);
    instruments.count(count, MetricFamily.LOCK_ACQUISITION, Labels.FAILURE, known);
  }

  @Override
  public void onLaneBegun(PartitionEvent.LaneBegun event) {
    progress.begun(event.partition(), event.backlog());
    retention.begun(event.partition(), event.backlog());
  }

  @Override
  public void onFenceAcquired(PartitionEvent.FenceAcquired event) {
    PartitionState state = states.of(event.partition());
    String reason = state == null ? PartitionStates.REBALANCE : state.fenceReason;
    instruments.count(1, MetricFamily.LOCK_ACQUISITION, Labels.SUCCESS, reason);
    instruments.histogram(MetricFamily.LOCK_DURATION, Labels.SUCCESS).observe(event.elapsed());
    states.with(event.partition(), it -> it.blocked.none());
  }

  @Override
  public void onFenceNotAcquired(PartitionEvent.FenceNotAcquired event) {
    lockFailures(1, event.reason());
    instruments.histogram(MetricFamily.LOCK_DURATION, Labels.FAILURE).observe(event.elapsed());
    states.with(event.partition(), state -> state.blocked.byLock());
  }

  @Override
  public void onFenceLost(PartitionEvent.FenceLost event) {
    instruments.count(1, MetricFamily.FENCE_LOSSES, event.cause().label());
    states.with(
        event.partition(),
        state -> {
          state.fenceReason = PartitionStates.FENCE_LOST;
          state.blocked.byLock();
        });
  }

  @Override
  public void onPositioned(PartitionEvent.Positioned event) {
    states.with(event.partition(), PartitionState::positioned);
    event.committed().ifPresent(position -> committed(event.partition(), position));
  }

  /** Has no metric: its records are counted when they are applied or skipped. */
  @Override
  public void onRecovering(PartitionEvent.Recovering event) {}

  /** Has no metric: the lag shows where reading begins. */
  @Override
  public void onPositionSetOutside(PartitionEvent.PositionSetOutside event) {}

  @Override
  public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
    states.with(event.partition(), state -> state.dataLoss.set(true));
    if (event.attempt() == 1) {
      dataLost(event.loss());
    }
  }

  @Override
  public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
    dataLost(event.loss());
  }

  @Override
  public void onBatchUnreadable(PartitionEvent.BatchUnreadable event) {
    retries.count(event.failure(), event.attempt());
    states.with(event.partition(), state -> state.blocked.unreadable(true));
  }

  @Override
  public void onBatchReadable(PartitionEvent.BatchReadable event) {
    states.with(event.partition(), state -> state.blocked.unreadable(false));
  }

  /** Has no metric: it is logged. */
  @Override
  public void onMarkUnreadable(PartitionEvent.MarkUnreadable event) {}

  @Override
  public void onChangeApplied(PartitionEvent.ChangeApplied event) {
    progress.changeApplied(event.messages());
  }

  @Override
  public void onCommitted(PartitionEvent.Committed event) {
    instruments.count(1, MetricFamily.COMMITS, Labels.SUCCESS);
    committed(event.partition(), event.position());
  }

  @Override
  public void onPauseChanged(PartitionEvent.PauseChanged event) {
    states.with(event.partition(), state -> state.paused.set(event.pause().isPresent()));
  }

  @Override
  public void onOperatorActed(PartitionEvent.OperatorActed event) {
    operatorActed(event.request().action().label(), event.reply());
  }

  /** Counts an action of an operator by its result. */
  void operatorActed(String action, ActionReply reply) {
    instruments.count(1, MetricFamily.OPERATOR_ACTIONS, action, reply.code().result().label());
  }

  @Override
  public void onQuarantineChanged(PartitionEvent.QuarantineChanged event) {
    states.with(event.partition(), state -> state.quarantined.set(event.state().records()));
  }

  /** Has no metric: it is logged. */
  @Override
  public void onLaneOverdue(PartitionEvent.LaneOverdue event) {}

  /** Has no metric: the attempt that failed is counted as a retry. */
  @Override
  public void onPortFailed(PartitionEvent.PortFailed event) {}

  /** Has no metric: the instance is about to end. */
  @Override
  public void onLaneFailed(PartitionEvent.LaneFailed event) {}

  private void committed(PartitionId partition, CommitPosition position) {
    states.with(partition, state -> state.lag.committed(position.value()));
  }

  private void dataLost(DataLoss loss) {
    instruments.count(1, MetricFamily.DATA_LOSS, loss.kind().label());
    instruments.count(loss.offsets(), MetricFamily.DATA_LOSS_OFFSETS);
  }
}
