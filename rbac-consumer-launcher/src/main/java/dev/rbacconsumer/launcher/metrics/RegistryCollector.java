package dev.rbacconsumer.launcher.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.BucketHistogram;
import dev.rbacconsumer.core.metrics.MetricFamily;
import dev.rbacconsumer.core.metrics.MetricName;
import dev.rbacconsumer.core.metrics.MetricType;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Exports the registry's metrics of our families to Prometheus, with their labels, help and
 * buckets. Other metrics in the registry are skipped; see {@link ThirdPartyMetrics}. Thread-safe.
 */
final class RegistryCollector extends Collector {
  private static final String BUCKET_LABEL = "le";

  private final MetricRegistry registry;

  RegistryCollector(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Returns every family, including those without samples, in the order of the catalogue. */
  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, Metric> sorted = new TreeMap<>(registry.getMetrics());
    return Arrays.stream(MetricFamily.values()).map(family -> samples(family, sorted)).toList();
  }

  private static MetricFamilySamples samples(MetricFamily family, Map<String, Metric> metrics) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    metrics.forEach(
        (text, metric) ->
            nameIn(family, text)
                .ifPresent(name -> samples.addAll(samples(family.type(), name, metric))));
    return new MetricFamilySamples(
        family.exportName(), type(family.type()), family.help(), samples);
  }

  private static Optional<MetricName> nameIn(MetricFamily family, String text) {
    return text.startsWith(family.exportName())
        ? MetricName.parse(text)
            .filter(name -> name.family().equals(family.exportName()))
            .filter(name -> name.labels().keySet().equals(Set.copyOf(family.labels())))
        : Optional.empty();
  }

  private static List<MetricFamilySamples.Sample> samples(
      MetricType type, MetricName name, Metric metric) {
    return switch (type) {
      case COUNTER ->
          metric instanceof Counter counter
              ? List.of(sample(name, "", (double) counter.getCount()))
              : List.of();
      case GAUGE ->
          metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
              ? List.of(sample(name, "", number.doubleValue()))
              : List.of();
      case HISTOGRAM ->
          metric instanceof BucketHistogram histogram
              ? buckets(name, histogram.snapshot())
              : List.of();
    };
  }

  private static List<MetricFamilySamples.Sample> buckets(
      MetricName name, BucketHistogram.Snapshot snapshot) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < snapshot.size(); i++) {
      samples.add(bucket(name, snapshot.bound(i), snapshot.atMost(i)));
    }
    samples.add(bucket(name, Double.POSITIVE_INFINITY, snapshot.count()));
    samples.add(sample(name, "_count", (double) snapshot.count()));
    samples.add(sample(name, "_sum", snapshot.sum()));
    return samples;
  }

  private static MetricFamilySamples.Sample bucket(MetricName name, double bound, long count) {
    List<String> labels = new ArrayList<>(name.labelNames());
    labels.add(BUCKET_LABEL);
    List<String> values = new ArrayList<>(name.labelValues());
    values.add(doubleToGoString(bound));
    return new MetricFamilySamples.Sample(name.family() + "_bucket", labels, values, count);
  }

  private static MetricFamilySamples.Sample sample(MetricName name, String suffix, double value) {
    return new MetricFamilySamples.Sample(
        name.family() + suffix, name.labelNames(), name.labelValues(), value);
  }

  private static Type type(MetricType type) {
    return switch (type) {
      case COUNTER -> Type.COUNTER;
      case GAUGE -> Type.GAUGE;
      case HISTOGRAM -> Type.HISTOGRAM;
    };
  }
}
