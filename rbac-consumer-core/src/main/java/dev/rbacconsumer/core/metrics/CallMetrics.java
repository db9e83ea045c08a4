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
   * Registers the metrics of calls.
   *
   * @param registry receives the metrics under {@link MetricName#encoded}; it may hold others
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
   * Counts one finished call.
   *
   * @param operation purpose of the call in one word; {@code add}, {@code delete} and {@code
   *     write}, which does both, are writes
   * @param outcome {@code success}, or the reason of the failure in one word
   * @param elapsed duration of the call
   * @param tuples number of tuples to add or remove
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
   * Registers the gauge of the number of removals that may be in flight.
   *
   * @param limit current number; called by each thread that reads the gauge, so it must not wait
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
