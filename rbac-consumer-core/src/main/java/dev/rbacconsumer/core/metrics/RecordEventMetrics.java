package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.Labels;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;

/** Updates the metrics of records: their outcomes and the reasons of failures. Thread-safe. */
final class RecordEventMetrics implements RecordEvent.Visitor {

  private final Instruments instruments;
  private final PartitionStates states;
  private final ProgressMetrics progress;
  private final RetryCounter retries;

  RecordEventMetrics(
      Instruments instruments,
      PartitionStates states,
      ProgressMetrics progress,
      RetryCounter retries) {
    this.instruments = instruments;
    this.states = states;
    this.progress = progress;
    this.retries = retries;
  }

  @Override
  public void onStarted(RecordEvent.Started event) {
    states.with(event.partition(), state -> state.started(event.record().offset()));
  }

  @Override
  public void onDecoded(RecordEvent.Decoded event) {
    EventKind type = EventKind.of(event.decoding());
    states.with(event.partition(), state -> state.decoded = type);
    if (event.decoding() instanceof Decoding.Relations relations) {
      instruments.count(relations.event().unknownFields(), MetricFamily.UNKNOWN_FIELDS);
      instruments.count(relations.event().expanded() ? 1 : 0, MetricFamily.EXPANDED_PAYLOADS);
    }
  }

  @Override
  public void onEventRepeated(RecordEvent.EventRepeated event) {
    instruments.count(1, MetricFamily.REPEATED_EVENTS);
    settled(event.record(), EventKind.RELATIONS, Labels.REPEATED);
  }

  /** Has no metric: it is logged, and happens once for each partition. */
  @Override
  public void onIdsNotUnique(RecordEvent.IdsNotUnique event) {}

  @Override
  public void onPlanned(RecordEvent.Planned event) {
    event.failure().ifPresent(this::countViolation);
    instruments.count(1, MetricFamily.DRY_RUN_MESSAGES, event.action().label());
    settled(event.record(), EventKind.of(event.decoding()), Labels.DRY_RUN);
  }

  @Override
  public void onRetrying(RecordEvent.Retrying event) {
    String reason = retries.count(event.failure(), event.attempt());
    if (event.attempt() == 1) {
      countViolation(event.failure());
    }
    states.with(
        event.partition(),
        state -> {
          state.retryReason = reason;
          state.blocked.byRecord(event.failure().kind());
        });
  }

  @Override
  public void onGotOn(RecordEvent.GotOn event) {
    states.with(event.partition(), state -> state.blocked.none());
  }

  @Override
  public void onWriteInDoubt(RecordEvent.WriteInDoubt event) {
    states.with(event.partition(), state -> state.fenceReason = PartitionStates.WRITE_IN_DOUBT);
  }

  @Override
  public void onApplied(RecordEvent.Applied event) {
    progress.applied(event);
    EventKind type = EventKind.of(event.decoding());
    instruments.histogram(MetricFamily.PROCESSING_DURATION, type.label()).observe(event.elapsed());
    if (event.attempts() > 1) {
      PartitionState state = states.of(event.partition());
      String reason = state == null ? BoundedLabel.OTHER : state.retryReason;
      instruments.histogram(MetricFamily.RETRY_DURATION, reason).observe(event.elapsed());
    }
    if (event.decoding() instanceof Decoding.Relations relations) {
      TupleChange change = relations.event().change();
      instruments.count(change.additions().size(), MetricFamily.TUPLES, Labels.ADDED);
      instruments.count(change.removals().size(), MetricFamily.TUPLES, Labels.REMOVED);
      instruments.count(change.duplicatesDropped(), MetricFamily.DUPLICATE_TUPLES);
    }
    settled(event.record(), type, Labels.SUCCESS);
  }

  @Override
  public void onListenerFailed(RecordEvent.ListenerFailed event) {
    instruments.count(1, MetricFamily.LISTENER_FAILURES, event.listener().label());
  }

  @Override
  public void onTombstonePassed(RecordEvent.TombstonePassed event) {
    settled(event.record(), EventKind.TOMBSTONE, Labels.SUCCESS);
  }

  @Override
  public void onSkipped(RecordEvent.Skipped event) {
    countViolation(event.failure());
    passedOver(event.record(), event.failure(), Labels.SKIPPED);
  }

  @Override
  public void onCondemned(RecordEvent.Condemned event) {
    countViolation(event.failure());
  }

  @Override
  public void onDeadLettered(RecordEvent.DeadLettered event) {
    passedOver(event.record(), event.failure(), Labels.DEAD_LETTERED);
  }

  @Override
  public void onParked(RecordEvent.Parked event) {
    event.failure().ifPresent(this::countViolation);
    PartitionState state = states.of(event.partition());
    EventKind type =
        event
            .failure()
            .map(it -> typeOf(event.record(), it))
            .orElseGet(() -> state == null ? EventKind.DEBEZIUM : state.decoded);
    settled(event.record(), type, Labels.QUARANTINED);
  }

  @Override
  public void onStopped(RecordEvent.Stopped event) {
    countViolation(event.failure());
    settled(event.record(), typeOf(event.record(), event.failure()), Labels.ERROR);
  }

  private void passedOver(SourceRecord record, Failure failure, String status) {
    instruments.count(1, MetricFamily.PASSED_OVER, failure.kind().label(), status);
    settled(record, typeOf(record, failure), status);
  }

  private void settled(SourceRecord record, EventKind type, String status) {
    instruments.count(1, MetricFamily.MESSAGES_PROCESSED, type.label(), status);
    states.with(record.partition(), state -> state.blocked.none());
  }

  private void countViolation(Failure failure) {
    if (isViolation(failure)) {
      instruments.count(1, MetricFamily.VALIDATION_ERRORS, failure.reason());
    }
  }

  private EventKind typeOf(SourceRecord record, Failure failure) {
    if (isViolation(failure)) {
      return EventKind.ofFault(failure.reason());
    }
    PartitionState state = states.of(record.partition());
    return state == null ? EventKind.DEBEZIUM : state.decoded;
  }

  private static boolean isViolation(Failure failure) {
    return failure.kind() == FailureClass.MALFORMED || failure.kind() == FailureClass.INVALID;
  }
}
