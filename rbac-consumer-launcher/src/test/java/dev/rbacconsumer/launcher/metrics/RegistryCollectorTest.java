package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RegistryCollectorTest {
  private final MetricRegistry registry = new MetricRegistry();

  @Test
  void everyFamilyIsThereWithItsTypeEvenWithoutSamples() throws IOException {
    assertThat(parsed().types())
        .isEqualTo(
            Arrays.stream(MetricFamily.values())
                .collect(
                    Collectors.toMap(
                        MetricFamily::exportName,
                        family -> family.type().name().toLowerCase(Locale.ROOT))));
    assertThat(parsed().samples()).isEmpty();
  }

  @Test
  void helpIsThatOfTheFamily() throws IOException {
    assertThat(text().lines())
        .contains("# HELP rbac_kafka_consumer_commits_total " + MetricFamily.COMMITS.help());
  }

  @Test
  void countersHaveTheirLabels() throws IOException {
    registry.counter(MetricFamily.COMMITS.with("success").encoded()).inc(3);
    registry.counter(MetricFamily.COMMITS.with("failure").encoded());
    registry.counter(MetricFamily.RETRY_ATTEMPTS.with("unavailable", "2").encoded()).inc();
    registry.counter(MetricFamily.UNKNOWN_FIELDS.with().encoded()).inc(2);

    assertThat(parsed().samples())
        .isEqualTo(
            Map.of(
                "rbac_kafka_consumer_commits_total{status=\"success\",}",
                3.0,
                "rbac_kafka_consumer_commits_total{status=\"failure\",}",
                0.0,
                "rbac_kafka_consumer_retry_attempts_total"
                    + "{attempt_number=\"2\",retry_reason=\"unavailable\",}",
                1.0,
                "rbac_kafka_consumer_unknown_fields_total",
                2.0));
  }

  @Test
  void gaugesAreNumbersAndThoseWithoutAValueAreAbsent() throws IOException {
    Gauge<Long> known = () -> 7L;
    Gauge<Object> unknown = () -> null;
    registry.gauge(MetricFamily.LAG.with("outbox", "0").encoded(), () -> known);
    registry.gauge(MetricFamily.LAG.with("outbox", "1").encoded(), () -> unknown);

    assertThat(parsed().samples())
        .isEqualTo(Map.of("rbac_kafka_consumer_lag{partition=\"0\",topic=\"outbox\",}", 7.0));
  }

  @Test
  void histogramsHaveBucketsCountAndSum() throws IOException {
    BucketHistogram durations = new BucketHistogram(0.5, 2);
    registry.register(MetricFamily.PROCESSING_DURATION.with("relations").encoded(), durations);
    durations.observe(0.25);
    durations.observe(1.5);
    durations.observe(60);

    String name = "rbac_kafka_consumer_message_processing_duration_seconds";
    assertThat(parsed().samples())
        .isEqualTo(
            Map.of(
                name + "_bucket{message_type=\"relations\",le=\"0.5\",}", 1.0,
                name + "_bucket{message_type=\"relations\",le=\"2.0\",}", 2.0,
                name + "_bucket{message_type=\"relations\",le=\"+Inf\",}", 3.0,
                name + "_count{message_type=\"relations\",}", 3.0,
                name + "_sum{message_type=\"relations\",}", 61.75));
  }

  @Test
  void valuesOfLabelsAreEscaped() throws IOException {
    registry.counter(MetricFamily.VALIDATION_ERRORS.with("a\"b\\c\nd").encoded()).inc();

    assertThat(parsed().samples())
        .containsOnlyKeys(
            "rbac_kafka_consumer_validation_errors_total{error_type=\"a\\\"b\\\\c\\nd\",}");
  }

  @Test
  void whatIsNotInTheCatalogueIsPassedOver() throws IOException {
    registry.counter("somebody.elses").inc();
    registry.counter("rbac_kafka_consumer_commits_total").inc();
    registry.counter("rbac_kafka_consumer_commits_total{state=\"success\"}").inc();
    registry.counter("rbac_kafka_consumer_commits_total{status=\"success\"").inc();
    registry.counter("rbac_kafka_consumer_fence_losses_total_ever").inc();
    registry.histogram(MetricFamily.COMMITS.with("success").encoded()).update(1);

    assertThat(parsed().samples()).isEmpty();
  }

  private ExpositionText parsed() throws IOException {
    return ExpositionText.parse(text());
  }

  private String text() throws IOException {
    CollectorRegistry collectors = new CollectorRegistry();
    collectors.register(new RegistryCollector(registry));
    StringWriter text = new StringWriter();
    TextFormat.write004(text, collectors.metricFamilySamples());
    return text.toString();
  }
}
