package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gauge;

/** Metric families of consistency tokens and notifications that are passed on. */
final class TokenFamilies {
  static final FamilyDefinition TOKENS_WRITTEN =
      counter(
          "tokens_written_total",
          "Consistency tokens and notifications that were written.",
          "kind");

  static final FamilyDefinition TOKENS_DROPPED =
      counter(
          "tokens_dropped_total",
          "Consistency tokens and notifications that are lost, by reason.",
          "reason");

  static final FamilyDefinition TOKENS_SKIPPED =
      counter(
          "tokens_skipped_total",
          "Applied events and tokens for which there was nothing to write, by reason.",
          "reason");

  static final FamilyDefinition TOKEN_WRITE_FAILURES =
      counter(
          "token_write_failures_total",
          "Failed attempts to write consistency tokens and notifications, each of which is"
              + " repeated.");

  static final FamilyDefinition TOKENS_PENDING =
      gauge("tokens_pending", "Consistency tokens and notifications that wait to be written.");

  static final FamilyDefinition TOKENS_OLDEST_PENDING =
      gauge(
          "tokens_oldest_pending_age_seconds",
          "Age of the oldest consistency token or notification that waits to be written; 0 if none"
              + " waits.");

  private TokenFamilies() {}
}
