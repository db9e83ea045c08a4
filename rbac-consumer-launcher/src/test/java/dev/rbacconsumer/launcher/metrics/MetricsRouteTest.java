package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsRouteTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final MetricsRoute route = new MetricsRoute("/measure", registry);

  @Test
  void metricsAreThoseOfTheMoment() {
    String sample = "rbac_kafka_consumer_unknown_fields_total";
    registry.counter(MetricFamily.UNKNOWN_FIELDS.with().encoded()).inc();
    assertThat(metrics().value(sample)).isEqualTo(1);

    registry.counter(MetricFamily.UNKNOWN_FIELDS.with().encoded()).inc();

    assertThat(metrics().value(sample)).isEqualTo(2);
  }

  @Test
  void metricsOfAModuleAreServedBesideOurs() {
    registry.counter("tenants.told").inc(3);
    registry.timer("tenants.telling").update(Duration.ofMillis(250));

    assertThat(route.answer(Request.get("/measure")).text().lines())
        .contains(
            "tenants_told 3.0",
            "# TYPE tenants_telling summary",
            "tenants_telling{quantile=\"0.5\",} 0.25",
            "tenants_telling_count 1.0");
  }

  @Test
  void noOneCanTakeOneOfOurNames() {
    String ours = "rbac_kafka_consumer_unknown_fields_total";
    registry.counter(MetricFamily.UNKNOWN_FIELDS.with().encoded()).inc();
    registry.counter("rbac.kafka.consumer.unknown.fields.total").inc(7);
    registry.counter("jvm.threads.current").inc(7);

    assertThat(metrics().value(ours)).isEqualTo(1);
    assertThat(route.answer(Request.get("/measure")).text())
        .containsOnlyOnce("# TYPE " + ours + " ")
        .containsOnlyOnce("# TYPE jvm_threads_current ");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'text/plain; version=0.0.4; charset=utf-8'",
    "text/plain, 'text/plain; version=0.0.4; charset=utf-8'",
    "application/openmetrics-text, 'application/openmetrics-text; version=1.0.0; charset=utf-8'"
  })
  void formatIsTheOneTheClientAsksFor(String accept, String type) {
    Response answer = route.answer(new Request("GET", "/measure", "", accept, ""));

    assertThat(answer.contentType()).isEqualTo(type);
    assertThat(answer.text().endsWith("# EOF\n")).isEqualTo(type.startsWith("application"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Application/OpenMetrics-Text",
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        "text/plain;q=0.3, application/openmetrics-text;version=1.0.0;q=0.5",
        "text/plain;q=0, application/openmetrics-text",
        "*/*;q=0.1, application/openmetrics-text",
        "application/openmetrics-text;version=1.0.0;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,"
            + "*/*;q=0.2",
        "application/*, text/plain;Q=0.9"
      })
  void openMetricsIsServedWhereTheClientPrefersIt(String accept) {
    Response answer = route.answer(new Request("GET", "/measure", "", accept, ""));

    assertThat(answer.contentType()).startsWith("application/openmetrics-text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/openmetrics-text;q=0.3, text/plain;q=0.5",
        "application/openmetrics-text;q=0",
        "application/openmetrics-text;q=high, text/plain",
        "text/plain, application/openmetrics-text",
        "*/*",
        "text/html, application/xhtml+xml, image/png",
        ";;,,"
      })
  void textIsServedOtherwise(String accept) {
    Response answer = route.answer(new Request("GET", "/measure", "", accept, ""));

    assertThat(answer.contentType()).startsWith("text/plain");
  }

  @Test
  void pathIsTheOneThatIsSet() {
    assertThat(route.path()).isEqualTo("/measure");
    assertThat(route.loopbackOnly()).isFalse();
  }

  @Test
  void metricsThatCannotBeReadAreNotHalfServed() {
    CollectorRegistry collectors = new CollectorRegistry();
    collectors.register(
        new Collector() {
          @Override
          public List<MetricFamilySamples> collect() {
            throw new IllegalStateException("broken");
          }
        });
    MetricsRoute broken = new MetricsRoute("/metrics", collectors);

    assertThatThrownBy(() -> broken.answer(Request.get("/metrics"))).hasMessage("broken");
  }

  private ExpositionText metrics() {
    return ExpositionText.parse(route.answer(Request.get("/measure")).text());
  }
}
