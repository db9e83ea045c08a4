package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Messages of SpiceDB's wire. What Kessel would have named otherwise, a type without a namespace or
 * a relation without its prefix, is nothing that the schema of Kessel has.
 */
final class AuthzedTuples {
  private AuthzedTuples() {}

  static List<StoreUpdate> updates(InMemoryTupleStore store, WriteRelationshipsRequest request) {
    List<StoreUpdate> updates = new ArrayList<>(request.getUpdatesCount());
    for (RelationshipUpdate update : request.getUpdatesList()) {
      StoreUpdate.Operation operation =
          switch (update.getOperation()) {
            case OPERATION_CREATE -> StoreUpdate.Operation.CREATE;
            case OPERATION_TOUCH -> StoreUpdate.Operation.TOUCH;
            case OPERATION_DELETE -> StoreUpdate.Operation.DELETE;
            default -> throw StoreRefusal.malformed("updates.operation: must be one of the three");
          };
      updates.add(new StoreUpdate(operation, tuple(store, update.getRelationship())));
    }
    return updates;
  }

  static List<StoreCondition> conditions(WriteRelationshipsRequest request) {
    List<StoreCondition> conditions = new ArrayList<>(request.getOptionalPreconditionsCount());
    for (Precondition condition : request.getOptionalPreconditionsList()) {
      TupleFilter filter = filter(condition.getFilter());
      if (filter.isEmpty()) {
        throw new StoreRefusal(
            StatusCode.INVALID_ARGUMENT,
            "EMPTY_PRECONDITION",
            Map.of(),
            "one of the specified preconditions is empty");
      }
      boolean mustMatch =
          switch (condition.getOperation()) {
            case OPERATION_MUST_MATCH -> true;
            case OPERATION_MUST_NOT_MATCH -> false;
            default ->
                throw StoreRefusal.malformed("optional_preconditions.operation: must be set");
          };
      conditions.add(new StoreCondition(mustMatch, filter));
    }
    return conditions;
  }

  static TupleFilter filter(RelationshipFilter message) {
    if (!message.getResourceType().isEmpty()) {
      StorePatterns.type("relationship_filter.resource_type", message.getResourceType());
    }
    if (!message.getOptionalResourceId().isEmpty()) {
      StorePatterns.id("relationship_filter.optional_resource_id", message.getOptionalResourceId());
    }
    if (!message.getOptionalRelation().isEmpty()) {
      StorePatterns.name("relationship_filter.optional_relation", message.getOptionalRelation());
    }
    return new TupleFilter(
        message.getResourceType(),
        message.getOptionalResourceId(),
        message.getOptionalRelation(),
        message.hasOptionalSubjectFilter() ? subject(message.getOptionalSubjectFilter()) : null);
  }

  private static TupleFilter.OfSubject subject(SubjectFilter message) {
    StorePatterns.type(
        "relationship_filter.optional_subject_filter.subject_type", message.getSubjectType());
    if (!message.getOptionalSubjectId().isEmpty()) {
      StorePatterns.subjectId(message.getOptionalSubjectId());
    }
    return new TupleFilter.OfSubject(
        message.getSubjectType(),
        message.getOptionalSubjectId(),
        message.hasOptionalRelation() ? message.getOptionalRelation().getRelation() : null);
  }

  private static RelationTuple tuple(InMemoryTupleStore store, Relationship message) {
    ObjectReference resource = message.getResource();
    SubjectReference subject = message.getSubject();
    StorePatterns.type("resource.object_type", resource.getObjectType());
    StorePatterns.id("resource.object_id", resource.getObjectId());
    StorePatterns.name("relation", message.getRelation());
    StorePatterns.type("subject.object.object_type", subject.getObject().getObjectType());
    StorePatterns.subjectId(subject.getObject().getObjectId());
    StorePatterns.subjectRelation(subject.getObject().getObjectId(), subject.getOptionalRelation());
    if (!message.getRelation().startsWith(StoreRules.RELATION_PREFIX)) {
      throw store.refusalOfPermission(resource.getObjectType(), message.getRelation());
    }
    return new RelationTuple(
        object(resource),
        message.getRelation(),
        new dev.rbacconsumer.core.tuple.SubjectReference(
            object(subject.getObject()), subject.getOptionalRelation()));
  }

  private static dev.rbacconsumer.core.tuple.ObjectReference object(ObjectReference message) {
    String[] type = message.getObjectType().split("/", 2);
    if (type.length < 2 || type[1].contains("/")) {
      throw StoreRefusal.unknownDefinition(message.getObjectType());
    }
    return dev.rbacconsumer.core.tuple.ObjectReference.of(type[0], type[1], message.getObjectId());
  }

  static Relationship message(RelationTuple tuple) {
    return Relationship.newBuilder()
        .setResource(message(tuple.resource()))
        .setRelation(tuple.relation())
        .setSubject(
            SubjectReference.newBuilder()
                .setObject(message(tuple.subject().object()))
                .setOptionalRelation(tuple.subject().relation()))
        .build();
  }

  private static ObjectReference message(dev.rbacconsumer.core.tuple.ObjectReference object) {
    return ObjectReference.newBuilder()
        .setObjectType(object.type().toString())
        .setObjectId(object.id())
        .build();
  }
}
