package dev.rbacconsumer.launcher.bench.e2e.way;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;

/** Converts tuples to messages of the Relations API. */
final class WireTuples {
  private WireTuples() {}

  static Relationship relationship(RelationTuple tuple) {
    SubjectReference.Builder subject =
        SubjectReference.newBuilder().setSubject(object(tuple.subject().object()));
    if (tuple.subject().hasRelation()) {
      subject.setRelation(tuple.subject().relation());
    }
    return Relationship.newBuilder()
        .setResource(object(tuple.resource()))
        .setRelation(tuple.relation())
        .setSubject(subject)
        .build();
  }

  /** Returns a filter that matches this tuple alone. */
  static RelationTupleFilter filter(RelationTuple tuple) {
    ObjectReference resource = tuple.resource();
    ObjectReference subject = tuple.subject().object();
    return RelationTupleFilter.newBuilder()
        .setResourceNamespace(resource.type().namespace())
        .setResourceType(resource.type().name())
        .setResourceId(resource.id())
        .setRelation(tuple.relation())
        .setSubjectFilter(
            SubjectFilter.newBuilder()
                .setSubjectNamespace(subject.type().namespace())
                .setSubjectType(subject.type().name())
                .setSubjectId(subject.id())
                .setRelation(tuple.subject().relation()))
        .build();
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
