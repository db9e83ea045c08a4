package dev.rbacconsumer.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ClientMetricsTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final ClientMetrics metrics = new ClientMetrics(registry);
  private final AtomicReference<OptionalDouble> value =
      new AtomicReference<>(OptionalDouble.empty());

  @Test
  void clientIsAskedWhenSomeoneReads() {
    report(MetricFamily.CLIENT_CONNECTIONS);
    report(MetricFamily.CLIENT_RECORDS);

    value.set(OptionalDouble.of(0.5));
    assertThat(gauge()).isEqualTo(0.5);
    value.set(OptionalDouble.of(7));

    assertThat(gauge()).isEqualTo(7.0);
    assertThat(count()).isEqualTo(7);
  }

  @Test
  void whatTheClientDoesNotKnowIsNoSampleOfAGauge() {
    report(MetricFamily.CLIENT_CONNECTIONS);

    assertThat(gauge()).isNull();
  }

  @Test
  void countsBeginAtZeroAndOutliveTheClient() {
    report(MetricFamily.CLIENT_RECORDS);
    assertThat(count()).isZero();

    value.set(OptionalDouble.of(9));
    assertThat(count()).isEqualTo(9);
    value.set(OptionalDouble.empty());

    assertThat(count()).isEqualTo(9);
  }

  @Test
  void countsNeverFall() {
    report(MetricFamily.CLIENT_RECORDS);
    value.set(OptionalDouble.of(9));
    assertThat(count()).isEqualTo(9);

    value.set(OptionalDouble.of(2));

    assertThat(count()).isEqualTo(9);
  }

  @Test
  void distributionCannotBeRead() {
    assertThatThrownBy(() -> report(MetricFamily.BATCH_MESSAGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("want a counter or a gauge, got rbac_kafka_consumer_batch_messages");
  }

  private void report(MetricFamily family) {
    Supplier<OptionalDouble> read = value::get;
    metrics.report(Map.of(family, read));
  }

  private Object gauge() {
    return registry.getGauges().get(MetricFamily.CLIENT_CONNECTIONS.with().encoded()).getValue();
  }

  private long count() {
    return registry.counter(MetricFamily.CLIENT_RECORDS.with().encoded()).getCount();
  }
}
