package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.AppliedListener;
import dev.rbacconsumer.core.observe.DataLoss;
import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.observe.FailureClass;
import dev.rbacconsumer.core.observe.PlannedAction;
import dev.rbacconsumer.core.observe.WitnessEvent;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Registers and updates the delivery metrics; {@link MetricFamily} lists them. Durations are those
 * the events carry, in seconds. Labels that others choose have a bounded number of values.
 * Thread-safe.
 */
public final class DeliveryMetrics implements DeliveryObserver {
  private static final int MAX_REASONS = 40;
  private static final int MAX_ATTEMPT_NUMBER = 10;

  /** Classes that have a policy which may pass their records over. */
  private static final Set<FailureClass> PASSED_OVER =
      Set.of(FailureClass.MALFORMED, FailureClass.INVALID, FailureClass.REJECTED);

  private static final String SKIPPED = "skipped";
  private static final String DEAD_LETTERED = "dead_lettered";
  private static final String SUCCESS = "success";
  private static final String FAILURE = "failure";
  private static final String DRY_RUN = "dry_run";
  private static final String STARTUP = "startup";
  private static final String REBALANCE = "rebalance";
  private static final String FENCE_LOST = "fence_lost";
  private static final String WRITE_IN_DOUBT = "write_in_doubt";

  private final Instruments instruments;
  private final Function<PartitionId, OptionalLong> ends;
  private final ProgressMetrics progress;
  private final RetentionMetrics retention;
  private final BoundedLabel retryReasons = new BoundedLabel(MAX_REASONS);
  private final BoundedLabel lockReasons = new BoundedLabel(MAX_REASONS);
  private final Map<PartitionId, PartitionState> partitions = new ConcurrentHashMap<>();
  private volatile boolean assignedBefore;

  /**
   * Metrics without a lag, for a source that cannot tell where its partitions end.
   *
   * @param registry takes the metrics under {@link MetricName#encoded}; others may be in it too
   * @param clock by which ages are told
   */
  public DeliveryMetrics(MetricRegistry registry, Clock clock) {
    this(registry, partition -> OptionalLong.empty(), clock);
  }

  /**
   * @param registry takes the metrics under {@link MetricName#encoded}; others may be in it too
   * @param ends offset that the next record of a partition gets, empty while unknown; asked by any
   *     thread that reads a gauge, so it must answer at once
   * @param clock by which ages are told
   */
  public DeliveryMetrics(
      MetricRegistry registry, Function<PartitionId, OptionalLong> ends, Clock clock) {
    this(registry, ends, clock, DeliveryMode.DELIVER);
  }

  /**
   * @param registry takes the metrics under {@link MetricName#encoded}; others may be in it too
   * @param ends offset that the next record of a partition gets, empty while unknown; asked by any
   *     thread that reads a gauge, so it must answer at once
   * @param clock by which ages are told
   * @param mode whether the instance acts on what it reads
   */
  public DeliveryMetrics(
      MetricRegistry registry,
      Function<PartitionId, OptionalLong> ends,
      Clock clock,
      DeliveryMode mode) {
    this.instruments = new Instruments(registry);
    this.ends = ends;
    this.progress = new ProgressMetrics(instruments, clock);
    this.retention = new RetentionMetrics(instruments);
    startAtZero(mode == DeliveryMode.DRY_RUN);
  }

  @Override
  public void on(DeliveryEvent event) {
    progress.on(event);
    retention.on(event);
    if (!onSettled(event) && !onFailure(event) && !onPosition(event)) {
      onOwnership(event);
    }
  }

  /** A series that appears with its first event hides that event from every rate. */
  private void startAtZero(boolean dryRun) {
    instruments.flag(MetricFamily.DRY_RUN).set(dryRun);
    for (PlannedAction action : PlannedAction.values()) {
      instruments.count(0, MetricFamily.DRY_RUN_MESSAGES, action.label());
    }
    String status = dryRun ? DRY_RUN : SUCCESS;
    for (EventKind type : new EventKind[] {EventKind.RELATIONS, EventKind.WORKSPACE}) {
      instruments.count(0, MetricFamily.MESSAGES_PROCESSED, type.label(), status);
      instruments.histogram(MetricFamily.PROCESSING_DURATION, type.label());
    }
    instruments.count(0, MetricFamily.COMMITS, SUCCESS);
    instruments.count(0, MetricFamily.COMMITS, FAILURE);
    instruments.histogram(MetricFamily.LOCK_DURATION, SUCCESS);
    instruments.histogram(MetricFamily.LOCK_DURATION, FAILURE);
    countTuples(0, 0);
    instruments.count(0, MetricFamily.DUPLICATE_TUPLES);
    instruments.count(0, MetricFamily.EXPANDED_PAYLOADS);
    instruments.count(0, MetricFamily.UNKNOWN_FIELDS);
    instruments.count(0, MetricFamily.REPEATED_EVENTS);
    for (Outcome.FenceLoss cause : Outcome.FenceLoss.values()) {
      instruments.count(0, MetricFamily.FENCE_LOSSES, cause.label());
    }
    instruments.count(0, MetricFamily.DATA_LOSS_OFFSETS);
    for (DataLoss.Kind kind : DataLoss.Kind.values()) {
      instruments.count(0, MetricFamily.DATA_LOSS, kind.label());
    }
    for (FailureClass kind : PASSED_OVER) {
      instruments.count(0, MetricFamily.PASSED_OVER, kind.label(), SKIPPED);
      instruments.count(0, MetricFamily.PASSED_OVER, kind.label(), DEAD_LETTERED);
    }
    stalled(Optional.empty(), false);
    for (AppliedListener listener : AppliedListener.values()) {
      instruments.count(0, MetricFamily.LISTENER_FAILURES, listener.label());
    }
  }

  private boolean onSettled(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Decoded it) {
      decoded(it);
    } else if (event instanceof DeliveryEvent.Applied it) {
      applied(it);
    } else if (event instanceof DeliveryEvent.Planned it) {
      planned(it);
    } else if (event instanceof DeliveryEvent.Witness it) {
      witness(it);
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      settled(it.record(), EventKind.TOMBSTONE, SUCCESS);
    } else if (event instanceof DeliveryEvent.GotOn it) {
      with(it.record().partition(), state -> state.blocked.none());
    } else if (event instanceof DeliveryEvent.Skipped it) {
      countViolation(it.failure());
      passedOver(it.record(), it.failure(), SKIPPED);
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      passedOver(it.record(), it.failure(), DEAD_LETTERED);
    } else {
      return false;
    }
    return true;
  }

  private boolean onFailure(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Retrying it) {
      retrying(it);
    } else if (event instanceof DeliveryEvent.ListenerFailed it) {
      instruments.count(1, MetricFamily.LISTENER_FAILURES, it.listener().label());
    } else if (event instanceof DeliveryEvent.Stalled it) {
      stalled(it.partition(), true);
    } else if (event instanceof DeliveryEvent.StallEnded it) {
      stalled(it.partition(), false);
    } else if (event instanceof DeliveryEvent.Condemned it) {
      countViolation(it.failure());
    } else if (event instanceof DeliveryEvent.Stopped it) {
      countViolation(it.failure());
      settled(it.record(), typeOf(it.record(), it.failure()), "error");
    } else {
      return false;
    }
    return true;
  }

  private boolean onPosition(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Positioned it) {
      with(it.partition(), PartitionState::positioned);
      it.committed().ifPresent(position -> committed(it.partition(), position));
    } else if (event instanceof DeliveryEvent.Started it) {
      with(it.record().partition(), state -> state.started(it.record().offset()));
    } else if (event instanceof DeliveryEvent.Committed it) {
      instruments.count(1, MetricFamily.COMMITS, SUCCESS);
      committed(it.partition(), it.position());
    } else if (event instanceof DeliveryEvent.CommitFailed it) {
      instruments.count(it.partitions().size(), MetricFamily.COMMITS, FAILURE);
    } else if (event instanceof DeliveryEvent.DataLossBlocks it) {
      with(it.partition(), state -> state.dataLoss.set(true));
      if (it.attempt() == 1) {
        dataLost(it.loss());
      }
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      dataLost(it.loss());
    } else if (event instanceof DeliveryEvent.BatchUnreadable it) {
      countRetry(it.failure(), it.attempt());
      with(it.partition(), state -> state.blocked.unreadable(true));
    } else if (event instanceof DeliveryEvent.BatchReadable it) {
      with(it.partition(), state -> state.blocked.unreadable(false));
    } else {
      return false;
    }
    return true;
  }

  private void onOwnership(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Assigned it) {
      assigned(it.partitions());
    } else if (event instanceof DeliveryEvent.Revoked it) {
      released(it.partitions(), "partitions_revoked");
    } else if (event instanceof DeliveryEvent.Lost it) {
      released(it.partitions(), "partitions_lost");
    } else if (event instanceof DeliveryEvent.FenceAcquired it) {
      fenceAcquired(it.partition(), it.elapsed());
    } else if (event instanceof DeliveryEvent.FenceNotAcquired it) {
      String reason = lockReasons.bounded(it.reason());
      instruments.count(1, MetricFamily.LOCK_ACQUISITION, FAILURE, reason);
      instruments.histogram(MetricFamily.LOCK_DURATION, FAILURE).observe(it.elapsed());
      with(it.partition(), state -> state.blocked.byLock());
    } else if (event instanceof DeliveryEvent.FenceLost it) {
      fenceLost(it.partition(), it.cause());
    } else if (event instanceof DeliveryEvent.WriteInDoubt it) {
      with(it.record().partition(), state -> state.fenceReason = WRITE_IN_DOUBT);
    }
  }

  private void dataLost(DataLoss loss) {
    instruments.count(1, MetricFamily.DATA_LOSS, loss.kind().label());
    instruments.count(loss.offsets(), MetricFamily.DATA_LOSS_OFFSETS);
  }

  private void committed(PartitionId partition, CommitPosition position) {
    with(partition, state -> state.lag.committed(position.value()));
  }

  private void decoded(DeliveryEvent.Decoded event) {
    EventKind type = EventKind.of(event.decoding());
    with(event.record().partition(), state -> state.decoded = type);
    if (event.decoding() instanceof Decoding.Relations relations) {
      instruments.count(relations.event().unknownFields(), MetricFamily.UNKNOWN_FIELDS);
      instruments.count(relations.event().expanded() ? 1 : 0, MetricFamily.EXPANDED_PAYLOADS);
    }
  }

  private void applied(DeliveryEvent.Applied event) {
    EventKind type = EventKind.of(event.decoding());
    instruments.histogram(MetricFamily.PROCESSING_DURATION, type.label()).observe(event.elapsed());
    if (event.attempts() > 1) {
      PartitionState state = partitions.get(event.record().partition());
      String reason = state == null ? BoundedLabel.OTHER : state.retryReason;
      instruments.histogram(MetricFamily.RETRY_DURATION, reason).observe(event.elapsed());
    }
    if (event.decoding() instanceof Decoding.Relations relations) {
      countTuples(
          relations.event().change().additions().size(),
          relations.event().change().removals().size());
      instruments.count(
          relations.event().change().duplicatesDropped(), MetricFamily.DUPLICATE_TUPLES);
    }
    settled(event.record(), type, SUCCESS);
  }

  private void witness(DeliveryEvent.Witness event) {
    with(event.partition(), state -> state.blocked.on(event.event()));
    if (event.event() instanceof WitnessEvent.EventRepeated) {
      instruments.count(1, MetricFamily.REPEATED_EVENTS);
      event.record().ifPresent(record -> settled(record, EventKind.RELATIONS, "repeated"));
    }
  }

  private void planned(DeliveryEvent.Planned event) {
    event.failure().ifPresent(this::countViolation);
    instruments.count(1, MetricFamily.DRY_RUN_MESSAGES, event.action().label());
    settled(event.record(), EventKind.of(event.decoding()), DRY_RUN);
  }

  private void retrying(DeliveryEvent.Retrying event) {
    String reason = countRetry(event.failure(), event.attempt());
    if (event.attempt() == 1) {
      countViolation(event.failure());
    }
    with(
        event.record().partition(),
        state -> {
          state.retryReason = reason;
          state.blocked.byRecord(event.failure().kind());
        });
  }

  private String countRetry(Failure failure, int attempt) {
    String reason = retryReasons.bounded(failure.reason());
    String number = Integer.toString(Math.min(attempt, MAX_ATTEMPT_NUMBER));
    instruments.count(1, MetricFamily.RETRY_ATTEMPTS, reason, number);
    return reason;
  }

  private void passedOver(SourceRecord record, Failure failure, String status) {
    instruments.count(1, MetricFamily.PASSED_OVER, failure.kind().label(), status);
    settled(record, typeOf(record, failure), status);
  }

  private void settled(SourceRecord record, EventKind type, String status) {
    instruments.count(1, MetricFamily.MESSAGES_PROCESSED, type.label(), status);
    with(record.partition(), state -> state.blocked.none());
  }

  private void countViolation(Failure failure) {
    if (isViolation(failure)) {
      instruments.count(1, MetricFamily.VALIDATION_ERRORS, failure.reason());
    }
  }

  private void countTuples(int added, int removed) {
    instruments.count(added, MetricFamily.TUPLES, "added");
    instruments.count(removed, MetricFamily.TUPLES, "removed");
  }

  private void assigned(Set<PartitionId> assigned) {
    instruments.count(1, MetricFamily.REBALANCE_EVENTS, "partitions_assigned");
    String reason = assignedBefore ? REBALANCE : STARTUP;
    for (PartitionId partition : assigned) {
      String number = Integer.toString(partition.number());
      BlockedGauges blocked = new BlockedGauges(instruments, partition);
      FlagGauge loss = instruments.flag(MetricFamily.DATA_LOSS_BLOCKED, partition.topic(), number);
      FlagGauge stalled = instruments.flag(MetricFamily.STALLED, partition.topic(), number);
      LagGauge lag =
          instruments.lag(partition.topic(), partition.number(), () -> ends.apply(partition));
      partitions.put(partition, new PartitionState(blocked, loss, stalled, lag, reason));
      assignedBefore = true;
    }
  }

  private void released(Set<PartitionId> released, String eventType) {
    instruments.count(1, MetricFamily.REBALANCE_EVENTS, eventType);
    for (PartitionId partition : released) {
      partitions.remove(partition);
      instruments.removeGauges(partition.topic(), partition.number());
    }
  }

  private void fenceAcquired(PartitionId partition, Duration elapsed) {
    PartitionState state = partitions.get(partition);
    String reason = state == null ? REBALANCE : state.fenceReason;
    instruments.count(1, MetricFamily.LOCK_ACQUISITION, SUCCESS, reason);
    instruments.histogram(MetricFamily.LOCK_DURATION, SUCCESS).observe(elapsed);
    with(partition, it -> it.blocked.none());
  }

  private void fenceLost(PartitionId partition, Outcome.FenceLoss cause) {
    instruments.count(1, MetricFamily.FENCE_LOSSES, cause.label());
    with(
        partition,
        state -> {
          state.fenceReason = FENCE_LOST;
          state.blocked.byLock();
        });
  }

  private void stalled(Optional<PartitionId> partition, boolean stalled) {
    partition.ifPresentOrElse(
        it -> with(it, state -> state.stalled.set(stalled)),
        () -> instruments.flag(MetricFamily.SOURCE_STALLED).set(stalled));
  }

  private EventKind typeOf(SourceRecord record, Failure failure) {
    if (isViolation(failure)) {
      return EventKind.ofFault(failure.reason());
    }
    PartitionState state = partitions.get(record.partition());
    return state == null ? EventKind.DEBEZIUM : state.decoded;
  }

  private static boolean isViolation(Failure failure) {
    return failure.kind() == FailureClass.MALFORMED || failure.kind() == FailureClass.INVALID;
  }

  /** A lane that is overdue may still tell of a partition that has gone. */
  private void with(PartitionId partition, Consumer<PartitionState> action) {
    PartitionState state = partitions.get(partition);
    if (state != null) {
      action.accept(state);
    }
  }
}
