package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.internal.lane.DryRunLane;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.letter.LetterReplays;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.JitterSource;
import dev.rbacconsumer.core.time.Sleeper;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The settings and ports that all lanes of one instance share. */
record LaneContext(
    DeliveryMode mode,
    LaneSettings settings,
    MessageDecoder decoder,
    RecordHandler handler,
    Optional<RelationSink.Probe> probe,
    AppliedNotifier appliedNotifier,
    DeadLetters deadLetters,
    DeadLetters operatorCopies,
    LetterReplays letterReplays,
    QuarantineStore quarantine,
    ReplayTables replayTables,
    FenceAuthority fences,
    Function<PartitionId, String> lockIds,
    DeliveryObserver observer,
    RecordScope scope,
    DeliveryStatus status,
    StallDetector stalls,
    OutageDetector outages,
    WaitingLanes waiting,
    Clock clock,
    JitterSource jitter,
    Supplier<Sleeper> sleepers,
    Runnable wakeSource) {

  /** Creates the lane of a partition that was assigned. */
  Lane newLane(PartitionId partition) {
    return switch (mode) {
      case DELIVER -> new Lane(partition, settings, clock.nanoTime(), clock.now());
      case DRY_RUN -> new DryRunLane(partition, settings, clock.nanoTime(), clock.now());
    };
  }
}
