package dev.rbacconsumer.testkit.relations.protocol;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Validates requests as SpiceDB does before any other check: patterns, lengths and required fields,
 * with all faults listed, and then rules of its own. The patterns repeat those of core on purpose,
 * so that tests find an error in core's rules.
 */
final class AuthzedRules {
  private static final String TYPE = "([a-z][a-z0-9_]{1,61}[a-z0-9]/)*[a-z][a-z0-9_]{1,62}[a-z0-9]";
  private static final String NAME = "[a-z][a-z0-9_]{1,62}[a-z0-9]";
  private static final String ID = "([a-zA-Z0-9/_|\\-=+]{1,})";

  private static final Rule OBJECT_TYPE = new Rule(128, TYPE);
  private static final Rule OBJECT_ID = new Rule(1024, "(" + ID + "|\\*)");
  private static final Rule RELATION = new Rule(64, NAME);
  private static final Rule OPTIONAL_TYPE = new Rule(128, "(" + TYPE + ")?");
  private static final Rule OPTIONAL_ID = new Rule(1024, ID + "?");
  private static final Rule OPTIONAL_RELATION = new Rule(64, "(" + NAME + ")?");
  private static final Rule OPTIONAL_SUBJECT_ID = new Rule(1024, "(" + ID + "|\\*)?");

  private static final String WILDCARD_SET =
      "OptionalRelation: optionalrelation must be empty on subject if object ID is a wildcard";

  private final List<StoreRefusal.Violation> violations = new ArrayList<>();

  private AuthzedRules() {}

  /** Rule for a text: its most bytes and its pattern. */
  private record Rule(int maxBytes, Pattern pattern) {
    Rule(int maxBytes, String pattern) {
      this(maxBytes, Pattern.compile("^" + pattern + "$"));
    }
  }

  static void check(WriteRelationshipsRequest request) {
    AuthzedRules rules = new AuthzedRules();
    for (int i = 0; i < request.getUpdatesCount(); i++) {
      rules.update("updates[" + i + "]", request.getUpdates(i));
    }
    rules.conditions(request.getOptionalPreconditionsList());
    rules.finish();
    request.getOptionalPreconditionsList().forEach(it -> requireNoWildcardSet(it.getFilter()));
    request.getUpdatesList().forEach(it -> requireObjects(it.getRelationship()));
  }

  static void check(DeleteRelationshipsRequest request) {
    AuthzedRules rules = new AuthzedRules();
    rules.requiredFilter(
        "relationship_filter", request.hasRelationshipFilter(), request.getRelationshipFilter());
    rules.conditions(request.getOptionalPreconditionsList());
    rules.finish();
    request.getOptionalPreconditionsList().forEach(it -> requireNoWildcardSet(it.getFilter()));
    requireNoWildcardSet(request.getRelationshipFilter());
  }

  static void check(ReadRelationshipsRequest request) {
    AuthzedRules rules = new AuthzedRules();
    rules.requiredFilter(
        "relationship_filter", request.hasRelationshipFilter(), request.getRelationshipFilter());
    rules.finish();
  }

  /** Checks the tuples of a bulk import, request by request. */
  static void check(List<Relationship> relationships) {
    AuthzedRules rules = new AuthzedRules();
    for (int i = 0; i < relationships.size(); i++) {
      rules.relationship("relationships[" + i + "]", relationships.get(i));
    }
    rules.finish();
    relationships.forEach(AuthzedRules::requireObjects);
  }

  private void update(String path, RelationshipUpdate update) {
    operation(path, update.getOperationValue(), RelationshipUpdate.Operation.forNumber(3));
    required(path + ".relationship", update.hasRelationship());
    if (update.hasRelationship()) {
      relationship(path + ".relationship", update.getRelationship());
    }
  }

  private void relationship(String path, Relationship relationship) {
    object(path + ".resource", relationship.hasResource(), relationship.getResource());
    text(path + ".relation", RELATION, relationship.getRelation());
    required(path + ".subject", relationship.hasSubject());
    if (relationship.hasSubject()) {
      SubjectReference subject = relationship.getSubject();
      object(path + ".subject.object", subject.hasObject(), subject.getObject());
      text(path + ".subject.optional_relation", OPTIONAL_RELATION, subject.getOptionalRelation());
    }
  }

  private void object(String path, boolean present, ObjectReference object) {
    required(path, present);
    if (present) {
      text(path + ".object_type", OBJECT_TYPE, object.getObjectType());
      text(path + ".object_id", OBJECT_ID, object.getObjectId());
    }
  }

  private void conditions(List<Precondition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      String path = "optional_preconditions[" + i + "]";
      Precondition condition = conditions.get(i);
      operation(path, condition.getOperationValue(), Precondition.Operation.forNumber(2));
      requiredFilter(path + ".filter", condition.hasFilter(), condition.getFilter());
    }
  }

  private void requiredFilter(String path, boolean present, RelationshipFilter filter) {
    required(path, present);
    if (present) {
      text(path + ".resource_type", OPTIONAL_TYPE, filter.getResourceType());
      text(path + ".optional_resource_id", OPTIONAL_ID, filter.getOptionalResourceId());
      text(path + ".optional_relation", OPTIONAL_RELATION, filter.getOptionalRelation());
      if (filter.hasOptionalSubjectFilter()) {
        subject(path + ".optional_subject_filter", filter.getOptionalSubjectFilter());
      }
    }
  }

  private void subject(String path, SubjectFilter subject) {
    text(path + ".subject_type", OBJECT_TYPE, subject.getSubjectType());
    text(path + ".optional_subject_id", OPTIONAL_SUBJECT_ID, subject.getOptionalSubjectId());
    text(
        path + ".optional_relation.relation",
        OPTIONAL_RELATION,
        subject.getOptionalRelation().getRelation());
  }

  private void operation(String path, int value, com.google.protobuf.ProtocolMessageEnum last) {
    if (value == 0) {
      add(path + ".operation", "enum.not_in", "must not be in list [0]");
    } else if (value < 0 || value > last.getNumber()) {
      add(path + ".operation", "enum.defined_only", "value must be one of the defined enum values");
    }
  }

  private void required(String path, boolean present) {
    if (!present) {
      add(path, "required", "value is required");
    }
  }

  private void text(String path, Rule rule, String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length > rule.maxBytes()) {
      add(path, "string.max_bytes", "must be at most " + rule.maxBytes() + " bytes");
    }
    if (!rule.pattern().matcher(value).matches()) {
      add(path, "string.pattern", "does not match regex pattern `" + rule.pattern() + "`");
    }
  }

  private void add(String path, String rule, String message) {
    violations.add(new StoreRefusal.Violation(path, rule, message));
  }

  private void finish() {
    if (!violations.isEmpty()) {
      throw StoreRefusal.violations(violations);
    }
  }

  private static void requireObjects(Relationship relationship) {
    if (relationship.getResource().getObjectId().equals(StoreRules.WILDCARD)) {
      throw StoreRefusal.malformed(
          "invalid ObjectReference.ObjectId: alphanumeric value is required");
    }
    SubjectReference subject = relationship.getSubject();
    if (subject.getObject().getObjectId().equals(StoreRules.WILDCARD)
        && !subject.getOptionalRelation().isEmpty()) {
      throw StoreRefusal.malformed("invalid SubjectReference." + WILDCARD_SET);
    }
  }

  private static void requireNoWildcardSet(RelationshipFilter filter) {
    SubjectFilter subject = filter.getOptionalSubjectFilter();
    if (subject.getOptionalSubjectId().equals(StoreRules.WILDCARD)
        && !subject.getOptionalRelation().getRelation().isEmpty()) {
      throw StoreRefusal.malformed("invalid SubjectFilter." + WILDCARD_SET);
    }
  }
}
