package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricType;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.source.SourceMonitor;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InitialSeriesTest {
  private static final SourceRecord RECORD =
      new SourceRecord(new PartitionId("outbox", 0), new Offset(7), -1, null, null, List.of());

  /** Registered by the launcher, or by adapters. */
  private static final Set<MetricFamily> OF_OTHERS =
      EnumSet.of(
          MetricFamily.LOG_LINES_DROPPED,
          MetricFamily.RELATIONS_CALLS,
          MetricFamily.RELATIONS_TUPLES,
          MetricFamily.RELATIONS_BYTES,
          MetricFamily.CLIENT_RECORDS,
          MetricFamily.CLIENT_BYTES,
          MetricFamily.CLIENT_CONNECTIONS_CLOSED,
          MetricFamily.CLIENT_FAILED_LOGINS,
          MetricFamily.CLIENT_REBALANCES,
          MetricFamily.CLIENT_FAILED_REBALANCES);

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @BeforeEach
  void registerTokens() {
    new TokenMetrics(registry);
  }

  static Stream<MetricFamily> counters() {
    return Arrays.stream(MetricFamily.values())
        .filter(family -> family.type() == MetricType.COUNTER)
        .filter(family -> !OF_OTHERS.contains(family));
  }

  @ParameterizedTest
  @MethodSource("counters")
  void eachCounterHasSeriesAtZero(MetricFamily family) {
    assertThat(registry.getCounters())
        .anySatisfy(
            (name, counter) -> {
              assertThat(name).matches(family.exportName() + "(\\{.*)?");
              assertThat(counter.getCount()).isZero();
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachCodeOfAFaultHasASeries(ViolationCode code) {
    assertThat(registry.getCounters())
        .containsKey(
            "rbac_kafka_consumer_validation_errors_total{error_type=\"%s\"}"
                .formatted(code.label()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"milliseconds", "microseconds", "unknown"})
  void eachUnitThatACreationTimeShouldNotHaveHasASeries(String unit) {
    assertThat(registry.getCounters())
        .containsKey(
            "rbac_kafka_consumer_implausible_created_at_total{unit=\"%s\"}".formatted(unit));
  }

  @Test
  void attemptsOfAnOutageHaveASeriesForEachNumber() {
    assertThat(attempts("unavailable")).isEqualTo(numbers());
    assertThat(attempts("deadline_exceeded")).isEqualTo(numbers());
  }

  @Test
  void anyOtherReasonHasASeriesForEachNumberFromItsFirstFailureOn() {
    assertThat(attempts("invalid_id")).isEmpty();

    metrics.on(
        new RecordEvent.Retrying(
            RECORD,
            EventMetadata.UNKNOWN,
            new Failure(FailureClass.INVALID, "invalid_id", "sentence"),
            null,
            3,
            Duration.ofSeconds(1)));

    assertThat(attempts("invalid_id")).isEqualTo(numbers());
    assertThat(registry.counter(name("invalid_id", 3)).getCount()).isEqualTo(1);
    assertThat(registry.counter(name("invalid_id", 4)).getCount()).isZero();
  }

  @Test
  void aDryRunCountsMessagesUnderOneStatus() {
    MetricRegistry ofDryRun = new MetricRegistry();
    new DeliveryMetrics(ofDryRun, SourceMonitor.none(), new TestClock(), DeliveryMode.DRY_RUN);

    assertThat(ofDryRun.getNames())
        .filteredOn(name -> name.startsWith("rbac_kafka_consumer_messages_processed_total"))
        .hasSize(EventKind.values().length)
        .allMatch(name -> name.endsWith("status=\"dry_run\"}"));
  }

  private Set<Integer> attempts(String reason) {
    Set<Integer> found = new TreeSet<>();
    for (int number = 0; number <= 11; number++) {
      if (registry.getCounters().containsKey(name(reason, number))) {
        found.add(number);
      }
    }
    return found;
  }

  private static Set<Integer> numbers() {
    return new TreeSet<>(IntStream.rangeClosed(1, 10).boxed().toList());
  }

  private static String name(String reason, int attempt) {
    return "rbac_kafka_consumer_retry_attempts_total{attempt_number=\"%d\",retry_reason=\"%s\"}"
        .formatted(attempt, reason);
  }
}
