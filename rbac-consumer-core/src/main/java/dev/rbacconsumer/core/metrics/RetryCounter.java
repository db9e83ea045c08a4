package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;

/** Counts failed attempts by reason, with a bounded number of reasons. Thread-safe. */
final class RetryCounter {
  private static final int MAX_REASONS = 40;
  private static final int MAX_ATTEMPT_NUMBER = 10;

  private final Instruments instruments;
  private final BoundedLabel reasons = new BoundedLabel(MAX_REASONS);

  RetryCounter(Instruments instruments) {
    this.instruments = instruments;
  }

  /** Counts one failed attempt, and returns the label of its reason. */
  String count(Failure failure, int attempt) {
    String reason = reasons.bounded(failure.reason());
    String number = Integer.toString(Math.min(attempt, MAX_ATTEMPT_NUMBER));
    instruments.count(1, MetricFamily.RETRY_ATTEMPTS, reason, number);
    return reason;
  }
}
