package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.time.Clock;
import java.util.Set;

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
   * Creates metrics without a lag, for a source that reports no offsets.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param clock clock for ages
   */
  public DeliveryMetrics(MetricRegistry registry, Clock clock) {
    this(registry, SourceMonitor.none(), clock);
  }

  /**
   * Creates metrics with a lag for each partition, for an instance that applies records.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param monitor what is known of the source; called by any thread that reads a gauge
   * @param clock clock for ages
   */
  public DeliveryMetrics(MetricRegistry registry, SourceMonitor monitor, Clock clock) {
    this(registry, monitor, clock, DeliveryMode.DELIVER);
  }

  /**
   * Creates metrics for an instance in the given mode.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
   * @param monitor what is known of the source; called by any thread that reads a gauge
   * @param clock clock for ages
   * @param mode whether the instance applies records
   */
  public DeliveryMetrics(
      MetricRegistry registry, SourceMonitor monitor, Clock clock, DeliveryMode mode) {
    Instruments instruments = new Instruments(registry);
    PartitionStates states = new PartitionStates(instruments, monitor);
    ProgressMetrics progress = new ProgressMetrics(instruments, monitor, clock);
    RetentionMetrics retention = new RetentionMetrics(instruments, monitor, clock);
    SourceMetrics source = new SourceMetrics(instruments, monitor, clock);
    RetryCounter retries = new RetryCounter(instruments);
    this.records = new RecordEventMetrics(instruments, states, progress, retries);
    this.partitions = new PartitionEventMetrics(instruments, states, progress, retention, retries);
    this.storeMarks = new StoreMarkMetrics(states);
    this.instance = new InstanceEventMetrics(instruments, states, progress, retention, source);
    boolean isDryRun = mode == DeliveryMode.DRY_RUN;
    instruments.flag(MetricFamily.DRY_RUN).set(isDryRun);
    InitialSeries.register(instruments, PASSED_OVER);
    if (isDryRun) {
      InitialSeries.messagesOfDryRun(instruments);
    } else {
      InitialSeries.messages(instruments);
    }
  }

  /**
   * Counts an action of an operator of which there is no event, since delivery was not asked for
   * it.
   *
   * @param action one of {@link OperatorAction#LABELS}
   */
  public void operatorActed(String action, ActionReply reply) {
    partitions.operatorActed(action, reply);
  }

  @Override
  public void on(DeliveryEvent event) {
    event.accept(records, partitions, storeMarks, instance);
  }
}
