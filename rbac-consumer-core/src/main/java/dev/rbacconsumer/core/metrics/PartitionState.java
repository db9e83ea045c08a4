package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.metrics.instrument.BlockedGauges;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.FlagGauge;
import dev.rbacconsumer.core.metrics.instrument.LagGauge;
import dev.rbacconsumer.core.record.Offset;

/**
 * State that the metrics keep of one partition between its events. Used by one thread at a time.
 */
final class PartitionState {
  final BlockedGauges blocked;
  final FlagGauge dataLoss;
  final FlagGauge stalled;
  final LagGauge lag;

  /** What the next fence is for. */
  volatile String fenceReason;

  /** Of the record in work, once decoded. */
  volatile EventKind decoded = EventKind.DEBEZIUM;

  /** Why the record in work failed last. */
  volatile String retryReason = BoundedLabel.OTHER;

  PartitionState(
      BlockedGauges blocked,
      FlagGauge dataLoss,
      FlagGauge stalled,
      LagGauge lag,
      String fenceReason) {
    this.blocked = blocked;
    this.dataLoss = dataLoss;
    this.stalled = stalled;
    this.lag = lag;
    this.fenceReason = fenceReason;
  }

  /** Reading begins. */
  void positioned() {
    dataLoss.set(false);
    blocked.unreadable(false);
  }

  /** The turn of a record has come. */
  void started(Offset offset) {
    lag.beginsAt(offset.value());
    blocked.readsOn();
  }
}
