package dev.rbacconsumer.core.metrics.instrument;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.source.PartitionReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the metrics of a registry, by family and label values, when they are first needed.
 * Thread-safe.
 */
public final class Instruments {
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 900,
    3600
  };

  /** Bucket bounds for the duration of single calls; dashboards use them. */
  private static final double[] CALL_BOUNDS = {
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  /** Bucket bounds for the latency since the producer's write; dashboards use them. */
  private static final double[] LATENCY_BOUNDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300};

  /** Bucket bounds for numbers of messages. */
  private static final double[] MESSAGE_BOUNDS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  private static final List<MetricFamily> OF_A_PARTITION =
      List.of(
          MetricFamily.BLOCKED,
          MetricFamily.DATA_LOSS_BLOCKED,
          MetricFamily.STALLED,
          MetricFamily.PAUSED,
          MetricFamily.QUARANTINED,
          MetricFamily.LAG,
          MetricFamily.OLDEST_UNAPPLIED,
          MetricFamily.OLDEST_REMOVAL,
          MetricFamily.OLDEST_REMOVAL_IS_BOUND,
          MetricFamily.OPEN_TRANSACTION_RECORDS,
          MetricFamily.OPEN_TRANSACTION_SECONDS,
          MetricFamily.RETENTION_LEFT,
          MetricFamily.SINCE_APPLY,
          MetricFamily.WINDOW_LEFT,
          MetricFamily.BATCH_LIMIT,
          MetricFamily.REPLAY_LEFT,
          MetricFamily.QUEUE_RECORDS,
          MetricFamily.QUEUE_BYTES);

  private final MetricRegistry registry;

  /**
   * Counters by series, so that each name is built only once: building it takes longer than
   * counting.
   */
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  private final Map<Series, BucketHistogram> histograms = new ConcurrentHashMap<>();

  /** One series: a family, and a value for each of its labels. */
  private record Series(MetricFamily family, List<String> values) {
    String name() {
      return family.with(values.toArray(String[]::new)).encoded();
    }
  }

  public Instruments(MetricRegistry registry) {
    this.registry = registry;
  }

  /** Increments a counter. */
  public void count(long amount, MetricFamily family, String... values) {
    Series wanted = new Series(family, List.of(values));
    Counter known = counters.get(wanted);
    // The look-up alone never waits for another thread.
    if (known == null) {
      known = counters.computeIfAbsent(wanted, series -> registry.counter(series.name()));
    }
    known.inc(amount);
  }

  /** Returns the histogram with these labels, created on first use. */
  public BucketHistogram histogram(MetricFamily family, String... values) {
    return histograms.computeIfAbsent(
        new Series(family, List.of(values)), series -> register(series.name(), bounds(family)));
  }

  /** Returns the flag gauge with these labels, created on first use. */
  public FlagGauge flag(MetricFamily family, String... values) {
    return registry.gauge(family.with(values).encoded(), FlagGauge::new);
  }

  /** Returns the gauge of a number, which is 0 at first. */
  public NumberGauge number(MetricFamily family, String... values) {
    return registry.gauge(family.with(values).encoded(), NumberGauge::new);
  }

  /**
   * Registers a gauge, unless one with these labels is registered.
   *
   * @param value supplies the value of the gauge; null while there is none
   */
  public void gauge(
      MetricFamily family, Supplier<? extends @Nullable Number> value, String... values) {
    String name = family.with(values).encoded();
    Gauge<@Nullable Number> gauge = value::get;
    registry.gauge(name, () -> gauge);
  }

  /**
   * Registers a counter, unless one is registered.
   *
   * @param value supplies the value of the counter, which never decreases; empty while there is
   *     none
   */
  public void counter(MetricFamily family, Supplier<OptionalDouble> value) {
    registry.counter(family.with().encoded(), () -> new ReadCounter(value));
  }

  /** Returns the lag gauge of a partition, created on first use. */
  public LagGauge lag(String topic, int partition, Supplier<Optional<PartitionReport>> report) {
    String name = MetricFamily.LAG.with(topic, Integer.toString(partition)).encoded();
    return registry.gauge(name, () -> new LagGauge(report));
  }

  /** Removes every gauge of a partition that is no longer assigned. */
  public void removeGauges(String topic, int partition) {
    for (MetricFamily family : OF_A_PARTITION) {
      registry.remove(family.with(topic, Integer.toString(partition)).encoded());
    }
    for (String label : BlockedGauges.classes()) {
      registry.remove(
          MetricFamily.BLOCKED_BY.with(topic, Integer.toString(partition), label).encoded());
    }
  }

  private static double[] bounds(MetricFamily family) {
    return switch (family) {
      case KESSEL_WRITE_DURATION, RELATIONS_CALL_DURATION -> CALL_BOUNDS;
      case EVENT_LATENCY -> LATENCY_BOUNDS;
      case BATCH_MESSAGES -> MESSAGE_BOUNDS;
      default -> BOUNDS;
    };
  }

  /**
   * Registers a histogram, or returns the registered one: another observer may share the registry.
   */
  private BucketHistogram register(String name, double[] bounds) {
    Metric there = registry.getMetrics().get(name);
    return there instanceof BucketHistogram histogram
        ? histogram
        : registry.register(name, new BucketHistogram(bounds));
  }
}
