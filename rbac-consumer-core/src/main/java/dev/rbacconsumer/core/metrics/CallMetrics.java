package dev.rbacconsumer.core.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Registers and updates the metrics of calls to the store; {@link MetricFamily} lists them. Values
 * of labels are bounded in number. Thread-safe.
 */
public final class CallMetrics {
  private static final int MAX_WORDS = 40;
  private static final String SUCCESS = "success";
  private static final String ADD = "add";
  private static final String DELETE = "delete";

  private final Instruments instruments;
  private final BoundedLabel operations = new BoundedLabel(MAX_WORDS);
  private final BoundedLabel outcomes = new BoundedLabel(MAX_WORDS);

  /**
   * @param registry takes the metrics under {@link MetricName#encoded}; others may be in it too
   */
  public CallMetrics(MetricRegistry registry) {
    this.instruments = new Instruments(registry);
    // A series that appears with its first event hides that event from every rate.
    for (String operation : new String[] {ADD, DELETE}) {
      instruments.histogram(MetricFamily.KESSEL_WRITE_DURATION, operations.bounded(operation));
      count(operation, outcomes.bounded(SUCCESS), 0, 0, 0);
    }
  }

  /**
   * One call is over.
   *
   * @param operation what it was for, in one word; {@code add} and {@code delete} are writes, as is
   *     {@code write}, which is both
   * @param outcome {@code success}, or in one word why it failed
   * @param elapsed from its begin to its end
   * @param tuples how many it was to add or to remove
   * @param requestBytes size of the request
   */
  public void call(
      String operation, String outcome, Duration elapsed, int tuples, int requestBytes) {
    String known = operations.bounded(operation);
    boolean write = known.equals(ADD) || known.equals(DELETE) || known.equals("write");
    if (write && outcome.equals(SUCCESS)) {
      instruments.histogram(MetricFamily.KESSEL_WRITE_DURATION, known).observe(elapsed);
    }
    instruments.histogram(MetricFamily.RELATIONS_CALL_DURATION, known).observe(elapsed);
    count(known, outcomes.bounded(outcome), 1, tuples, requestBytes);
  }

  /**
   * Shows how many removals may be in flight.
   *
   * @param limit asked by each thread that reads the gauge, so it must answer at once
   */
  public void deleteLimit(IntSupplier limit) {
    instruments.gauge(MetricFamily.RELATIONS_DELETE_LIMIT, limit::getAsInt);
  }

  private void count(String operation, String outcome, int calls, int tuples, int bytes) {
    instruments.count(calls, MetricFamily.RELATIONS_CALLS, operation, outcome);
    instruments.count(tuples, MetricFamily.RELATIONS_TUPLES, operation);
    instruments.count(bytes, MetricFamily.RELATIONS_BYTES, operation);
  }
}
