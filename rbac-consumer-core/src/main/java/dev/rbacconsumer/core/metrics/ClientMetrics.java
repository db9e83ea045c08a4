package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers the metrics of the Kafka client. Values are not copied: each read of a metric reads the
 * client. Thread-safe.
 */
public final class ClientMetrics {
  private final Instruments instruments;

  /**
   * Creates an object that registers metrics in this registry.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   */
  public ClientMetrics(MetricRegistry registry) {
    this.instruments = new Instruments(registry);
  }

  /**
   * Registers a metric for each of these values. Called once.
   *
   * @param values suppliers by family; families without labels, and no histograms. Any thread calls
   *     them. While the client has no value they return empty: a gauge has no sample then, and a
   *     counter keeps its count
   */
  public void report(Map<MetricFamily, Supplier<OptionalDouble>> values) {
    values.forEach(
        (family, value) -> {
          switch (family.type()) {
            case COUNTER -> instruments.counter(family, value);
            case GAUGE -> instruments.gauge(family, () -> orNull(value.get()));
            case HISTOGRAM ->
                throw new IllegalArgumentException(
                    "want a counter or a gauge, got " + family.exportName());
          }
        });
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
