package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.PrometheusText;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The text for embedders is the one that the library writes for the launcher. */
final class PrometheusTextTest {
  private final MetricRegistry registry = new MetricRegistry();

  @Test
  void familiesWithoutSamplesAreThereAsWell() throws IOException {
    assertThat(PrometheusText.of(registry).lines())
        .containsExactlyElementsOf(ofTheLibrary().lines().toList());
  }

  @Test
  void samplesOfAllKindsAreThoseOfTheLibrary() throws IOException {
    Gauge<Long> known = () -> 7L;
    Gauge<Boolean> flag = () -> true;
    Gauge<Object> unknown = () -> null;
    Gauge<Double> infinite = () -> Double.NEGATIVE_INFINITY;
    registry.counter(MetricFamily.COMMITS.with("success").encoded()).inc(3);
    registry.counter(MetricFamily.COMMITS.with("failure").encoded());
    registry.counter(MetricFamily.RETRY_ATTEMPTS.with("a \"b\" \\ c\nd", "2").encoded()).inc();
    registry.gauge(MetricFamily.LAG.with("outbox", "0").encoded(), () -> known);
    registry.gauge(MetricFamily.LAG.with("outbox", "1").encoded(), () -> unknown);
    registry.gauge(MetricFamily.LAG.with("outbox", "2").encoded(), () -> infinite);
    registry.gauge(MetricFamily.DRY_RUN.with().encoded(), () -> flag);
    BucketHistogram durations = new BucketHistogram(0.5, 2);
    durations.observe(0.25);
    durations.observe(60);
    registry.register(MetricFamily.PROCESSING_DURATION.with("relations").encoded(), durations);
    registry.counter("of.another.library").inc();
    registry.counter(MetricFamily.LAG.exportName()).inc();

    String text = PrometheusText.of(registry);

    assertThat(text.lines()).containsExactlyElementsOf(ofTheLibrary().lines().toList());
    assertThat(text)
        .endsWith("\n")
        .contains("le=\"+Inf\"", " -Inf\n")
        .doesNotContain("of.another.library");
  }

  private String ofTheLibrary() throws IOException {
    CollectorRegistry metrics = new CollectorRegistry();
    metrics.register(new RegistryCollector(registry));
    StringWriter text = new StringWriter();
    TextFormat.write004(text, metrics.metricFamilySamples());
    return text.toString();
  }
}
