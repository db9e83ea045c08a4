package dev.rbacconsumer.launcher.metrics;

import dev.rbacconsumer.core.metrics.instrument.MetricName;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.dropwizard.samplebuilder.SampleBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds samples with the family and the labels that a name of the registry encodes; see {@link
 * MetricName}. The library's own builder would make one word of both. Immutable.
 */
final class LabelledSampleBuilder implements SampleBuilder {
  /**
   * Builds a sample; labels that the name does not encode come last.
   *
   * @param encoded a name that {@link MetricName#parse} accepts
   */
  @Override
  public Sample createSample(
      String encoded,
      String suffix,
      List<String> moreLabels,
      List<String> moreValues,
      double value) {
    MetricName name = MetricName.parse(encoded).orElseThrow();
    List<String> labels = new ArrayList<>(name.labelNames());
    labels.addAll(moreLabels);
    List<String> values = new ArrayList<>(name.labelValues());
    values.addAll(moreValues);
    return new Sample(name.family() + suffix, labels, values, value);
  }
}
