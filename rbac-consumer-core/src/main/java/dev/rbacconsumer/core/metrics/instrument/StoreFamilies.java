package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gauge;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.histogram;

/** Metric families of calls to the store. */
final class StoreFamilies {
  static final FamilyDefinition KESSEL_WRITE_DURATION =
      histogram(
          "rbac_kessel_write_duration_seconds",
          "Time of one call to the Relations API that added or removed tuples, successful ones"
              + " only.",
          "operation");

  static final FamilyDefinition RELATIONS_CALLS =
      counter(
          "relations_calls_total",
          "Calls to the Relations API, by purpose and result.",
          "operation",
          "outcome");

  static final FamilyDefinition RELATIONS_CALL_DURATION =
      histogram(
          "relations_call_duration_seconds",
          "Time of one call to the Relations API, waiting for a connection or a token included.",
          "operation");

  static final FamilyDefinition RELATIONS_DELETE_LIMIT =
      gauge("relations_delete_limit", "Removals that may be in flight now.");

  static final FamilyDefinition RELATIONS_TUPLES =
      counter(
          "relations_tuples_sent_total",
          "Tuples in calls to the Relations API, each counted with every call that carried it.",
          "operation");

  static final FamilyDefinition RELATIONS_BYTES =
      counter(
          "relations_request_bytes_total",
          "Encoded size of the requests to the Relations API.",
          "operation");

  private StoreFamilies() {}
}
