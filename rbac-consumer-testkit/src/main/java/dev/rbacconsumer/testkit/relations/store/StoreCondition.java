package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.outcome.FenceToken;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Precondition of a write.
 *
 * @param mustMatch whether at least one tuple must match; otherwise no tuple may match
 */
public record StoreCondition(boolean mustMatch, TupleFilter filter) {

  /** Returns the condition of a fence. */
  static StoreCondition inForce(FenceToken fence) {
    return new StoreCondition(
        true,
        new TupleFilter(
            Locks.LOCK_TYPE,
            fence.lockId(),
            Locks.RELATION,
            new TupleFilter.OfSubject(Locks.VERSION_TYPE, fence.token(), null)));
  }

  /** Returns the lock of this fence, if the condition is a fence. */
  Optional<String> lockId() {
    boolean fence =
        mustMatch && filter.resourceType().equals(Locks.LOCK_TYPE) && filter.subject() != null;
    return fence ? Optional.of(filter.resourceId()) : Optional.empty();
  }

  boolean holds(TupleIndex tuples) {
    return tuples.matching(filter).isEmpty() != mustMatch;
  }

  /**
   * Returns the refusal. Its text prints the precondition, with a lock token in it, as the real
   * store does.
   */
  StoreRefusal refusal() {
    String operation = mustMatch ? "OPERATION_MUST_MATCH" : "OPERATION_MUST_NOT_MATCH";
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("precondition_operation", operation);
    StringJoiner printed = new StringJoiner(" ", "filter:{", "}");
    put(metadata, printed, "resource_type", "resource_type", filter.resourceType());
    put(metadata, printed, "resource_id", "optional_resource_id", filter.resourceId());
    put(metadata, printed, "relation", "optional_relation", filter.relation());
    if (filter.subject() != null) {
      printed.add(subject(metadata, filter.subject()));
    }
    return new StoreRefusal(
        GrpcErrorCode.FAILED_PRECONDITION,
        "WRITE_OR_DELETE_PRECONDITION_FAILURE",
        metadata,
        "unable to satisfy write precondition `operation:" + operation + " " + printed + "`");
  }

  private static String subject(Map<String, String> metadata, TupleFilter.OfSubject subject) {
    StringJoiner printed = new StringJoiner(" ", "optional_subject_filter:{", "}");
    put(metadata, printed, "subject_type", "subject_type", subject.type());
    put(metadata, printed, "subject_id", "optional_subject_id", subject.id());
    String relation = subject.relation();
    if (relation != null) {
      metadata.put("precondition_subject_relation", relation);
      String inner = relation.isEmpty() ? "" : "relation:\"" + relation + "\"";
      printed.add("optional_relation:{" + inner + "}");
    }
    return printed.toString();
  }

  private static void put(
      Map<String, String> metadata, StringJoiner printed, String key, String field, String value) {
    if (!value.isEmpty()) {
      metadata.put("precondition_" + key, value);
      printed.add(field + ":\"" + value + "\"");
    }
  }
}
