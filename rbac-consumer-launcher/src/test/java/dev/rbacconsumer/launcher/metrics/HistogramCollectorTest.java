package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistogramCollectorTest {
  private final MetricRegistry registry = new MetricRegistry();
  private final HistogramCollector collector = new HistogramCollector(registry);

  @Test
  void histogramsOfOneFamilyAreOneFamilyInTheOrderOfTheirLabels() {
    register(MetricFamily.PROCESSING_DURATION.with("relations"));
    register(MetricFamily.PROCESSING_DURATION.with("other"));

    List<MetricFamilySamples> families = collector.collect();

    assertThat(families).hasSize(1);
    assertThat(families.get(0).samples)
        .extracting(sample -> sample.labelValues.get(0))
        .containsExactly(
            "other", "other", "other", "other", "relations", "relations", "relations", "relations");
  }

  @Test
  void histogramUnderTheNameOfACounterIsPassedOver() {
    register(MetricFamily.COMMITS.with("success"));

    assertThat(collector.collect()).isEmpty();
  }

  private void register(MetricName name) {
    registry.register(name.encoded(), new BucketHistogram(1));
  }
}
