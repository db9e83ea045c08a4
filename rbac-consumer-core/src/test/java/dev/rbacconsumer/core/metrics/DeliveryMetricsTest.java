package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.CustomEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.EventValidator;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DeliveryMetricsTest {
  private static final String PREFIX = "rbac_kafka_consumer_";
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final SourceRecord RECORD =
      new SourceRecord(P0, new Offset(7), -1, null, null, List.of());
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration TOOK = Duration.ofMillis(250);
  private static final Decoding RELATIONS = relations(0, false);
  private static final Decoding WORKSPACE =
      new Decoding.Workspace(
          new WorkspaceEvent(
              EventMetadata.UNKNOWN, WorkspaceEvent.Operation.CREATE, "o", "", "w", ""));

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @Test
  void messageAppliedAfterFailuresCountsOnceAsSuccess() {
    // Given
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(retrying(transientFailure("unavailable"), 1));
    on(retrying(transientFailure("deadline_exceeded"), 2));

    // When
    on(new RecordEvent.Applied(RECORD, RELATIONS, 3, Duration.ofSeconds(4)));

    // Then
    assertThat(counted("messages_processed_total"))
        .isEqualTo(Map.of("{message_type=\"relations\",status=\"success\"}", 1L));
    assertThat(counted("retry_attempts_total"))
        .isEqualTo(
            Map.of(
                "{attempt_number=\"1\",retry_reason=\"unavailable\"}", 1L,
                "{attempt_number=\"2\",retry_reason=\"deadline_exceeded\"}", 1L));
    assertThat(
            histogram("message_retry_duration_seconds{retry_reason=\"deadline_exceeded\"}").sum())
        .isEqualTo(4);
    assertThat(histogram("message_processing_duration_seconds{message_type=\"relations\"}").sum())
        .isEqualTo(4);
  }

  @Test
  void messageAppliedAtOnceHasNoRetryDuration() {
    on(new RecordEvent.Applied(RECORD, WORKSPACE, 1, Duration.ofMillis(20)));

    assertThat(registry.getMetrics().entrySet())
        .filteredOn(it -> it.getKey().contains("retry_duration"))
        .allMatch(it -> ((BucketHistogram) it.getValue()).snapshot().count() == 0);
    var durations = histogram("message_processing_duration_seconds{message_type=\"workspace\"}");
    assertThat(durations.count()).isEqualTo(1);
    assertThat(durations.sum()).isEqualTo(0.02);
  }

  @Test
  void messageOfARegisteredTypeCountsAsCustomWhateverItsName() {
    // Given
    var type =
        MessageType.of(
            "relations",
            OutboxPayload::json,
            EventValidator.none(),
            (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
    var custom = new Decoding.Custom(new CustomEvent<>(type, EventMetadata.UNKNOWN, "{}"));

    // When
    on(new RecordEvent.Applied(RECORD, custom, 1, WAIT));

    // Then
    assertThat(counted("messages_processed_total"))
        .isEqualTo(Map.of("{message_type=\"custom\",status=\"success\"}", 1L));
    assertThat(histogram("message_processing_duration_seconds{message_type=\"custom\"}").sum())
        .isEqualTo(1);
  }

  @Test
  void bucketsReachFromMillisecondsToAnHour() {
    var durations = histogram("message_processing_duration_seconds{message_type=\"relations\"}");

    assertThat(durations.bound(0)).isEqualTo(0.005);
    assertThat(durations.bound(durations.size() - 1)).isEqualTo(3600);
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, malformed_json, unknown",
    "INVALID, not_debezium_format, unknown",
    "INVALID, message_too_large, unknown",
    "INVALID, invalid_id, debezium",
    "REJECTED, unknown_definition, workspace"
  })
  void messageThatIsGivenUpCountsUnderWhatIsKnownOfIt(
      FailureClass kind, String reason, String type) {
    // Given
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new RecordEvent.Decoded(RECORD, WORKSPACE));
    var failure = new Failure(kind, reason, "why");

    // When
    on(new RecordEvent.Skipped(RECORD, failure));
    on(new RecordEvent.Condemned(RECORD, failure));
    on(new RecordEvent.DeadLettered(RECORD, failure));
    on(new RecordEvent.Stopped(RECORD, failure));

    // Then
    String labels = "{message_type=\"" + type + "\",status=\"%s\"}";
    assertThat(counted("messages_processed_total"))
        .isEqualTo(
            Map.of(
                labels.formatted("skipped"), 1L,
                labels.formatted("dead_lettered"), 1L,
                labels.formatted("error"), 1L));
  }

  @Test
  void tombstoneIsASuccess() {
    on(new RecordEvent.TombstonePassed(RECORD));

    assertThat(counted("messages_processed_total"))
        .isEqualTo(Map.of("{message_type=\"tombstone\",status=\"success\"}", 1L));
  }

  @ParameterizedTest
  @EnumSource(ViolationCode.class)
  void faultCountsOncePerMessageHoweverOftenItIsTried(ViolationCode code) {
    // Given
    var failure = new Failure(FailureClass.INVALID, code.label(), "why");

    // When
    on(retrying(failure, 1));
    on(retrying(failure, 2));

    // Then
    assertThat(counted("validation_errors_total"))
        .isEqualTo(Map.of("{error_type=\"" + code.label() + "\"}", 1L));
  }

  @Test
  void faultOfAMessageThatIsSetAsideCountsOnce() {
    // Given
    var failure = new Failure(FailureClass.MALFORMED, "malformed_json", "why");

    // When
    on(new RecordEvent.Condemned(RECORD, failure));
    on(retrying(transientFailure("dead_letter_unavailable"), 1));
    on(new RecordEvent.DeadLettered(RECORD, failure));

    // Then
    assertThat(counted("validation_errors_total"))
        .isEqualTo(Map.of("{error_type=\"malformed_json\"}", 1L));
  }

  @Test
  void refusalsOfTheStoreAreNoValidationErrors() {
    on(retrying(new Failure(FailureClass.REJECTED, "unknown_definition", "why"), 1));

    assertThat(counted("validation_errors_total")).isEmpty();
  }

  @Test
  void attemptNumberEndsAtTen() {
    for (int attempt = 9; attempt <= 12; attempt++) {
      on(retrying(transientFailure("unavailable"), attempt));
    }

    assertThat(counted("retry_attempts_total"))
        .isEqualTo(
            Map.of(
                "{attempt_number=\"9\",retry_reason=\"unavailable\"}", 1L,
                "{attempt_number=\"10\",retry_reason=\"unavailable\"}", 3L));
  }

  @Test
  void reasonsBeyondTheLimitAndThoseThatAreNoWordsAreOther() {
    for (int i = 0; i < 50; i++) {
      on(retrying(transientFailure("reason_" + i), 1));
    }
    on(retrying(transientFailure("reason_0"), 1));
    on(retrying(transientFailure("No word: 42"), 1));

    assertThat(counted("retry_attempts_total"))
        .hasSize(40 - RetryCounter.OF_OUTAGES.size() + 1)
        .containsEntry("{attempt_number=\"1\",retry_reason=\"reason_0\"}", 2L)
        .containsEntry("{attempt_number=\"1\",retry_reason=\"other\"}", 22L);
  }

  @Test
  void rebalancesAreCountedByWhatHappened() {
    on(new InstanceEvent.Assigned(Set.of(P0, P1)));
    on(new InstanceEvent.Revoked(Set.of(P0)));
    on(new InstanceEvent.Lost(Set.of(P1)));

    assertThat(counted("rebalance_events_total"))
        .isEqualTo(
            Map.of(
                "{event_type=\"partitions_assigned\"}", 1L,
                "{event_type=\"partitions_revoked\"}", 1L,
                "{event_type=\"partitions_lost\"}", 1L));
  }

  @Test
  void lockSaysWhatItWasFor() {
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.FenceNotAcquired(P0, "unavailable", "why", 1, TOOK, WAIT));
    on(new PartitionEvent.FenceAcquired(P0, 2, TOOK));
    on(new PartitionEvent.FenceLost(P0, Optional.of(RECORD), "why", Outcome.FenceLoss.TAKEN));
    on(new PartitionEvent.FenceAcquired(P0, 1, TOOK));
    on(new InstanceEvent.Assigned(Set.of(P1)));
    on(new PartitionEvent.FenceAcquired(P1, 1, TOOK));

    assertThat(counted("lock_acquisition_total"))
        .isEqualTo(
            Map.of(
                "{reason=\"startup\",status=\"success\"}", 1L,
                "{reason=\"fence_lost\",status=\"success\"}", 1L,
                "{reason=\"rebalance\",status=\"success\"}", 1L,
                "{reason=\"unavailable\",status=\"failure\"}", 1L));
    assertThat(counted("fence_losses_total")).isEqualTo(Map.of("{cause=\"taken\"}", 1L));
  }

  @Test
  void tuplesAreThoseOfAppliedMessages() {
    on(new RecordEvent.Decoded(RECORD, RELATIONS));
    on(new RecordEvent.Applied(RECORD, RELATIONS, 1, WAIT));

    assertThat(counted("tuples_total"))
        .isEqualTo(Map.of("{operation=\"added\"}", 2L, "{operation=\"removed\"}", 1L));
    assertThat(counted("duplicate_tuples_total")).isEqualTo(Map.of("", 1L));
  }

  @Test
  void expandedPayloadsAndUnknownFieldsAreCountedWhereAMessageIsRead() {
    on(new RecordEvent.Decoded(RECORD, relations(3, true)));
    on(new RecordEvent.Decoded(RECORD, relations(2, false)));

    assertThat(counted("expanded_payloads_total")).isEqualTo(Map.of("", 1L));
    assertThat(counted("unknown_fields_total")).isEqualTo(Map.of("", 5L));
  }

  @Test
  void partitionIsBlockedFromAFailedAttemptToOneThatGetsOnOrTheEndOfTheMessage() {
    on(new InstanceEvent.Assigned(Set.of(P0, P1)));
    assertThat(blocked(P0)).isZero();
    for (DeliveryEvent end :
        List.of(
            new RecordEvent.GotOn(RECORD), new RecordEvent.Applied(RECORD, RELATIONS, 2, WAIT))) {
      on(retrying(transientFailure("unavailable"), 1));
      assertThat(List.of(blocked(P0), blocked(P1))).containsExactly(1, 0);
      on(end);
      assertThat(blocked(P0)).isZero();
    }
  }

  @Test
  void partitionIsBlockedWhileItsFenceCannotBeHad() {
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.FenceNotAcquired(P0, "unavailable", "why", 1, TOOK, WAIT));
    assertThat(blocked(P0)).isEqualTo(1);

    on(new PartitionEvent.FenceAcquired(P0, 2, TOOK));
    assertThat(blocked(P0)).isZero();

    on(new PartitionEvent.FenceLost(P0, Optional.of(RECORD), "why", Outcome.FenceLoss.TAKEN));
    assertThat(blocked(P0)).isEqualTo(1);
  }

  @Test
  void partitionThatWentHasNoGaugeEvenIfItsLaneEndsLate() {
    on(new InstanceEvent.Assigned(Set.of(P0, P1)));
    on(new PartitionEvent.LaneBegun(P0, () -> ProgressMetricsTest.queued(0)));

    on(new InstanceEvent.Revoked(Set.of(P0)));
    on(new InstanceEvent.Lost(Set.of(P1)));
    on(retrying(transientFailure("unavailable"), 1));

    assertThat(registry.getGauges().keySet())
        .isNotEmpty()
        .noneMatch(name -> name.contains("outbox"));
  }

  @Test
  void seriesThatMatterMostAreThereBeforeAnythingHappens() {
    assertThat(registry.getNames())
        .contains(
            PREFIX + "messages_processed_total{message_type=\"relations\",status=\"success\"}",
            PREFIX + "commits_total{status=\"failure\"}",
            PREFIX + "fence_losses_total{cause=\"gone\"}",
            PREFIX + "listener_failures_total{listener=\"applied_events\"}");
  }

  @Test
  void twoObserversShareARegistry() {
    var other = new DeliveryMetrics(registry, new TestClock());

    on(new RecordEvent.Applied(RECORD, RELATIONS, 1, WAIT));
    other.on(new RecordEvent.Applied(RECORD, RELATIONS, 1, WAIT));

    assertThat(histogram("message_processing_duration_seconds{message_type=\"relations\"}").count())
        .isEqualTo(2);
  }

  private void on(DeliveryEvent event) {
    metrics.on(event);
  }

  /** Counters of a family that are above zero, by their labels. */
  private Map<String, Long> counted(String family) {
    Map<String, Long> found = new TreeMap<>();
    for (Map.Entry<String, Counter> entry : registry.getCounters().entrySet()) {
      MetricName name = MetricName.parse(entry.getKey()).orElseThrow();
      if (name.family().equals(PREFIX + family) && entry.getValue().getCount() > 0) {
        found.put(entry.getKey().substring(name.family().length()), entry.getValue().getCount());
      }
    }
    return found;
  }

  private BucketHistogram.Snapshot histogram(String name) {
    Metric metric = registry.getMetrics().get(PREFIX + name);
    assertThat(metric).as(name).isInstanceOf(BucketHistogram.class);
    return ((BucketHistogram) metric).snapshot();
  }

  private int blocked(PartitionId partition) {
    String name = PREFIX + "blocked{partition=\"" + partition.number() + "\",topic=\"outbox\"}";
    Gauge<?> gauge = registry.getGauges().get(name);
    assertThat(gauge).as(name).isNotNull();
    return (Integer) gauge.getValue();
  }

  private static DeliveryEvent retrying(Failure failure, int attempt) {
    return new RecordEvent.Retrying(RECORD, EventMetadata.UNKNOWN, failure, null, attempt, WAIT);
  }

  private static Failure transientFailure(String reason) {
    return new Failure(FailureClass.TRANSIENT, reason, "why");
  }

  private static Decoding relations(int unknownFields, boolean expanded) {
    TupleChange change =
        TupleChange.net(List.of(tuple("old")), List.of(tuple("a"), tuple("b"), tuple("a")));
    return new Decoding.Relations(
        new RelationsEvent(EventMetadata.UNKNOWN, change, unknownFields, expanded));
  }

  private static RelationTuple tuple(String principal) {
    return new RelationTuple(
        ObjectReference.of("rbac", "group", "g"),
        "member",
        SubjectReference.of(ObjectReference.of("rbac", "principal", principal)));
  }
}
