package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Observer that counts delivery events in metrics; {@link MetricFamily} lists them. Durations come
 * from the events, in seconds. Labels with values from outside have a bounded number of values.
 * Thread-safe.
 */
public final class DeliveryMetrics implements DeliveryObserver {
  /** Classes of failures whose policy may skip a record or send it to the dead-letter topic. */
  private static final Set<FailureClass> PASSED_OVER =
      Set.of(FailureClass.MALFORMED, FailureClass.INVALID, FailureClass.REJECTED);

  private final RecordEventMetrics records;
  private final PartitionEventMetrics partitions;
  private final StoreMarkMetrics storeMarks;
  private final InstanceEventMetrics instance;

  /**
   * Creates metrics without a lag, for a source that does not know the ends of its partitions.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param clock clock for ages
   */
  public DeliveryMetrics(MetricRegistry registry, Clock clock) {
    this(registry, partition -> OptionalLong.empty(), clock);
  }

  /**
   * Creates metrics with a lag for each partition, for an instance that applies records.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param ends offset of the next record of a partition, empty while unknown; called by any thread
   *     that reads a gauge, so it must not wait
   * @param clock clock for ages
   */
  public DeliveryMetrics(
      MetricRegistry registry, Function<PartitionId, OptionalLong> ends, Clock clock) {
    this(registry, ends, clock, DeliveryMode.DELIVER);
  }

  /**
   * Creates metrics for an instance in the given mode.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param ends offset of the next record of a partition, empty while unknown; called by any thread
   *     that reads a gauge, so it must not wait
   * @param clock clock for ages
   * @param mode whether the instance applies records
   */
  public DeliveryMetrics(
      MetricRegistry registry,
      Function<PartitionId, OptionalLong> ends,
      Clock clock,
      DeliveryMode mode) {
    Instruments instruments = new Instruments(registry);
    PartitionStates states = new PartitionStates(instruments, ends);
    ProgressMetrics progress = new ProgressMetrics(instruments, clock);
    RetentionMetrics retention = new RetentionMetrics(instruments);
    RetryCounter retries = new RetryCounter(instruments);
    this.records = new RecordEventMetrics(instruments, states, progress, retries);
    this.partitions = new PartitionEventMetrics(instruments, states, progress, retention, retries);
    this.storeMarks = new StoreMarkMetrics(states);
    this.instance = new InstanceEventMetrics(instruments, states, progress, retention);
    boolean isDryRun = mode == DeliveryMode.DRY_RUN;
    instruments.flag(MetricFamily.DRY_RUN).set(isDryRun);
    InitialSeries.register(instruments, PASSED_OVER);
    if (isDryRun) {
      InitialSeries.messagesOfDryRun(instruments);
    } else {
      InitialSeries.messages(instruments);
    }
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, storeMarks, instance);
  }
}
