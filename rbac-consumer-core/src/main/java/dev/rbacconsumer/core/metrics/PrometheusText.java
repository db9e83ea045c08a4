package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BucketHistogram;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the metrics of a consumer in the text format of Prometheus, version 0.0.4, for an embedder
 * that serves them itself. Metrics of others in the same registry are left out.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">the format</a>
 */
public final class PrometheusText {
  /** Content type of the text. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  /** Returns all families of the registry, also those that have no samples yet. Thread-safe. */
  public static String of(MetricRegistry registry) {
    Map<MetricFamily, SortedMap<String, Metric>> found = new EnumMap<>(MetricFamily.class);
    registry
        .getMetrics()
        .forEach(
            (encoded, metric) ->
                ConsumerMetrics.family(encoded)
                    .ifPresent(
                        family ->
                            found
                                .computeIfAbsent(family, key -> new TreeMap<>())
                                .put(encoded, metric)));
    PrometheusText writer = new PrometheusText();
    for (MetricFamily family : MetricFamily.values()) {
      writer.head(family);
      found.getOrDefault(family, new TreeMap<>()).forEach(writer::samples);
    }
    return writer.text.toString();
  }

  private void head(MetricFamily family) {
    String help = family.help().replace("\\", "\\\\").replace("\n", "\\n");
    text.append("# HELP ").append(family.exportName()).append(' ').append(help).append('\n');
    String type = family.type().name().toLowerCase(Locale.ROOT);
    text.append("# TYPE ").append(family.exportName()).append(' ').append(type).append('\n');
  }

  private void samples(String encoded, Metric metric) {
    MetricName name = MetricName.parse(encoded).orElseThrow();
    if (metric instanceof Counter counter) {
      sample(name, "", "", (double) counter.getCount());
    } else if (metric instanceof Gauge<?> gauge) {
      gauge(name, gauge.getValue());
    } else if (metric instanceof BucketHistogram histogram) {
      buckets(name, histogram.snapshot());
    }
  }

  /** An unknown value has no sample. */
  private void gauge(MetricName name, @Nullable Object value) {
    if (value instanceof Number number) {
      sample(name, "", "", number.doubleValue());
    } else if (value instanceof Boolean flag) {
      sample(name, "", "", flag ? 1 : 0);
    }
  }

  private void buckets(MetricName name, BucketHistogram.Snapshot snapshot) {
    for (int i = 0; i < snapshot.size(); i++) {
      sample(name, "_bucket", number(snapshot.bound(i)), (double) snapshot.atMost(i));
    }
    sample(name, "_bucket", "+Inf", (double) snapshot.count());
    sample(name, "_count", "", (double) snapshot.count());
    sample(name, "_sum", "", snapshot.sum());
  }

  /**
   * @param bound upper bound of a bucket; empty for other samples
   */
  private void sample(MetricName name, String suffix, String bound, double value) {
    text.append(name.family()).append(suffix);
    SortedMap<String, String> labels = name.labels();
    if (!labels.isEmpty() || !bound.isEmpty()) {
      text.append('{');
      labels.forEach(this::label);
      if (!bound.isEmpty()) {
        label("le", bound);
      }
      text.append('}');
    }
    text.append(' ').append(number(value)).append('\n');
  }

  /** A comma may follow the last label, too. */
  private void label(String name, String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append(name).append("=\"").append(escaped).append("\",");
  }

  private static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    return value == Double.NEGATIVE_INFINITY ? "-Inf" : Double.toString(value);
  }
}
