package dev.rbacconsumer.launcher.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricType;
import io.prometheus.client.Collector;
import io.prometheus.client.dropwizard.DropwizardExports;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports the registry's metrics of our families to Prometheus, with their labels, help and
 * buckets. Other metrics in the registry are skipped; see {@link ThirdPartyMetrics}. Thread-safe.
 *
 * <p>{@link DropwizardExports} reads the counters and gauges, and {@link HistogramCollector} the
 * histograms. Name, type and help come from the catalogue: the library's are generated ones, and it
 * exports a counter as a gauge. See ADR 0027.
 */
final class RegistryCollector extends Collector {
  private final Collector countersAndGauges;
  private final Collector histograms;

  RegistryCollector(MetricRegistry registry) {
    this.countersAndGauges =
        new DropwizardExports(
            registry, RegistryCollector::isCounterOrGauge, new LabelledSampleBuilder());
    this.histograms = new HistogramCollector(registry);
  }

  /** Returns every family, including those without samples, in the order of the catalogue. */
  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, List<MetricFamilySamples.Sample>> samples = new HashMap<>();
    countersAndGauges.collect().forEach(family -> samples.put(family.name, family.samples));
    histograms.collect().forEach(family -> samples.put(family.name, family.samples));
    return Arrays.stream(MetricFamily.values())
        .map(family -> withSamples(family, samples.getOrDefault(family.exportName(), List.of())))
        .toList();
  }

  private static MetricFamilySamples withSamples(
      MetricFamily family, List<MetricFamilySamples.Sample> samples) {
    return new MetricFamilySamples(
        family.exportName(), type(family.type()), family.help(), samples);
  }

  private static boolean isCounterOrGauge(String text, Metric metric) {
    return CatalogueName.parse(text)
        .filter(
            name ->
                switch (name.family().type()) {
                  case COUNTER -> metric instanceof Counter;
                  case GAUGE -> metric instanceof Gauge<?>;
                  case HISTOGRAM -> false;
                })
        .isPresent();
  }

  private static Type type(MetricType type) {
    return switch (type) {
      case COUNTER -> Type.COUNTER;
      case GAUGE -> Type.GAUGE;
      case HISTOGRAM -> Type.HISTOGRAM;
    };
  }
}
