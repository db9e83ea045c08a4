package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.AppliedListener;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.metrics.instrument.EventTypeLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.Labels;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.outcome.Outcome;
import java.util.List;
import java.util.Set;

/**
 * Registers the series whose labels are known at zero, before anything happens: a series that
 * appears with its first event hides that event from every rate.
 */
final class InitialSeries {
  private static final List<String> STATUSES =
      List.of(
          Labels.SUCCESS, Labels.SKIPPED, Labels.DEAD_LETTERED, Labels.QUARANTINED, Labels.ERROR);

  private static final List<String> STATUSES_WITHOUT_SUCCESS =
      List.of(Labels.SKIPPED, Labels.DEAD_LETTERED, Labels.QUARANTINED, Labels.ERROR);

  private InitialSeries() {}

  /** Registers the series that an instance has in both modes. */
  static void register(Instruments instruments, Set<FailureClass> passedOver) {
    for (PlannedAction action : PlannedAction.values()) {
      instruments.count(0, MetricFamily.DRY_RUN_MESSAGES, action.label());
    }
    for (EventKind type : new EventKind[] {EventKind.RELATIONS, EventKind.WORKSPACE}) {
      instruments.histogram(MetricFamily.PROCESSING_DURATION, type.label());
    }
    for (ViolationCode code : ViolationCode.values()) {
      instruments.count(0, MetricFamily.VALIDATION_ERRORS, code.label());
    }
    for (String status : new String[] {Labels.SUCCESS, Labels.FAILURE}) {
      instruments.count(0, MetricFamily.COMMITS, status);
      instruments.histogram(MetricFamily.LOCK_DURATION, status);
    }
    for (String reason : PartitionStates.FENCE_REASONS) {
      instruments.count(0, MetricFamily.LOCK_ACQUISITION, Labels.SUCCESS, reason);
    }
    for (String change : InstanceEventMetrics.REBALANCES) {
      instruments.count(0, MetricFamily.REBALANCE_EVENTS, change);
    }
    instruments.count(0, MetricFamily.TUPLES, Labels.ADDED);
    instruments.count(0, MetricFamily.TUPLES, Labels.REMOVED);
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
    for (FailureClass kind : passedOver) {
      instruments.count(0, MetricFamily.PASSED_OVER, kind.label(), Labels.SKIPPED);
      instruments.count(0, MetricFamily.PASSED_OVER, kind.label(), Labels.DEAD_LETTERED);
    }
    for (String action : OperatorAction.LABELS) {
      for (ActionReply.Result result : ActionReply.Result.values()) {
        instruments.count(0, MetricFamily.OPERATOR_ACTIONS, action, result.label());
      }
    }
    instruments.flag(MetricFamily.SOURCE_STALLED).set(false);
    for (AppliedListener listener : AppliedListener.values()) {
      instruments.count(0, MetricFamily.LISTENER_FAILURES, listener.label());
    }
    for (CreatedAtUnit unit : CreatedAtUnit.IMPLAUSIBLE) {
      instruments.count(0, MetricFamily.IMPLAUSIBLE_CREATED_AT, unit.label());
    }
    EventTypeLabel.values()
        .forEach(type -> instruments.histogram(MetricFamily.EVENT_LATENCY, type));
  }

  /** Registers the counts of messages of an instance that applies records. */
  static void messages(Instruments instruments) {
    messages(instruments, EventKind.RELATIONS, STATUSES);
    messages(instruments, EventKind.RELATIONS, List.of(Labels.REPEATED));
    messages(instruments, EventKind.WORKSPACE, STATUSES);
    messages(instruments, EventKind.CUSTOM, STATUSES);
    messages(instruments, EventKind.TOMBSTONE, List.of(Labels.SUCCESS));
    messages(instruments, EventKind.DEBEZIUM, STATUSES_WITHOUT_SUCCESS);
    messages(instruments, EventKind.UNKNOWN, STATUSES_WITHOUT_SUCCESS);
  }

  /** Registers the counts of messages of a dry run. */
  static void messagesOfDryRun(Instruments instruments) {
    for (EventKind type : EventKind.values()) {
      messages(instruments, type, List.of(Labels.DRY_RUN));
    }
  }

  private static void messages(Instruments instruments, EventKind type, List<String> statuses) {
    statuses.forEach(
        status -> instruments.count(0, MetricFamily.MESSAGES_PROCESSED, type.label(), status));
  }
}
