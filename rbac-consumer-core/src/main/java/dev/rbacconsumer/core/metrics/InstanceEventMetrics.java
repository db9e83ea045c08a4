package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.Labels;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Updates the metrics of assignments, polls, stalls and failed commits. Thread-safe. */
final class InstanceEventMetrics implements InstanceEvent.Visitor {
  private static final String ASSIGNED = "partitions_assigned";
  private static final String REVOKED = "partitions_revoked";
  private static final String LOST = "partitions_lost";

  /** Changes of an assignment. */
  static final List<String> REBALANCES = List.of(ASSIGNED, REVOKED, LOST);

  private final Instruments instruments;
  private final PartitionStates states;
  private final ProgressMetrics progress;
  private final RetentionMetrics retention;
  private final SourceMetrics source;

  InstanceEventMetrics(
      Instruments instruments,
      PartitionStates states,
      ProgressMetrics progress,
      RetentionMetrics retention,
      SourceMetrics source) {
    this.instruments = instruments;
    this.states = states;
    this.progress = progress;
    this.retention = retention;
    this.source = source;
  }

  @Override
  public void onAssigned(InstanceEvent.Assigned event) {
    progress.assigned(event.partitions());
    source.assigned(event.partitions());
    instruments.count(1, MetricFamily.REBALANCE_EVENTS, ASSIGNED);
    states.assign(event.partitions());
  }

  @Override
  public void onRevoked(InstanceEvent.Revoked event) {
    released(event.partitions(), REVOKED);
  }

  @Override
  public void onLost(InstanceEvent.Lost event) {
    released(event.partitions(), LOST);
  }

  @Override
  public void onCommitFailed(InstanceEvent.CommitFailed event) {
    instruments.count(event.partitions().size(), MetricFamily.COMMITS, Labels.FAILURE);
  }

  @Override
  public void onPolled(InstanceEvent.Polled event) {
    progress.polled(event.records());
  }

  /** Has no metric: the time since the last poll grows meanwhile. */
  @Override
  public void onSourceFailed(InstanceEvent.SourceFailed event) {}

  @Override
  public void onTopicSettingsRead(InstanceEvent.TopicSettingsRead event) {
    retention.settingsRead(event.topic(), event.settings());
  }

  @Override
  public void onStalled(InstanceEvent.Stalled event) {
    stalled(event.partition(), true);
  }

  @Override
  public void onStallEnded(InstanceEvent.StallEnded event) {
    stalled(event.partition(), false);
  }

  /** Has no metric: the process ends, and its metrics with it. */
  @Override
  public void onDeliveryFailed(InstanceEvent.DeliveryFailed event) {}

  private void released(Set<PartitionId> released, String eventType) {
    progress.released(released);
    instruments.count(1, MetricFamily.REBALANCE_EVENTS, eventType);
    states.release(released);
  }

  private void stalled(Optional<PartitionId> partition, boolean stalled) {
    partition.ifPresentOrElse(
        it -> states.with(it, state -> state.stalled.set(stalled)),
        () -> instruments.flag(MetricFamily.SOURCE_STALLED).set(stalled));
  }
}
