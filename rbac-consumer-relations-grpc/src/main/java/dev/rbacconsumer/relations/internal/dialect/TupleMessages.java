package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;

/**
 * Converts core's values to messages of Kessel. Delete filters are created only here, from a whole
 * tuple: with a blank part, a filter would match every tuple that agrees in the rest.
 */
final class TupleMessages {
  private TupleMessages() {}

  static FencingCheck fence(FenceToken fence) {
    return FencingCheck.newBuilder().setLockId(fence.lockId()).setLockToken(fence.token()).build();
  }

  /** Returns a filter that matches this tuple and no other. */
  static RelationTupleFilter exactFilter(RelationTuple tuple) {
    ObjectReference resource = tuple.resource();
    ObjectReference subject = tuple.subject().object();
    SubjectFilter.Builder subjectFilter =
        SubjectFilter.newBuilder()
            .setSubjectNamespace(subject.type().namespace())
            .setSubjectType(subject.type().name())
            .setSubjectId(subject.id())
            // Set even if empty: if unset, subject sets of the same object would be removed too.
            .setRelation(tuple.subject().relation());
    return RelationTupleFilter.newBuilder()
        .setResourceNamespace(resource.type().namespace())
        .setResourceType(resource.type().name())
        .setResourceId(resource.id())
        .setRelation(tuple.relation())
        .setSubjectFilter(subjectFilter)
        .build();
  }

  /**
   * Returns the message for a tuple. The relation is sent in its stored form; the server adds a
   * prefix only if there is none.
   */
  static Relationship relationship(RelationTuple tuple) {
    return Relationship.newBuilder()
        .setResource(object(tuple.resource()))
        .setRelation(tuple.relation())
        .setSubject(subject(tuple.subject()))
        .build();
  }

  private static dev.rbacconsumer.relations.wire.v1beta1.SubjectReference subject(
      SubjectReference subject) {
    var message =
        dev.rbacconsumer.relations.wire.v1beta1.SubjectReference.newBuilder()
            .setSubject(object(subject.object()));
    if (subject.hasRelation()) {
      message.setRelation(subject.relation());
    }
    return message.build();
  }

  private static dev.rbacconsumer.relations.wire.v1beta1.ObjectReference object(
      ObjectReference object) {
    return dev.rbacconsumer.relations.wire.v1beta1.ObjectReference.newBuilder()
        .setType(
            ObjectType.newBuilder()
                .setNamespace(object.type().namespace())
                .setName(object.type().name()))
        .setId(object.id())
        .build();
  }
}
