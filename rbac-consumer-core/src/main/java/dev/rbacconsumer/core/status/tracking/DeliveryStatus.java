package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.ProblemStatus;
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
 * Observer that tracks the status of delivery: the latest event of each kind for each partition.
 * Thread-safe. An applied record costs two writes; data that events do not carry is read from the
 * lane when a snapshot is made.
 */
public final class DeliveryStatus implements DeliveryObserver {
  private final Clock clock;
  private final DeliveryMode mode;
  private final PartitionTrackers trackers;
  private final PassedOverCounts passedOver = new PassedOverCounts();
  private final RecordEventTracker records;
  private final PartitionEventTracker partitions;
  private final StoreMarkEventTracker storeMarks;
  private final InstanceTracker instance;

  /**
   * Creates the status of an instance that applies records.
   *
   * @param clock clock for times and ages
   */
  public DeliveryStatus(Clock clock) {
    this(clock, DeliveryMode.DELIVER);
  }

  /**
   * Creates the status of an instance.
   *
   * @param clock clock for times and ages
   * @param mode whether the instance applies records
   */
  public DeliveryStatus(Clock clock, DeliveryMode mode) {
    this.clock = clock;
    this.mode = mode;
    this.trackers = new PartitionTrackers(mode);
    this.records = new RecordEventTracker(clock, trackers, passedOver);
    this.partitions = new PartitionEventTracker(clock, trackers);
    this.storeMarks = new StoreMarkEventTracker(clock, trackers);
    this.instance = new InstanceTracker(clock, trackers);
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, storeMarks, instance);
  }

  /**
   * Returns the current status. Any thread may call it at any time; it delays each lane by a few
   * instructions at most.
   *
   * @param ends offset of the next record of a partition, empty while unknown; must not wait
   */
  public StatusSnapshot snapshot(Function<PartitionId, OptionalLong> ends) {
    return snapshot(SourceMonitor.ofEnds(ends), reportedStalls());
  }

  /**
   * Returns the current status. Any thread may call it at any time; it delays each lane by a few
   * instructions at most.
   */
  public StatusSnapshot snapshot(SourceMonitor monitor) {
    return snapshot(monitor, reportedStalls());
  }

  /**
   * Returns the current status with the given stalls, and not those reported last: the thread that
   * reports may itself hang.
   *
   * @param stalls current stalls by partition; that of the source thread under empty
   */
  public StatusSnapshot snapshot(
      SourceMonitor monitor, Map<Optional<PartitionId>, StallStatus> stalls) {
    Moment now = Moment.now(clock);
    List<PartitionStatus> statuses =
        trackers.sorted().entrySet().stream()
            .map(
                it -> {
                  PartitionId partition = it.getKey();
                  StallStatus stall = stalls.get(Optional.of(partition));
                  return it.getValue().status(partition, monitor, stall, now);
                })
            .toList();
    return new StatusSnapshot(
        now.at(),
        mode,
        instance.sincePolled(now.nanos()),
        instance.sourceProblem().or(() -> monitor.state().problem().map(ProblemStatus::of)),
        instance
            .sourceEnd()
            .or(() -> Optional.ofNullable(stalls.get(Optional.<PartitionId>empty()))),
        statuses,
        passedOver.statuses(now.nanos()),
        monitor.state());
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
   * Returns the progress of a partition.
   *
   * @param partition empty for the whole instance, for which only the time of the last read is
   *     known
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
