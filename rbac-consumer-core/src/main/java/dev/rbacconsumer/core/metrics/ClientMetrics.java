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
 * Registers the metrics of the source's client. Nothing is copied: each reading asks the client.
 * Thread-safe.
 */
public final class ClientMetrics {
  private final Instruments instruments;

  /**
   * @param registry takes the metrics under {@link MetricName#encoded}; others may be in it too
   */
  public ClientMetrics(MetricRegistry registry) {
    this.instruments = new Instruments(registry);
  }

  /**
   * Tells these from now on. Called once.
   *
   * @param values by family, each without labels and no histogram. Asked by any thread; empty while
   *     the client has none, which is no sample of a gauge, and the count so far of a counter
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
