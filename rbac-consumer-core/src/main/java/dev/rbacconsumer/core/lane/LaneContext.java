package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.JitterSource;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.DeliveryStatus;
import java.util.function.Function;
import java.util.function.Supplier;

/** The settings and ports that all lanes of one instance share. */
record LaneContext(
    DeliveryMode mode,
    LaneSettings settings,
    MessageDecoder decoder,
    RecordHandler handler,
    AppliedNotifier appliedNotifier,
    DeadLetters deadLetters,
    ReplayTables replayTables,
    FenceAuthority fences,
    Function<PartitionId, String> lockIds,
    DeliveryObserver observer,
    RecordScope scope,
    DeliveryStatus status,
    StallDetector stalls,
    Clock clock,
    JitterSource jitter,
    Supplier<Sleeper> sleepers,
    Runnable wakeSource) {

  /** Creates the lane of a partition that was assigned. */
  Lane newLane(PartitionId partition) {
    return switch (mode) {
      case DELIVER -> new Lane(partition, settings, clock.nanoTime());
      case DRY_RUN -> new DryRunLane(partition, settings, clock.nanoTime());
    };
  }
}
