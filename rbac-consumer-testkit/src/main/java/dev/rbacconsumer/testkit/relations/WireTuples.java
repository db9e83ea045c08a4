package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import java.util.ArrayList;
import java.util.List;

/** Messages of Kessel's wire as the store takes them. */
final class WireTuples {
  private WireTuples() {}

  /** Tuples of a write, in its order. */
  static List<RelationTuple> all(List<Relationship> messages) {
    List<RelationTuple> tuples = new ArrayList<>(messages.size());
    for (Relationship message : messages) {
      tuples.add(tuple(message));
    }
    return tuples;
  }

  private static RelationTuple tuple(Relationship message) {
    ObjectReference resource = message.getResource();
    SubjectReference subject = message.getSubject();
    String relation = StoreRules.storedRelation(message.getRelation());
    StorePatterns.type("resource.object_type", type(resource));
    StorePatterns.id("resource.object_id", resource.getId());
    StorePatterns.name("relation", relation);
    StorePatterns.type("subject.object.object_type", type(subject.getSubject()));
    StorePatterns.subjectId(subject.getSubject().getId());
    StorePatterns.subjectRelation(subject.getSubject().getId(), subject.getRelation());
    try {
      return new RelationTuple(
          object(resource),
          relation,
          new dev.rbacconsumer.core.tuple.SubjectReference(
              object(subject.getSubject()), subject.getRelation()));
    } catch (IllegalArgumentException unlikely) {
      // A slash within a name: to the store a type of three parts, to us none at all.
      throw StoreRefusal.malformed("" + unlikely.getMessage());
    }
  }

  /**
   * A filter.
   *
   * @param prefixAlways whether a relation gets its prefix without a resource type, too
   * @param call what stands before the text when half a type is given
   */
  static TupleFilter filter(RelationTupleFilter message, boolean prefixAlways, String call) {
    boolean typed = !message.getResourceType().isEmpty();
    if (typed == message.getResourceNamespace().isEmpty()) {
      throw WireRefusals.halfType(call, "resource_namespace and resource_type go together");
    }
    String resourceType =
        typed ? message.getResourceNamespace() + "/" + message.getResourceType() : "";
    String relation = message.getRelation();
    if (!relation.isEmpty() && (typed || prefixAlways)) {
      relation = StoreRules.storedRelation(relation);
    }
    if (typed) {
      StorePatterns.type("relationship_filter.resource_type", resourceType);
    }
    if (!message.getResourceId().isEmpty()) {
      StorePatterns.id("relationship_filter.optional_resource_id", message.getResourceId());
    }
    if (!relation.isEmpty()) {
      StorePatterns.name("relationship_filter.optional_relation", relation);
    }
    return new TupleFilter(
        resourceType,
        message.getResourceId(),
        relation,
        message.hasSubjectFilter() ? subject(message.getSubjectFilter(), call) : null);
  }

  private static TupleFilter.OfSubject subject(SubjectFilter message, String call) {
    boolean typed = !message.getSubjectType().isEmpty();
    if (typed == message.getSubjectNamespace().isEmpty()) {
      throw WireRefusals.halfType(call, "subject_namespace and subject_type go together");
    }
    String type = typed ? message.getSubjectNamespace() + "/" + message.getSubjectType() : "";
    StorePatterns.type("relationship_filter.optional_subject_filter.subject_type", type);
    if (!message.getSubjectId().isEmpty()) {
      StorePatterns.subjectId(message.getSubjectId());
    }
    if (!message.getRelation().isEmpty()) {
      StorePatterns.name("optional_subject_filter.optional_relation", message.getRelation());
    }
    return new TupleFilter.OfSubject(
        type, message.getSubjectId(), message.hasRelation() ? message.getRelation() : null);
  }

  /** A tuple as it is read: one prefix less. */
  static Relationship message(RelationTuple tuple) {
    String relation = tuple.relation().substring(StoreRules.RELATION_PREFIX.length());
    SubjectReference.Builder subject =
        SubjectReference.newBuilder().setSubject(object(tuple.subject().object()));
    if (tuple.subject().hasRelation()) {
      subject.setRelation(tuple.subject().relation());
    }
    return Relationship.newBuilder()
        .setResource(object(tuple.resource()))
        .setRelation(relation)
        .setSubject(subject)
        .build();
  }

  private static ObjectReference object(dev.rbacconsumer.core.tuple.ObjectReference object) {
    return ObjectReference.newBuilder()
        .setType(
            ObjectType.newBuilder()
                .setNamespace(object.type().namespace())
                .setName(object.type().name()))
        .setId(object.id())
        .build();
  }

  private static dev.rbacconsumer.core.tuple.ObjectReference object(ObjectReference message) {
    return dev.rbacconsumer.core.tuple.ObjectReference.of(
        message.getType().getNamespace(), message.getType().getName(), message.getId());
  }

  private static String type(ObjectReference message) {
    return message.getType().getNamespace() + "/" + message.getType().getName();
  }
}
