package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallMetricsTest {
  private static final String CALLS = "rbac_kafka_consumer_relations_calls_total";
  private static final String WRITES = "rbac_kessel_write_duration_seconds";

  private final MetricRegistry registry = new MetricRegistry();
  private final CallMetrics metrics = new CallMetrics(registry);

  @Test
  void writesStartAtZero() {
    assertThat(count(CALLS + "{operation=\"add\",outcome=\"success\"}")).isZero();
    assertThat(count(CALLS + "{operation=\"delete\",outcome=\"success\"}")).isZero();
    assertThat(histogram(WRITES + "{operation=\"add\"}").count()).isZero();
  }

  @Test
  void aCallIsCountedWithItsSizeAndTime() {
    metrics.call("add", "success", Duration.ofMillis(20), 7, 900);

    assertThat(count(CALLS + "{operation=\"add\",outcome=\"success\"}")).isEqualTo(1);
    assertThat(count("rbac_kafka_consumer_relations_tuples_sent_total{operation=\"add\"}"))
        .isEqualTo(7);
    assertThat(count("rbac_kafka_consumer_relations_request_bytes_total{operation=\"add\"}"))
        .isEqualTo(900);
    assertThat(histogram(WRITES + "{operation=\"add\"}").sum()).isEqualTo(0.02);
  }

  @Test
  void theLimitOfRemovalsIsReadWhenItIsAskedFor() {
    int[] limit = {4};
    metrics.deleteLimit(() -> limit[0]);

    limit[0] = 9;

    assertThat(registry.getGauges().get("rbac_kafka_consumer_relations_delete_limit").getValue())
        .isEqualTo(9);
  }

  @Test
  void bucketsOfCallsAreThoseThatDashboardsKnow() {
    BucketHistogram.Snapshot writes = histogram(WRITES + "{operation=\"add\"}");

    assertThat(writes.size()).isEqualTo(11);
    assertThat(writes.bound(0)).isEqualTo(0.01);
    assertThat(writes.bound(10)).isEqualTo(30);
  }

  @Test
  void failuresAndOtherCallsAreNoWriteTimes() {
    metrics.call("add", "unavailable", Duration.ofSeconds(1), 7, 900);
    metrics.call("lock", "success", Duration.ofSeconds(2), 0, 20);

    assertThat(count(CALLS + "{operation=\"add\",outcome=\"unavailable\"}")).isEqualTo(1);
    assertThat(histogram(WRITES + "{operation=\"add\"}").count()).isZero();
    assertThat(registry.getMetrics()).doesNotContainKey(WRITES + "{operation=\"lock\"}");
    assertThat(
            histogram("rbac_kafka_consumer_relations_call_duration_seconds{operation=\"lock\"}")
                .count())
        .isEqualTo(1);
  }

  @Test
  void wordsThatOthersChooseAreBounded() {
    for (int i = 0; i < 100; i++) {
      metrics.call("add", "reason_" + i, Duration.ZERO, 1, 1);
    }

    assertThat(registry.getMetrics().keySet().stream().filter(it -> it.startsWith(CALLS)))
        .hasSizeLessThan(50);
    assertThat(count(CALLS + "{operation=\"add\",outcome=\"other\"}")).isGreaterThan(50);
  }

  private long count(String name) {
    return registry.counter(name).getCount();
  }

  private BucketHistogram.Snapshot histogram(String name) {
    return ((BucketHistogram) registry.getMetrics().get(name)).snapshot();
  }
}
