package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Tracks the status of delivery: the latest event of each kind for each partition. Thread-safe. A
 * record that passes costs two writes; what cannot be seen from events is asked of the lane when a
 * snapshot is made.
 */
public final class DeliveryStatus implements DeliveryObserver {
  private final Clock clock;
  private final DeliveryMode mode;
  private final PartitionTrackers trackers;
  private final PassedOverCounts passedOver = new PassedOverCounts();
  private final RecordEventTracker records;
  private final PartitionEventTracker partitions;
  private final WitnessEventTracker witnesses;
  private final InstanceTracker instance;

  /**
   * The status of an instance that delivers.
   *
   * @param clock by which moments and ages are told
   */
  public DeliveryStatus(Clock clock) {
    this(clock, DeliveryMode.DELIVER);
  }

  /**
   * The status of an instance.
   *
   * @param clock by which moments and ages are told
   * @param mode whether the instance acts on what it reads
   */
  public DeliveryStatus(Clock clock, DeliveryMode mode) {
    this.clock = clock;
    this.mode = mode;
    this.trackers = new PartitionTrackers(mode);
    this.records = new RecordEventTracker(clock, trackers, passedOver);
    this.partitions = new PartitionEventTracker(clock, trackers);
    this.witnesses = new WitnessEventTracker(clock, trackers);
    this.instance = new InstanceTracker(clock, trackers);
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, witnesses, instance);
  }

  /**
   * What is known now. Any thread may ask, at any time; each lane is held up for no more than a few
   * instructions.
   *
   * @param ends offset that the next record of a partition gets, empty while unknown; must answer
   *     at once
   */
  public StatusSnapshot snapshot(Function<PartitionId, OptionalLong> ends) {
    return snapshot(ends, reportedStalls());
  }

  /**
   * The same with the stalls that there are now, and not those that were reported last: reporting
   * may be what hangs.
   *
   * @param stalls by partition; that of the source thread under empty
   */
  public StatusSnapshot snapshot(
      Function<PartitionId, OptionalLong> ends, Map<Optional<PartitionId>, StallStatus> stalls) {
    long now = clock.nanoTime();
    List<PartitionStatus> statuses =
        trackers.sorted().entrySet().stream()
            .map(
                it -> {
                  PartitionId partition = it.getKey();
                  StallStatus stall = stalls.get(Optional.of(partition));
                  return it.getValue().status(partition, ends.apply(partition), stall, now);
                })
            .toList();
    return new StatusSnapshot(
        clock.now(),
        mode,
        instance.sincePolled(now),
        instance.sourceProblem(),
        instance
            .sourceEnd()
            .or(() -> Optional.ofNullable(stalls.get(Optional.<PartitionId>empty()))),
        statuses,
        passedOver.statuses(now));
  }

  private Map<Optional<PartitionId>, StallStatus> reportedStalls() {
    Map<Optional<PartitionId>, StallStatus> stalls = new HashMap<>();
    instance.reportedStall().ifPresent(it -> stalls.put(Optional.empty(), it));
    trackers
        .sorted()
        .forEach(
            (partition, tracker) ->
                tracker.reportedStall().ifPresent(it -> stalls.put(Optional.of(partition), it)));
    return stalls;
  }

  /**
   * How far a partition has come.
   *
   * @param partition empty for the whole instance, of which only the last read is known
   */
  public Progress progress(Optional<PartitionId> partition) {
    long now = clock.nanoTime();
    PartitionTracker tracker =
        partition.map(trackers::of).orElseGet(() -> new PartitionTracker(mode));
    return new Progress(
        tracker.started(),
        tracker.committed(),
        tracker.sinceApplied(now),
        instance.sincePolled(now));
  }
}
