package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.outcome.FenceToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Refusal by the store, without any effect. It has code, reason, metadata and text as in SpiceDB.
 */
public final class StoreRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String PREFIX = "ERROR_REASON_";

  private final GrpcErrorCode code;
  private final String reason;
  private final transient Map<String, String> metadata;
  private final transient List<Violation> violations;

  /**
   * Field of a request that breaks a rule.
   *
   * @param path path of the field within the request
   * @param rule id of the rule
   * @param message requirement of the rule
   */
  public record Violation(String path, String rule, String message) {}

  /**
   * Creates a refusal for a script.
   *
   * @param code status code
   * @param reason name of SpiceDB's {@code ErrorReason} without {@code ERROR_REASON_}, such as
   *     {@code SERIALIZATION_FAILURE}; empty for an answer without an error detail
   * @param metadata of the error detail
   * @param text text as the store would write it
   */
  public StoreRefusal(
      GrpcErrorCode code, String reason, Map<String, String> metadata, String text) {
    this(code, reason, metadata, List.of(), text);
  }

  private StoreRefusal(
      GrpcErrorCode code,
      String reason,
      Map<String, String> metadata,
      List<Violation> violations,
      String text) {
    super(text, null, false, false);
    this.code = code;
    this.reason = reason;
    this.metadata = Map.copyOf(metadata);
    this.violations = List.copyOf(violations);
  }

  /** Returns the status code of the answer. */
  public GrpcErrorCode code() {
    return code;
  }

  /** Returns the reason without its prefix; empty if the answer has no error detail. */
  public String reason() {
    return reason;
  }

  /** Returns the reason as sent to clients. */
  public String wireReason() {
    return PREFIX + reason;
  }

  /** Returns the metadata of the error detail. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Returns the reason, or else the code, as a word in snake case. */
  public String word() {
    return (reason.isEmpty() ? code.name() : reason).toLowerCase(Locale.ROOT);
  }

  /** Returns whether the request carried a fence that is not in force. */
  public boolean isFenceLost() {
    return reason.equals("WRITE_OR_DELETE_PRECONDITION_FAILURE");
  }

  /** Returns whether the refusal is about the types of locks, which the schema may lack. */
  public boolean isAboutLockTypes() {
    return reason.equals("UNKNOWN_DEFINITION")
        && metadata.getOrDefault("definition_name", "").startsWith(Locks.LOCK_TYPE);
  }

  /** Returns the fields that break rules; empty if the refusal has another cause. */
  public List<Violation> violations() {
    return violations;
  }

  /** Creates a refusal by the validation in front of the store, which lists all faults. */
  public static StoreRefusal violations(List<Violation> violations) {
    List<String> faults = violations.stream().map(it -> it.path() + ": " + it.message()).toList();
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT, "", Map.of(), violations, validationText(faults));
  }

  /** Returns the text of protovalidate for one fault, or for several. */
  public static String validationText(List<String> faults) {
    return faults.size() == 1
        ? "validation error: " + faults.get(0)
        : "validation errors:\n - " + String.join("\n - ", faults);
  }

  public static StoreRefusal malformed(String text) {
    return plain(GrpcErrorCode.INVALID_ARGUMENT, text);
  }

  /** Creates a refusal without an error detail. */
  public static StoreRefusal plain(GrpcErrorCode code, String text) {
    return new StoreRefusal(code, "", Map.of(), text);
  }

  public static StoreRefusal unknownDefinition(String definition) {
    return new StoreRefusal(
        GrpcErrorCode.FAILED_PRECONDITION,
        "UNKNOWN_DEFINITION",
        Map.of("definition_name", definition),
        "object definition `" + definition + "` not found");
  }

  static StoreRefusal unknownRelation(String definition, String relation) {
    return new StoreRefusal(
        GrpcErrorCode.FAILED_PRECONDITION,
        "UNKNOWN_RELATION_OR_PERMISSION",
        Map.of("definition_name", definition, "relation_or_permission_name", relation),
        "relation/permission `" + relation + "` not found under definition `" + definition + "`");
  }

  /**
   * Creates the refusal of a subject that the relation does not allow.
   *
   * @param meant allowed subject with a similar name; empty for none
   */
  static StoreRefusal invalidSubject(
      String definition, String relation, String subjectType, Optional<String> meant) {
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "INVALID_SUBJECT_TYPE",
        Map.of(
            "definition_name", definition,
            "relation_name", relation,
            "subject_type", subjectType),
        "subjects of type `"
            + subjectType
            + "` are not allowed on relation `"
            + definition
            + "#"
            + relation
            + "`"
            + meant.map(it -> "; did you mean `" + it + "`?").orElse(""));
  }

  static StoreRefusal tooManyUpdates(int count, int allowed) {
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "TOO_MANY_UPDATES_IN_REQUEST",
        Map.of("update_count", "" + count, "maximum_updates_allowed", "" + allowed),
        "too many updates (%d) for WriteRelationships call (maximum: %d); consider using"
                .formatted(count, allowed)
            + " ImportBulkRelationships API instead");
  }

  static StoreRefusal duplicate(StoreTuple tuple) {
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "UPDATES_ON_SAME_RELATIONSHIP",
        Map.of(
            "definition_name", tuple.resourceType(),
            "relationship", tuple.toString()),
        "found more than one update with relationship `"
            + tuple
            + "` in this request; a relationship can only be specified in an update once per"
            + " overall WriteRelationships request");
  }

  static StoreRefusal exists(StoreTuple tuple) {
    return new StoreRefusal(
        GrpcErrorCode.ALREADY_EXISTS,
        "ATTEMPT_TO_RECREATE_RELATIONSHIP",
        Map.of(
            "relationship", tuple.toString(),
            "resource_type", tuple.resourceType(),
            "resource_object_id", tuple.resourceId(),
            "resource_relation", tuple.relation(),
            "subject_type", tuple.subjectType(),
            "subject_object_id", tuple.subjectId(),
            "subject_relation", tuple.subjectRelation()),
        "could not CREATE relationship `"
            + tuple
            + "`, as it already existed. If this is persistent,"
            + " please switch to TOUCH operations or specify a precondition");
  }

  public static StoreRefusal fenceLost(FenceToken fence) {
    return StoreCondition.inForce(fence).refusal();
  }

  static StoreRefusal tooManyConditions(int count, int allowed) {
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "TOO_MANY_PRECONDITIONS_IN_REQUEST",
        Map.of("precondition_count", "" + count, "maximum_updates_allowed", "" + allowed),
        "precondition count of " + count + " is greater than maximum allowed of " + allowed);
  }

  public static StoreRefusal conflict() {
    return new StoreRefusal(
        GrpcErrorCode.ABORTED,
        "SERIALIZATION_FAILURE",
        Map.of(),
        "serialization max retries exceeded; please reduce your parallel writes");
  }

  static StoreRefusal permissionRead(String permission) {
    return new StoreRefusal(
        GrpcErrorCode.FAILED_PRECONDITION,
        "SCHEMA_TYPE_ERROR",
        Map.of(),
        "relation `" + permission + "` does not have type information");
  }

  static StoreRefusal permission(String definition, String permission) {
    return new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "CANNOT_UPDATE_PERMISSION",
        Map.of("definition_name", definition, "permission_name", permission),
        "cannot write a relationship to permission `"
            + permission
            + "` under definition `"
            + definition
            + "`");
  }
}
