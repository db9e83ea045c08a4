package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that were skipped or set aside, by class. */
final class PassedOverMetricsTest {
  private static final SourceRecord RECORD =
      new SourceRecord(new PartitionId("outbox", 0), new Offset(7), -1, null, null, List.of());

  private final MetricRegistry registry = new MetricRegistry();
  private final DeliveryMetrics metrics = new DeliveryMetrics(registry, new TestClock());

  @ParameterizedTest
  @EnumSource(names = {"MALFORMED", "INVALID", "REJECTED"})
  void seriesThatWouldHideTheirFirstMessageBeginAtZero(FailureClass kind) {
    assertThat(registry.getCounters().get(name(kind, "skipped")).getCount()).isZero();
    assertThat(registry.getCounters().get(name(kind, "dead_lettered")).getCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"MALFORMED", "INVALID", "REJECTED"})
  void eachMessageCountsOnceUnderItsClass(FailureClass kind) {
    Failure failure = new Failure(kind, "reason", "sentence");

    metrics.on(new RecordEvent.Skipped(RECORD, failure));
    metrics.on(new RecordEvent.Condemned(RECORD, failure));
    metrics.on(new RecordEvent.DeadLettered(RECORD, failure));
    metrics.on(new RecordEvent.Condemned(RECORD, failure));
    metrics.on(new RecordEvent.DeadLettered(RECORD, failure));

    assertThat(registry.counter(name(kind, "skipped")).getCount()).isEqualTo(1);
    assertThat(registry.counter(name(kind, "dead_lettered")).getCount()).isEqualTo(2);
  }

  private static String name(FailureClass kind, String status) {
    return MetricFamily.PASSED_OVER.with(kind.label(), status).encoded();
  }
}
