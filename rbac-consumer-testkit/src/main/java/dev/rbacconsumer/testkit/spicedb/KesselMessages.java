package dev.rbacconsumer.testkit.spicedb;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.ResponsePagination;

/** Translates messages of Kessel's Relations API to those of SpiceDB and back. */
final class KesselMessages {
  private static final String LOCK = "kessel/lock";
  private static final String LOCK_VERSION = "kessel/lockversion";
  private static final String LOCK_RELATION = "t_version";

  private KesselMessages() {}

  static RelationshipUpdate update(
      RelationshipUpdate.Operation operation,
      dev.rbacconsumer.relations.wire.v1beta1.Relationship tuple) {
    return RelationshipUpdate.newBuilder()
        .setOperation(operation)
        .setRelationship(
            Relationship.newBuilder()
                .setResource(object(tuple.getResource()))
                .setRelation(StoreRules.storedRelation(tuple.getRelation()))
                .setSubject(
                    SubjectReference.newBuilder()
                        .setObject(object(tuple.getSubject().getSubject()))
                        .setOptionalRelation(tuple.getSubject().getRelation())))
        .build();
  }

  static Precondition inForce(FencingCheck check) {
    return inForce(check.getLockId(), check.getLockToken());
  }

  static Precondition inForce(String lockId, String token) {
    RelationshipFilter.Builder filter = lockTokens(lockId);
    filter.getOptionalSubjectFilterBuilder().setOptionalSubjectId(token);
    return Precondition.newBuilder()
        .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
        .setFilter(filter)
        .build();
  }

  static RelationshipFilter.Builder lockTokens(String lockId) {
    return RelationshipFilter.newBuilder()
        .setResourceType(LOCK)
        .setOptionalResourceId(lockId)
        .setOptionalRelation(LOCK_RELATION)
        .setOptionalSubjectFilter(SubjectFilter.newBuilder().setSubjectType(LOCK_VERSION));
  }

  static RelationshipUpdate lockUpdate(
      RelationshipUpdate.Operation operation, String lockId, String token) {
    return RelationshipUpdate.newBuilder()
        .setOperation(operation)
        .setRelationship(
            Relationship.newBuilder()
                .setResource(object(LOCK, lockId))
                .setRelation(LOCK_RELATION)
                .setSubject(SubjectReference.newBuilder().setObject(object(LOCK_VERSION, token))))
        .build();
  }

  static RelationshipFilter filter(RelationTupleFilter wanted) {
    String type = type(wanted.getResourceNamespace(), wanted.getResourceType());
    String relation = wanted.getRelation();
    RelationshipFilter.Builder filter =
        RelationshipFilter.newBuilder()
            .setResourceType(type)
            .setOptionalResourceId(wanted.getResourceId())
            .setOptionalRelation(
                relation.isEmpty() || type.isEmpty()
                    ? relation
                    : StoreRules.storedRelation(relation));
    if (wanted.hasSubjectFilter()) {
      filter.setOptionalSubjectFilter(subject(wanted.getSubjectFilter()));
    }
    return filter.build();
  }

  private static SubjectFilter subject(
      dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter wanted) {
    SubjectFilter.Builder filter =
        SubjectFilter.newBuilder()
            .setSubjectType(type(wanted.getSubjectNamespace(), wanted.getSubjectType()))
            .setOptionalSubjectId(wanted.getSubjectId());
    if (wanted.hasRelation()) {
      filter.setOptionalRelation(
          SubjectFilter.RelationFilter.newBuilder().setRelation(wanted.getRelation()));
    }
    return filter.build();
  }

  static ReadTuplesResponse read(Relationship found, Cursor next, ConsistencyToken token) {
    dev.rbacconsumer.relations.wire.v1beta1.SubjectReference.Builder subject =
        dev.rbacconsumer.relations.wire.v1beta1.SubjectReference.newBuilder()
            .setSubject(object(found.getSubject().getObject()));
    if (!found.getSubject().getOptionalRelation().isEmpty()) {
      subject.setRelation(found.getSubject().getOptionalRelation());
    }
    return ReadTuplesResponse.newBuilder()
        .setTuple(
            dev.rbacconsumer.relations.wire.v1beta1.Relationship.newBuilder()
                .setResource(object(found.getResource()))
                .setRelation(
                    found.getRelation().startsWith(StoreRules.RELATION_PREFIX)
                        ? found.getRelation().substring(StoreRules.RELATION_PREFIX.length())
                        : found.getRelation())
                .setSubject(subject))
        .setPagination(ResponsePagination.newBuilder().setContinuationToken(next.getToken()))
        .setConsistencyToken(token)
        .build();
  }

  private static ObjectReference object(
      dev.rbacconsumer.relations.wire.v1beta1.ObjectReference object) {
    return object(
        type(object.getType().getNamespace(), object.getType().getName()), object.getId());
  }

  private static ObjectReference object(String type, String id) {
    return ObjectReference.newBuilder().setObjectType(type).setObjectId(id).build();
  }

  private static dev.rbacconsumer.relations.wire.v1beta1.ObjectReference object(
      ObjectReference object) {
    String type = object.getObjectType();
    int slash = type.indexOf('/');
    return dev.rbacconsumer.relations.wire.v1beta1.ObjectReference.newBuilder()
        .setType(
            ObjectType.newBuilder()
                .setNamespace(type.substring(0, Math.max(0, slash)))
                .setName(type.substring(slash + 1)))
        .setId(object.getObjectId())
        .build();
  }

  private static String type(String namespace, String name) {
    return name.isEmpty() ? "" : namespace + "/" + name;
  }
}
