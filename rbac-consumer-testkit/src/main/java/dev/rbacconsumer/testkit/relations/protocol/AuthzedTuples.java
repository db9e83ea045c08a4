package dev.rbacconsumer.testkit.relations.protocol;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.testkit.relations.store.StoreCondition;
import dev.rbacconsumer.testkit.relations.store.StoreTuple;
import dev.rbacconsumer.testkit.relations.store.StoreUpdate;
import dev.rbacconsumer.testkit.relations.store.TupleFilter;
import java.util.List;

/** Converts valid messages of SpiceDB to the types of the store. */
public final class AuthzedTuples {
  private AuthzedTuples() {}

  static List<StoreUpdate> updates(List<RelationshipUpdate> updates) {
    return updates.stream().map(AuthzedTuples::update).toList();
  }

  private static StoreUpdate update(RelationshipUpdate update) {
    StoreUpdate.Operation operation =
        switch (update.getOperation()) {
          case OPERATION_CREATE -> StoreUpdate.Operation.CREATE;
          case OPERATION_DELETE -> StoreUpdate.Operation.DELETE;
          default -> StoreUpdate.Operation.TOUCH;
        };
    return new StoreUpdate(operation, tuple(update.getRelationship()));
  }

  static List<StoreCondition> conditions(List<Precondition> conditions) {
    return conditions.stream()
        .map(
            it ->
                new StoreCondition(
                    it.getOperation() == Precondition.Operation.OPERATION_MUST_MATCH,
                    filter(it.getFilter())))
        .toList();
  }

  static TupleFilter filter(RelationshipFilter message) {
    return new TupleFilter(
        message.getResourceType(),
        message.getOptionalResourceId(),
        message.getOptionalRelation(),
        message.hasOptionalSubjectFilter() ? subject(message.getOptionalSubjectFilter()) : null);
  }

  private static TupleFilter.OfSubject subject(SubjectFilter message) {
    return new TupleFilter.OfSubject(
        message.getSubjectType(),
        message.getOptionalSubjectId(),
        message.hasOptionalRelation() ? message.getOptionalRelation().getRelation() : null);
  }

  static StoreTuple tuple(Relationship message) {
    ObjectReference subject = message.getSubject().getObject();
    return new StoreTuple(
        message.getResource().getObjectType(),
        message.getResource().getObjectId(),
        message.getRelation(),
        subject.getObjectType(),
        subject.getObjectId(),
        message.getSubject().getOptionalRelation());
  }

  public static Relationship message(RelationTuple tuple) {
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
