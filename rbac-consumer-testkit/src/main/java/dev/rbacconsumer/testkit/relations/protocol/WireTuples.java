package dev.rbacconsumer.testkit.relations.protocol;

import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.Precondition;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipFilter;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.ResponsePagination;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import dev.rbacconsumer.testkit.relations.store.Locks;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.util.List;

/** Converts Kessel's requests to those that Kessel sends to SpiceDB. */
public final class WireTuples {
  private static final int MAX_LIMIT = 1000;

  private WireTuples() {}

  public static WriteRelationshipsRequest write(CreateTuplesRequest request) {
    RelationshipUpdate.Operation operation =
        request.getUpsert()
            ? RelationshipUpdate.Operation.OPERATION_TOUCH
            : RelationshipUpdate.Operation.OPERATION_CREATE;
    WriteRelationshipsRequest.Builder write = WriteRelationshipsRequest.newBuilder();
    for (Relationship tuple : request.getTuplesList()) {
      write.addUpdates(
          RelationshipUpdate.newBuilder()
              .setOperation(operation)
              .setRelationship(relationship(tuple)));
    }
    return write
        .addAllOptionalPreconditions(
            conditions(request.hasFencingCheck(), request.getFencingCheck()))
        .build();
  }

  public static List<dev.rbacconsumer.relations.wire.authzed.v1.Relationship> relationships(
      List<Relationship> tuples) {
    return tuples.stream().map(WireTuples::relationship).toList();
  }

  private static dev.rbacconsumer.relations.wire.authzed.v1.Relationship relationship(
      Relationship tuple) {
    return dev.rbacconsumer.relations.wire.authzed.v1.Relationship.newBuilder()
        .setResource(reference(tuple.getResource()))
        .setRelation(StoreRules.storedRelation(tuple.getRelation()))
        .setSubject(
            dev.rbacconsumer.relations.wire.authzed.v1.SubjectReference.newBuilder()
                .setObject(reference(tuple.getSubject().getSubject()))
                .setOptionalRelation(tuple.getSubject().getRelation()))
        .build();
  }

  private static dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference reference(
      ObjectReference object) {
    return dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference.newBuilder()
        .setObjectType(object.getType().getNamespace() + "/" + object.getType().getName())
        .setObjectId(object.getId())
        .build();
  }

  public static DeleteRelationshipsRequest delete(
      RelationshipFilter filter, boolean fenced, FencingCheck fence) {
    return DeleteRelationshipsRequest.newBuilder()
        .setRelationshipFilter(filter)
        .addAllOptionalPreconditions(conditions(fenced, fence))
        .build();
  }

  /** Returns the condition of a fence; none without one. */
  private static List<Precondition> conditions(boolean fenced, FencingCheck fence) {
    if (!fenced) {
      return List.of();
    }
    return List.of(
        Precondition.newBuilder()
            .setOperation(Precondition.Operation.OPERATION_MUST_MATCH)
            .setFilter(
                lock(fence.getLockId())
                    .setOptionalSubjectFilter(
                        dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter.newBuilder()
                            .setSubjectType(Locks.VERSION_TYPE)
                            .setOptionalSubjectId(fence.getLockToken())))
            .build());
  }

  /** Returns the filter for the tokens of a lock. */
  static RelationshipFilter.Builder lock(String lockId) {
    return RelationshipFilter.newBuilder()
        .setResourceType(Locks.LOCK_TYPE)
        .setOptionalResourceId(lockId)
        .setOptionalRelation(Locks.RELATION);
  }

  /** Returns a read of at most 1000 tuples, whatever the requested limit. */
  public static ReadRelationshipsRequest read(
      ReadTuplesRequest request, RelationshipFilter filter) {
    ReadRelationshipsRequest.Builder read =
        ReadRelationshipsRequest.newBuilder().setRelationshipFilter(filter);
    long limit =
        request.hasPagination()
            ? Integer.toUnsignedLong(request.getPagination().getLimit())
            : MAX_LIMIT;
    read.setOptionalLimit((int) Math.min(MAX_LIMIT, limit));
    if (!request.getPagination().getContinuationToken().isEmpty()) {
      read.setOptionalCursor(
          Cursor.newBuilder().setToken(request.getPagination().getContinuationToken()));
    }
    Consistency.Builder consistency = Consistency.newBuilder().setMinimizeLatency(true);
    if (request.getConsistency().hasAtLeastAsFresh()) {
      consistency.setAtLeastAsFresh(
          ZedToken.newBuilder().setToken(request.getConsistency().getAtLeastAsFresh().getToken()));
    }
    return read.setConsistency(consistency).build();
  }

  /**
   * Returns a filter as the Relations API interprets it.
   *
   * @param prefixAlways whether a relation gets its prefix even without a resource type
   * @param call prefix of the error text for half a type
   */
  public static RelationshipFilter filter(
      RelationTupleFilter message, boolean prefixAlways, String call) {
    boolean typed = !message.getResourceType().isEmpty();
    if (typed == message.getResourceNamespace().isEmpty()) {
      throw WireRefusals.halfType(call, "resource_namespace and resource_type go together");
    }
    String relation = message.getRelation();
    if (!relation.isEmpty() && (typed || prefixAlways)) {
      relation = StoreRules.storedRelation(relation);
    }
    RelationshipFilter.Builder filter =
        RelationshipFilter.newBuilder()
            .setOptionalResourceId(message.getResourceId())
            .setOptionalRelation(relation);
    if (typed) {
      filter.setResourceType(message.getResourceNamespace() + "/" + message.getResourceType());
    }
    if (message.hasSubjectFilter()) {
      filter.setOptionalSubjectFilter(subject(message.getSubjectFilter(), call));
    }
    return filter.build();
  }

  private static dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter subject(
      SubjectFilter message, String call) {
    boolean typed = !message.getSubjectType().isEmpty();
    if (typed == message.getSubjectNamespace().isEmpty()) {
      throw WireRefusals.halfType(call, "subject_namespace and subject_type go together");
    }
    return subjectOf(
        typed ? message.getSubjectNamespace() + "/" + message.getSubjectType() : "", message);
  }

  /**
   * Returns a filter for subjects of a type; a relation that is present counts even if it is empty.
   */
  static dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter subjectOf(
      String type, SubjectFilter message) {
    var filter =
        dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter.newBuilder()
            .setSubjectType(type)
            .setOptionalSubjectId(message.getSubjectId());
    if (message.hasRelation()) {
      filter.setOptionalRelation(
          dev.rbacconsumer.relations.wire.authzed.v1.SubjectFilter.RelationFilter.newBuilder()
              .setRelation(message.getRelation()));
    }
    return filter.build();
  }

  /** Returns an item of a page. */
  public static ReadTuplesResponse message(ReadRelationshipsResponse item) {
    return ReadTuplesResponse.newBuilder()
        .setTuple(message(item.getRelationship()))
        .setPagination(
            ResponsePagination.newBuilder()
                .setContinuationToken(item.getAfterResultCursor().getToken()))
        .setConsistencyToken(ConsistencyToken.newBuilder().setToken(item.getReadAt().getToken()))
        .build();
  }

  /** Returns a tuple as it is read, with one prefix less. */
  private static Relationship message(
      dev.rbacconsumer.relations.wire.authzed.v1.Relationship tuple) {
    String relation = tuple.getRelation().substring(StoreRules.RELATION_PREFIX.length());
    SubjectReference.Builder subject =
        SubjectReference.newBuilder().setSubject(object(tuple.getSubject().getObject()));
    if (!tuple.getSubject().getOptionalRelation().isEmpty()) {
      subject.setRelation(tuple.getSubject().getOptionalRelation());
    }
    return Relationship.newBuilder()
        .setResource(object(tuple.getResource()))
        .setRelation(relation)
        .setSubject(subject)
        .build();
  }

  private static ObjectReference object(
      dev.rbacconsumer.relations.wire.authzed.v1.ObjectReference object) {
    String[] type = object.getObjectType().split("/", 2);
    return ObjectReference.newBuilder()
        .setType(ObjectType.newBuilder().setNamespace(type[0]).setName(type[1]))
        .setId(object.getObjectId())
        .build();
  }
}
