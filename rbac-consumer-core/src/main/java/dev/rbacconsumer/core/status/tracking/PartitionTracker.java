package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.source.BacklogAges;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.LossStatus;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.status.OpenTransactionStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.StallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the status of one partition. Each field is written by one thread at a time and read by
 * any; data that must be consistent is one value.
 */
final class PartitionTracker {
  private static final long NEVER = Long.MIN_VALUE;
  private static final Backlog NOT_BEGUN =
      new Backlog(LaneStage.FENCING, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());

  private final DeliveryMode mode;
  private final PlanCounts plan = new PlanCounts();
  private final StoreMarkTracker storeMark = new StoreMarkTracker();
  private volatile @Nullable Supplier<Backlog> backlog;
  private volatile @Nullable Offset started;
  private volatile @Nullable CommitPosition committed;
  private volatile long appliedAt = NEVER;
  private volatile @Nullable Moment fenceHeld;
  private volatile FenceStatus.@Nullable Refused fenceRefused;
  private volatile @Nullable BlockedRecord blocked;

  /**
   * The latest blocked record, kept until it is applied or skipped, also across losses of the
   * fence.
   */
  private volatile @Nullable BlockedRecord latest;

  /** The batch that cannot be read; a record before it may be blocked as well. */
  private volatile @Nullable BlockedRecord unreadable;

  private volatile Optional<OperatorPause> paused = Optional.empty();
  private volatile QuarantineState quarantine = QuarantineState.EMPTY;
  private volatile boolean stopped;
  private volatile boolean movedByPolicy;
  private volatile @Nullable LossStatus loss;
  private volatile @Nullable StallStatus stall;

  /** The defect that has ended its lane; it takes precedence over later stalls. */
  private volatile @Nullable StallStatus laneEnd;

  private volatile @Nullable ProblemStatus commitProblem;

  /**
   * @param mode of the instance
   */
  PartitionTracker(DeliveryMode mode) {
    this.mode = mode;
  }

  void begun(Supplier<Backlog> question) {
    backlog = question;
  }

  void started(Offset offset) {
    started = offset;
    storeMark.readsOn();
  }

  void applied(SourceRecord record, long nanos) {
    appliedAt = nanos;
    settled(record);
  }

  void repeated(SourceRecord record, Instant now) {
    storeMark.repeated(record, now);
    settled(record);
  }

  /** Returns the tracker of the mark and of replays of this partition. */
  StoreMarkTracker storeMark() {
    return storeMark;
  }

  void planned(RecordEvent.Planned event, Instant now) {
    plan.add(event, now);
    settled(event.record());
  }

  void settled(SourceRecord record) {
    BlockedRecord block = latest;
    if (block != null && record.offset().compareTo(block.offset()) >= 0) {
      blocked = null;
      latest = null;
    }
  }

  /**
   * Ends the block by a record that makes progress. If it fails again, its attempts are counted on.
   */
  void gotOn() {
    blocked = null;
  }

  void failed(RecordEvent.Retrying event, Moment now) {
    block(
        BlockedRecord.of(
            event.record(),
            event.metadata(),
            event.failure(),
            event.attempt(),
            event.firstFailedAt(),
            now,
            Optional.of(event.delay())));
  }

  /**
   * Records the failure of a record that is about to be written to the dead-letter topic; it blocks
   * until then.
   */
  void condemned(SourceRecord record, Failure failure, Moment now) {
    block(
        BlockedRecord.of(
            record, EventMetadata.UNKNOWN, failure, 1, Optional.empty(), now, Optional.empty()));
  }

  void stopped(SourceRecord record, Failure failure, Moment now) {
    stopped = true;
    condemned(record, failure, now);
  }

  private void block(BlockedRecord record) {
    BlockedRecord block = record.after(latest);
    latest = block;
    blocked = block;
  }

  void unreadable(PartitionEvent.BatchUnreadable event, Moment now) {
    unreadable = BlockedRecord.of(event, now).after(unreadable);
  }

  void readable() {
    unreadable = null;
  }

  void fenceAcquired(Moment now) {
    fenceHeld = now;
    fenceRefused = null;
    storeMark.begins();
  }

  void fenceNotAcquired(PartitionEvent.FenceNotAcquired event, Moment now) {
    FenceStatus.Refused before = fenceRefused;
    fenceHeld = null;
    fenceRefused =
        new FenceStatus.Refused(
            event.reason(),
            SafeText.sentence(event.message()),
            before == null ? now.at() : before.since(),
            event.attempt(),
            Optional.of(now.at().plus(event.delay())));
  }

  /**
   * Records the loss of the fence, and clears the failures seen under it: the next fence may bring
   * others.
   */
  void fenceLost(PartitionEvent.FenceLost event, Moment now) {
    fenceHeld = null;
    fenceRefused =
        FenceStatus.Refused.lost(event.cause(), SafeText.sentence(event.message()), now.at());
    blocked = null;
    storeMark.begins();
  }

  void positioned(Optional<CommitPosition> position) {
    committed = movedByPolicy && mode == DeliveryMode.DRY_RUN ? null : position.orElse(null);
    movedByPolicy = false;
    loss = null;
    unreadable = null;
    storeMark.begins();
  }

  /** Records that a policy sets the next position, which a dry run never commits. */
  void lossPassed() {
    movedByPolicy = true;
  }

  void committed(CommitPosition position) {
    committed = position;
    commitProblem = null;
  }

  void commitFailed(String message, Moment now) {
    commitProblem = ProblemStatus.again(commitProblem, message, now);
  }

  void lossFound(PartitionEvent.DataLossBlocks event, Moment now) {
    LossStatus before = loss;
    loss =
        new LossStatus(
            event.loss(),
            before == null ? now.at() : before.since(),
            event.attempt(),
            now.at().plus(event.delay()));
  }

  void paused(Optional<OperatorPause> pause) {
    paused = pause;
  }

  void quarantined(QuarantineState state) {
    quarantine = state;
  }

  /** Returns what blocks the partition; during a pause, no attempt at it follows. */
  private Optional<BlockedRecord> blockedRecord() {
    Optional<BlockedRecord> record =
        Optional.ofNullable(blocked).or(() -> Optional.ofNullable(unreadable));
    return paused.isPresent() ? record.map(BlockedRecord::withoutNextAttempt) : record;
  }

  void stalled(@Nullable StallStatus now) {
    stall = now;
  }

  Optional<StallStatus> reportedStall() {
    return Optional.ofNullable(stall);
  }

  void ended(StallStatus now) {
    laneEnd = now;
  }

  Optional<Offset> started() {
    return Optional.ofNullable(started);
  }

  Optional<CommitPosition> committed() {
    return Optional.ofNullable(committed);
  }

  Optional<Duration> sinceApplied(long now) {
    long then = appliedAt;
    return then == NEVER ? Optional.empty() : Optional.of(Moment.between(then, now));
  }

  /**
   * @param standsStill the stall of its lane, if it is stalled
   */
  PartitionStatus status(
      PartitionId partition, SourceMonitor monitor, @Nullable StallStatus standsStill, Moment now) {
    Optional<StallStatus> stands = Optional.ofNullable(laneEnd == null ? standsStill : laneEnd);
    Supplier<Backlog> question = backlog;
    Backlog lane = question == null ? NOT_BEGUN : question.get();
    Optional<PartitionReport> report = monitor.partition(partition);
    BacklogAges ages = BacklogAges.of(partition, lane, monitor, now.at());
    Optional<CommitPosition> position = lane.settled().or(this::committed);
    Optional<CommitPosition> durable =
        committed().or(() -> report.flatMap(PartitionReport::committed));
    return new PartitionStatus(
        partition,
        condition(lane, report, isKnown(report, monitor), stands.isPresent()),
        position,
        durable,
        report.map(PartitionReport::end),
        ages.oldest(),
        ages.oldestRemoval(),
        sinceApplied(now.nanos()),
        lane.queuedRecords(),
        lane.queuedBytes(),
        lane.windowLeft(),
        fence(lane.stage(), now.nanos()),
        blockedRecord(),
        Optional.ofNullable(loss),
        stands,
        Optional.ofNullable(commitProblem),
        mode == DeliveryMode.DRY_RUN ? Optional.of(plan.status()) : Optional.empty(),
        storeMark.status(lane.replayLeft()),
        report.flatMap(it -> it.lag(durable.or(() -> position))),
        ages.isBound(),
        report.flatMap(it -> transaction(it, now.at())),
        paused,
        quarantine);
  }

  private static Optional<OpenTransactionStatus> transaction(PartitionReport report, Instant now) {
    return report
        .hiddenSince()
        .map(
            since ->
                new OpenTransactionStatus(
                    report.hidden(),
                    since,
                    !since.plus(OpenTransactionStatus.DEGRADED_AFTER).isAfter(now)));
  }

  private PartitionCondition condition(
      Backlog lane, Optional<PartitionReport> report, boolean isKnown, boolean standsStill) {
    if (stopped) {
      return PartitionCondition.STOPPED;
    } else if (standsStill) {
      return PartitionCondition.STALLED;
    } else if (loss != null) {
      return PartitionCondition.DATA_LOSS;
    } else if (mode == DeliveryMode.DRY_RUN) {
      return blocked == null && unreadable == null
          ? PartitionCondition.DRY_RUN
          : PartitionCondition.BLOCKED;
    } else if (lane.stage() == LaneStage.FENCING || lane.stage() == LaneStage.POSITIONING) {
      return PartitionCondition.of(lane.stage());
    } else if (paused.isPresent()) {
      return PartitionCondition.PAUSED;
    } else if (quarantine.problem().isPresent()
        || blocked != null
        || unreadable != null
        || storeMark.blocks()) {
      return PartitionCondition.BLOCKED;
    }
    if (lane.stage() != LaneStage.IDLE) {
      return PartitionCondition.of(lane.stage());
    } else if (isBehind(lane, report.map(PartitionReport::readable))) {
      return PartitionCondition.RUNNING;
    } else if (!isKnown) {
      return PartitionCondition.UNKNOWN;
    }
    return report.flatMap(PartitionReport::hiddenSince).isPresent()
        ? PartitionCondition.WAITING_FOR_TRANSACTION
        : PartitionCondition.IDLE;
  }

  /** Returns whether the source says where the log ends, or never does. */
  private static boolean isKnown(Optional<PartitionReport> report, SourceMonitor monitor) {
    return monitor.state().isConnected() && (report.isPresent() || !monitor.isReporting());
  }

  /** Returns whether the log holds records behind the lane's position; they may be on their way. */
  private static boolean isBehind(Backlog lane, Optional<CommitPosition> end) {
    return lane.settled().isPresent()
        && end.isPresent()
        && lane.settled().get().compareTo(end.get()) < 0;
  }

  /**
   * Returns the state of the fence: the lane knows whether it is held, and the event about it may
   * follow a little later.
   */
  private FenceStatus fence(LaneStage stage, long now) {
    Moment held = fenceHeld;
    FenceStatus.Refused refused = fenceRefused;
    if (mode == DeliveryMode.DRY_RUN) {
      return new FenceStatus.Unused();
    }
    if (stage == LaneStage.FENCING) {
      return refused == null ? new FenceStatus.Wanted() : refused;
    }
    return held == null ? new FenceStatus.Wanted() : new FenceStatus.Held(held.at(), held.age(now));
  }
}
