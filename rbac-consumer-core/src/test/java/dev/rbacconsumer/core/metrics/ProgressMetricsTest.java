package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.Backlog;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.LaneStage;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgressMetricsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final SourceRecord RECORD =
      new SourceRecord(P0, new Offset(7), -1, null, null, List.of());

  private final MetricRegistry registry = new MetricRegistry();
  private final TestClock clock = new TestClock();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, clock);

  @Test
  void startIsATimeOfDayThatStays() {
    clock.advance(Duration.ofSeconds(5));

    assertThat(gauge(MetricFamily.START_TIME.with()))
        .isEqualTo((double) TestClock.START.getEpochSecond());
  }

  @Test
  void silenceIsMeasuredFromTheStartAndEndsWithARecord() {
    clock.advance(Duration.ofSeconds(5));
    on(new InstanceEvent.Polled(0));
    assertThat(gauge(MetricFamily.SINCE_ARRIVAL.with())).isEqualTo(5.0);

    on(new InstanceEvent.Polled(2));
    clock.advance(Duration.ofMillis(250));
    on(new InstanceEvent.Polled(0));

    assertThat(gauge(MetricFamily.SINCE_ARRIVAL.with())).isEqualTo(0.25);
  }

  @Test
  void lastPollIsUnknownUntilThereIsOne() {
    assertThat(gauge(MetricFamily.SINCE_POLL.with())).isNull();

    on(new InstanceEvent.Polled(0));
    clock.advance(Duration.ofSeconds(3));
    assertThat(gauge(MetricFamily.SINCE_POLL.with())).isEqualTo(3.0);

    on(new InstanceEvent.Polled(0));
    assertThat(gauge(MetricFamily.SINCE_POLL.with())).isEqualTo(0.0);
  }

  @Test
  void lastApplyCountsFromTheAssignmentUntilThereIsOne() {
    on(new InstanceEvent.Assigned(Set.of(P0)));
    clock.advance(Duration.ofSeconds(3));
    assertThat(gauge(MetricFamily.SINCE_APPLY.with("outbox", "0"))).isEqualTo(3.0);

    on(applied("assign_role", null));

    assertThat(gauge(MetricFamily.SINCE_APPLY.with("outbox", "0"))).isEqualTo(0.0);
  }

  @Test
  void backlogIsAskedForWhenItIsRead() {
    // Given
    var now = new AtomicReference<>(queued(0));
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.LaneBegun(P0, now::get));
    assertThat(gauge(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0"))).isNull();
    assertThat(gauge(MetricFamily.OLDEST_REMOVAL.with("outbox", "0"))).isNull();

    // When
    now.set(
        new Backlog(
            LaneStage.RUNNING,
            Optional.empty(),
            3,
            40,
            50,
            Optional.of(Duration.ofMillis(1500)),
            Optional.of(Duration.ofSeconds(1)),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            60));

    // Then
    assertThat(gauge(MetricFamily.QUEUE_RECORDS.with("outbox", "0"))).isEqualTo(3.0);
    assertThat(gauge(MetricFamily.QUEUE_BYTES.with("outbox", "0"))).isEqualTo(40.0);
    assertThat(gauge(MetricFamily.WINDOW_LEFT.with("outbox", "0"))).isEqualTo(50.0);
    assertThat(gauge(MetricFamily.BATCH_LIMIT.with("outbox", "0"))).isEqualTo(60.0);
    assertThat(gauge(MetricFamily.OLDEST_UNAPPLIED.with("outbox", "0"))).isEqualTo(1.5);
    assertThat(gauge(MetricFamily.OLDEST_REMOVAL.with("outbox", "0"))).isEqualTo(1.0);
  }

  @Test
  void partitionThatComesBackShowsItsNewLane() {
    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.LaneBegun(P0, () -> queued(1)));
    on(new InstanceEvent.Revoked(Set.of(P0)));
    assertThat(registry.getGauges().keySet()).noneMatch(name -> name.contains("outbox"));

    on(new InstanceEvent.Assigned(Set.of(P0)));
    on(new PartitionEvent.LaneBegun(P0, () -> queued(2)));

    assertThat(gauge(MetricFamily.QUEUE_RECORDS.with("outbox", "0"))).isEqualTo(2.0);
  }

  @Test
  void batchIsCountedOnceWithItsSize() {
    on(new PartitionEvent.ChangeApplied(P0, 4));

    var batches = histogram(MetricFamily.BATCH_MESSAGES.with());
    assertThat(batches.count()).isEqualTo(1);
    assertThat(batches.sum()).isEqualTo(4);
    assertThat(batches.bound(2)).isEqualTo(5);
    assertThat(batches.atMost(2)).isEqualTo(1);
  }

  @Test
  void lockAttemptIsTimedByItsEnd() {
    on(new PartitionEvent.FenceAcquired(P0, 1, Duration.ofSeconds(2)));
    on(
        new PartitionEvent.FenceNotAcquired(
            P0, "unavailable", "why", 1, Duration.ofSeconds(5), Duration.ofSeconds(9)));

    assertThat(histogram(MetricFamily.LOCK_DURATION.with("success")).sum()).isEqualTo(2);
    assertThat(histogram(MetricFamily.LOCK_DURATION.with("failure")).sum()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "assign_role, assign_role",
    "fix_resource_definitions, fix_resource_definitions",
    "'', unknown",
    "org-1234567, other"
  })
  void latencyIsOfTheEventTypeWhereThatIsKnown(String type, String label) {
    on(applied(type, TestClock.START.minusMillis(1500)));

    var latency = histogram(MetricFamily.EVENT_LATENCY.with(label));
    assertThat(latency.count()).isEqualTo(1);
    assertThat(latency.sum()).isEqualTo(1.5);
    assertThat(latency.bound(0)).isEqualTo(0.1);
    assertThat(latency.bound(latency.size() - 1)).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0",
    "999999999, 0",
    "1000000000, 1",
    "1764300000, 1",
    "9999999999, 1",
    "10000000000, 0",
    "1764300000000, 0",
    "1764300000000000, 0"
  })
  void latencyIsMeasuredOnlyFromTimesThatWereInSeconds(long created, int counted) {
    on(applied("assign_role", Instant.ofEpochSecond(created)));
    on(applied("assign_role", TestClock.START));

    assertThat(histogram(MetricFamily.EVENT_LATENCY.with("assign_role")).count())
        .isEqualTo(1 + counted);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, unknown",
    "0, unknown",
    "999999999, unknown",
    "10000000000, unknown",
    "999999999999, unknown",
    "1000000000000, milliseconds",
    "1764300000000, milliseconds",
    "9999999999999, milliseconds",
    "10000000000000, unknown",
    "1000000000000000, microseconds",
    "1764300000000000, microseconds",
    "9999999999999999, microseconds",
    "10000000000000000, unknown"
  })
  void timesThatWereNotInSecondsAreCountedApartByTheirUnit(long created, String unit) {
    on(applied("assign_role", Instant.ofEpochSecond(created)));
    on(applied("assign_role", TestClock.START));
    on(applied("assign_role", null));

    assertThat(
            CreatedAtUnit.IMPLAUSIBLE.stream()
                .map(CreatedAtUnit::label)
                .collect(Collectors.toMap(it -> it, this::implausible)))
        .allSatisfy((label, count) -> assertThat(count).isEqualTo(label.equals(unit) ? 1 : 0));
  }

  @Test
  void latencyIsMeasuredOnlyForTheFirstOfTheRecordedUnits() throws Exception {
    var decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
    List<Decoding> decodings;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/cases/created-at-units.jsonl"))) {
      decodings =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> new SourceRecord(P0, new Offset(7), -1, null, bytes(line), List.of()))
              .map(decoder::decode)
              .toList();
    }

    decodings.forEach(it -> on(new RecordEvent.Applied(RECORD, it, 1, Duration.ofSeconds(1))));

    assertThat(decodings).hasSize(5).allMatch(Decoding.Relations.class::isInstance);
    assertThat(histogram(MetricFamily.EVENT_LATENCY.with("create_group")).count()).isOne();
    assertThat(implausible("milliseconds")).isOne();
    assertThat(implausible("microseconds")).isOne();
    assertThat(implausible("unknown")).as("a negative number, and a text").isEqualTo(2);
  }

  private long implausible(String unit) {
    return registry.counter(MetricFamily.IMPLAUSIBLE_CREATED_AT.with(unit).encoded()).getCount();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void timesThatNoOneCanHaveMeantDoNoHarm() {
    on(applied("assign_role", Instant.MAX));
    on(applied("assign_role", Instant.MIN));
    on(applied("assign_role", TestClock.START.plusSeconds(3)));
    on(applied("update_role", null));

    assertThat(histogram(MetricFamily.EVENT_LATENCY.with("assign_role")).sum()).isZero();
    assertThat(histogram(MetricFamily.EVENT_LATENCY.with("assign_role")).count()).isOne();
    assertThat(histogram(MetricFamily.EVENT_LATENCY.with("other")).count()).isZero();
  }

  @Test
  void instanceSaysWhatItIs() {
    var instance = new InstanceMetrics(registry);

    instance.consumes("outbox", "group");
    instance.builtAs("1.2", "abc1234", "17");

    assertThat(gauge(MetricFamily.INFO.with("outbox", "group"))).isEqualTo(1.0);
    assertThat(gauge(MetricFamily.BUILD_INFO.with("1.2", "abc1234", "17"))).isEqualTo(1.0);
  }

  private void on(DeliveryEvent event) {
    metrics.on(event);
  }

  private @Nullable Double gauge(MetricName name) {
    Gauge<?> gauge = registry.getGauges().get(name.encoded());
    assertThat(gauge).as(name.encoded()).isNotNull();
    return gauge.getValue() instanceof Number number ? (Double) number.doubleValue() : null;
  }

  private BucketHistogram.Snapshot histogram(MetricName name) {
    return ((BucketHistogram) registry.getMetrics().get(name.encoded())).snapshot();
  }

  static Backlog queued(int records) {
    return new Backlog(
        LaneStage.IDLE, Optional.empty(), records, 0, 0, Optional.empty(), Optional.empty());
  }

  private static DeliveryEvent applied(String type, @Nullable Instant created) {
    TupleChange change =
        TupleChange.net(
            List.of(), List.of(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann")));
    EventMetadata metadata = new EventMetadata("", type, "", "", "", "", "", "", created);
    return new RecordEvent.Applied(
        RECORD,
        new Decoding.Relations(new RelationsEvent(metadata, change, 0, false)),
        1,
        Duration.ofSeconds(1));
  }
}
