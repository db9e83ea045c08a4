package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.metrics.instrument.BlockedGauges;
import dev.rbacconsumer.core.metrics.instrument.FlagGauge;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.LagGauge;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.NumberGauge;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the state and the gauges of each assigned partition. Thread-safe. */
final class PartitionStates {
  static final String REBALANCE = "rebalance";
  static final String FENCE_LOST = "fence_lost";
  static final String WRITE_IN_DOUBT = "write_in_doubt";
  private static final String STARTUP = "startup";

  /** Reasons to acquire a fence. */
  static final List<String> FENCE_REASONS = List.of(STARTUP, REBALANCE, FENCE_LOST, WRITE_IN_DOUBT);

  private final Instruments instruments;
  private final SourceMonitor monitor;
  private final Map<PartitionId, PartitionState> states = new ConcurrentHashMap<>();
  private volatile boolean assignedBefore;

  /**
   * @param monitor knows the ends of partitions
   */
  PartitionStates(Instruments instruments, SourceMonitor monitor) {
    this.instruments = instruments;
    this.monitor = monitor;
  }

  void assign(Set<PartitionId> assigned) {
    String reason = assignedBefore ? REBALANCE : STARTUP;
    for (PartitionId partition : assigned) {
      String number = Integer.toString(partition.number());
      BlockedGauges blocked = new BlockedGauges(instruments, partition);
      FlagGauge loss = instruments.flag(MetricFamily.DATA_LOSS_BLOCKED, partition.topic(), number);
      FlagGauge stalled = instruments.flag(MetricFamily.STALLED, partition.topic(), number);
      FlagGauge paused = instruments.flag(MetricFamily.PAUSED, partition.topic(), number);
      NumberGauge quarantined =
          instruments.number(MetricFamily.QUARANTINED, partition.topic(), number);
      LagGauge lag =
          instruments.lag(
              partition.topic(), partition.number(), () -> monitor.partition(partition));
      states.put(
          partition, new PartitionState(blocked, loss, stalled, paused, quarantined, lag, reason));
      assignedBefore = true;
    }
  }

  void release(Set<PartitionId> released) {
    for (PartitionId partition : released) {
      states.remove(partition);
      instruments.removeGauges(partition.topic(), partition.number());
    }
  }

  /** Returns the state of a partition; null once it is no longer assigned. */
  @Nullable PartitionState of(PartitionId partition) {
    return states.get(partition);
  }

  /**
   * Runs the action on the state of a partition, or does nothing for a released one: a lane that is
   * overdue may still report events.
   */
  void with(PartitionId partition, Consumer<PartitionState> action) {
    PartitionState state = states.get(partition);
    if (state != null) {
      action.accept(state);
    }
  }
}
