package dev.rbacconsumer.core.metrics;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.metrics.instrument.BoundedLabel;
import dev.rbacconsumer.core.metrics.instrument.Instruments;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts failed attempts by reason, with a bounded number of reasons. Thread-safe. */
final class RetryCounter {
  private static final int MAX_REASONS = 40;
  private static final int MAX_ATTEMPT_NUMBER = 10;

  /**
   * Reasons of a store that cannot be reached, is overloaded or refuses the login. Their series are
   * there before the first failure, which no rate would show otherwise.
   */
  static final List<String> OF_OUTAGES =
      List.of(
          "unavailable",
          "deadline_exceeded",
          "unknown",
          "cancelled",
          "internal",
          "aborted",
          "serialization_failure",
          "resource_exhausted",
          "unauthenticated",
          "permission_denied",
          "identity_provider_unavailable");

  private final Instruments instruments;
  private final BoundedLabel reasons = new BoundedLabel(MAX_REASONS);
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  RetryCounter(Instruments instruments) {
    this.instruments = instruments;
    OF_OUTAGES.forEach(reason -> begin(reasons.bounded(reason)));
  }

  /** Counts one failed attempt, and returns the label of its reason. */
  String count(Failure failure, int attempt) {
    String reason = reasons.bounded(failure.reason());
    String number = Integer.toString(Math.min(attempt, MAX_ATTEMPT_NUMBER));
    if (begun.add(reason)) {
      begin(reason);
    }
    instruments.count(1, MetricFamily.RETRY_ATTEMPTS, reason, number);
    return reason;
  }

  /** Registers the series of a reason: a rate must see each attempt after the first. */
  private void begin(String reason) {
    begun.add(reason);
    for (int attempt = 1; attempt <= MAX_ATTEMPT_NUMBER; attempt++) {
      instruments.count(0, MetricFamily.RETRY_ATTEMPTS, reason, Integer.toString(attempt));
    }
    instruments.histogram(MetricFamily.RETRY_DURATION, reason);
  }
}
