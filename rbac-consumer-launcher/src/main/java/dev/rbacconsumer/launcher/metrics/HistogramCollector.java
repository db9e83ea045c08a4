package dev.rbacconsumer.launcher.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricType;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exports the bucket histograms of our families, with their buckets. {@link
 * io.prometheus.client.dropwizard.DropwizardExports} has no notion of buckets, and skips them.
 * Thread-safe.
 */
final class HistogramCollector extends Collector {
  private static final List<String> BUCKET_LABEL = List.of("le");

  private final MetricRegistry registry;
  private final LabelledSampleBuilder builder = new LabelledSampleBuilder();

  HistogramCollector(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Returns the families that have samples. */
  @Override
  public List<MetricFamilySamples> collect() {
    Map<MetricFamily, List<MetricFamilySamples.Sample>> samples = new EnumMap<>(MetricFamily.class);
    new TreeMap<>(registry.getMetrics())
        .forEach(
            (text, metric) -> {
              if (metric instanceof BucketHistogram histogram) {
                CatalogueName.parse(text)
                    .filter(name -> name.family().type() == MetricType.HISTOGRAM)
                    .ifPresent(
                        name ->
                            samples
                                .computeIfAbsent(name.family(), any -> new ArrayList<>())
                                .addAll(samples(text, histogram.snapshot())));
              }
            });
    return samples.entrySet().stream()
        .map(
            family ->
                new MetricFamilySamples(
                    family.getKey().exportName(),
                    Type.HISTOGRAM,
                    family.getKey().help(),
                    family.getValue()))
        .toList();
  }

  private List<MetricFamilySamples.Sample> samples(String text, BucketHistogram.Snapshot snapshot) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < snapshot.size(); i++) {
      samples.add(bucket(text, snapshot.bound(i), snapshot.atMost(i)));
    }
    samples.add(bucket(text, Double.POSITIVE_INFINITY, snapshot.count()));
    samples.add(
        builder.createSample(text, "_count", List.of(), List.of(), (double) snapshot.count()));
    samples.add(builder.createSample(text, "_sum", List.of(), List.of(), snapshot.sum()));
    return samples;
  }

  private MetricFamilySamples.Sample bucket(String text, double bound, long count) {
    return builder.createSample(
        text, "_bucket", BUCKET_LABEL, List.of(doubleToGoString(bound)), (double) count);
  }
}
