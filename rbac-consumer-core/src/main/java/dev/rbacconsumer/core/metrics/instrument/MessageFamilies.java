package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.histogram;

/** Metric families of messages: how many, how long, and with which faults. */
final class MessageFamilies {
  static final FamilyDefinition MESSAGES_PROCESSED =
      counter(
          "messages_processed_total",
          "Messages that are settled, each counted once however often it was tried; error: ended"
              + " the instance; dry_run: checked in a dry run, and neither applied nor committed.",
          "message_type",
          "status");

  static final FamilyDefinition DRY_RUN_MESSAGES =
      counter(
          "dry_run_messages_total",
          "Messages that a dry run checked, by what would be done with each: apply, handle, pass,"
              + " skip, dead_letter, block or stop.",
          "action");

  static final FamilyDefinition PROCESSING_DURATION =
      histogram(
          "message_processing_duration_seconds",
          "Time from the first attempt at a message until it was applied, waits between attempts"
              + " included.",
          "message_type");

  static final FamilyDefinition REPEATED_EVENTS =
      counter(
          "repeated_events_total",
          "Relations messages that were skipped because they repeat an event that was applied.");

  static final FamilyDefinition PASSED_OVER =
      counter(
          "passed_over_total",
          "Messages that were skipped or set aside under a policy, by the class of their failure.",
          "class",
          "status");

  static final FamilyDefinition VALIDATION_ERRORS =
      counter(
          "validation_errors_total",
          "Messages that are malformed or invalid, each counted once with its first fault.",
          "error_type");

  static final FamilyDefinition RETRY_ATTEMPTS =
      counter(
          "retry_attempts_total",
          "Failed attempts that are followed by another; 10 stands for the tenth and every later"
              + " one.",
          "retry_reason",
          "attempt_number");

  static final FamilyDefinition RETRY_DURATION =
      histogram(
          "message_retry_duration_seconds",
          "Time from the first attempt at a message until it was applied, for messages that failed"
              + " before, by the reason of the last failure.",
          "retry_reason");

  static final FamilyDefinition TUPLES =
      counter(
          "tuples_total",
          "Tuples of applied messages, without duplicates and without removals that the same"
              + " message adds again.",
          "operation");

  static final FamilyDefinition DUPLICATE_TUPLES =
      counter(
          "duplicate_tuples_total",
          "Tuples of applied messages that were dropped because the same list named them before; a"
              + " relation with and without its prefix is one.");

  static final FamilyDefinition EXPANDED_PAYLOADS =
      counter(
          "expanded_payloads_total",
          "Relations messages whose payload came as an object: Debezium may have lost the relation"
              + " of a subject.");

  static final FamilyDefinition UNKNOWN_FIELDS =
      counter(
          "unknown_fields_total",
          "Fields of relations messages that were ignored because this consumer does not know"
              + " them.");

  static final FamilyDefinition LISTENER_FAILURES =
      counter(
          "listener_failures_total",
          "Number of applied messages whose listener notification failed; delivery went on.",
          "listener");

  static final FamilyDefinition BATCH_MESSAGES =
      histogram("batch_messages", "Number of messages in one acknowledged change of the store.");

  static final FamilyDefinition EVENT_LATENCY =
      histogram(
          "rbac_replication_event_latency_seconds",
          "Time from created_at of a relations message until it was applied, by the clocks of the"
              + " producer and of this instance; successful ones only, 0 where the clocks"
              + " disagree.",
          "event_type");

  static final FamilyDefinition IMPLAUSIBLE_CREATED_AT =
      counter(
          "implausible_created_at_total",
          "Applied relations messages whose created_at is not in seconds, by the unit that its"
              + " magnitude suggests; none of them counts into the latency.",
          "unit");

  private MessageFamilies() {}
}
