package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.metrics.instrument.BlockedGauges;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.FlagGauge;
import dev.rbacconsumer.core.metrics.instrument.LagGauge;
import dev.rbacconsumer.core.metrics.instrument.NumberGauge;
import dev.rbacconsumer.core.record.Offset;

/**
 * State that the metrics keep for one partition between its events. Used by one thread at a time.
 */
final class PartitionState {
  final BlockedGauges blocked;
  final FlagGauge dataLoss;
  final FlagGauge stalled;
  final FlagGauge paused;
  final NumberGauge quarantined;
  final LagGauge lag;

  /** Reason for the next acquisition of the fence, as a label. */
  volatile String fenceReason;

  /** Kind of the record that is being processed, once it is decoded. */
  volatile EventKind decoded = EventKind.DEBEZIUM;

  /** Reason of the latest failure of the record that is being processed. */
  volatile String retryReason = BoundedLabel.OTHER;

  PartitionState(
      BlockedGauges blocked,
      FlagGauge dataLoss,
      FlagGauge stalled,
      FlagGauge paused,
      NumberGauge quarantined,
      LagGauge lag,
      String fenceReason) {
    this.blocked = blocked;
    this.dataLoss = dataLoss;
    this.stalled = stalled;
    this.paused = paused;
    this.quarantined = quarantined;
    this.lag = lag;
    this.fenceReason = fenceReason;
  }

  /** Updates the state for the start of reading. */
  void positioned() {
    dataLoss.set(false);
    blocked.unreadable(false);
  }

  /** Updates the state for the start of a record. */
  void started(Offset offset) {
    lag.beginsAt(offset.value());
    blocked.readsOn();
  }
}
