package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.port.FenceToken;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A precondition of a write.
 *
 * @param mustMatch whether at least one tuple has to match; else none may
 */
record StoreCondition(boolean mustMatch, TupleFilter filter) {

  /** The condition that a fence is. */
  static StoreCondition inForce(FenceToken fence) {
    return new StoreCondition(true, TupleFilter.exactly(Locks.tuple(fence)));
  }

  /** Lock whose fence this is, if it is one. */
  Optional<String> lockId() {
    boolean fence =
        mustMatch && filter.resourceType().equals(Locks.LOCK_TYPE) && filter.subject() != null;
    return fence ? Optional.of(filter.resourceId()) : Optional.empty();
  }

  boolean holds(TupleIndex tuples) {
    return tuples.matching(filter).isEmpty() != mustMatch;
  }

  /** The text prints the precondition, with a lock token in it, as the real one does. */
  StoreRefusal refusal() {
    String operation = mustMatch ? "OPERATION_MUST_MATCH" : "OPERATION_MUST_NOT_MATCH";
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("precondition_operation", operation);
    StringBuilder printed = new StringBuilder("operation:").append(operation).append(" filter:{");
    put(metadata, printed, "resource_type", "resource_type", filter.resourceType());
    put(metadata, printed, "resource_id", "optional_resource_id", filter.resourceId());
    put(metadata, printed, "relation", "optional_relation", filter.relation());
    TupleFilter.OfSubject subject = filter.subject();
    if (subject != null) {
      printed.append(" optional_subject_filter:{");
      put(metadata, printed, "subject_type", "subject_type", subject.type());
      put(metadata, printed, "subject_id", "optional_subject_id", subject.id());
      String relation = subject.relation();
      put(metadata, printed, "subject_relation", "relation", relation == null ? "" : relation);
      printed.append('}');
    }
    return new StoreRefusal(
        StatusCode.FAILED_PRECONDITION,
        "WRITE_OR_DELETE_PRECONDITION_FAILURE",
        metadata,
        "unable to satisfy write precondition `" + printed + "}`");
  }

  private static void put(
      Map<String, String> metadata, StringBuilder printed, String key, String field, String value) {
    if (!value.isEmpty()) {
      metadata.put("precondition_" + key, value);
      printed.append(' ').append(field).append(":\"").append(value).append('"');
    }
  }
}
