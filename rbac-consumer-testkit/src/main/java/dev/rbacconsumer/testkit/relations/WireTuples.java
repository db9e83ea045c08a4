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
import java.util.regex.Pattern;

/**
 * Messages of the wire as the store takes them, with SpiceDB's own patterns: written down a second
 * time on purpose, so that a slip in core's rules shows here.
 */
final class WireTuples {
  private static final Pattern TYPE =
      Pattern.compile("([a-z][a-z0-9_]{1,61}[a-z0-9]/)*[a-z][a-z0-9_]{1,62}[a-z0-9]");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,62}[a-z0-9]");
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9/_|\\-=+]{1,1024}");
  private static final int MAX_TYPE_LENGTH = 128;

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
    type("resource.object_type", type(resource));
    matching("resource.object_id", ID, resource.getId());
    matching("relation", NAME, relation);
    type("subject.object.object_type", type(subject.getSubject()));
    subjectId(subject.getSubject().getId());
    if (!subject.getRelation().isEmpty()) {
      matching("subject.optional_relation", NAME, subject.getRelation());
      require(
          !subject.getSubject().getId().equals(StoreRules.WILDCARD),
          "subject.optional_relation: must be empty with the wildcard");
    }
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
      type("relationship_filter.resource_type", resourceType);
    }
    if (!message.getResourceId().isEmpty()) {
      matching("relationship_filter.optional_resource_id", ID, message.getResourceId());
    }
    if (!relation.isEmpty()) {
      matching("relationship_filter.optional_relation", NAME, relation);
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
    type("relationship_filter.optional_subject_filter.subject_type", type);
    if (!message.getSubjectId().isEmpty()) {
      subjectId(message.getSubjectId());
    }
    if (!message.getRelation().isEmpty()) {
      matching("optional_subject_filter.optional_relation", NAME, message.getRelation());
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

  private static void type(String path, String type) {
    matching(path, TYPE, type);
    require(type.length() <= MAX_TYPE_LENGTH, path + ": value length must be at most 128 bytes");
  }

  private static void subjectId(String id) {
    if (!id.equals(StoreRules.WILDCARD)) {
      matching("subject.object.object_id", ID, id);
    }
  }

  private static void matching(String path, Pattern pattern, String value) {
    require(
        pattern.matcher(value).matches(),
        path + ": value does not match regex pattern `^" + pattern + "$`");
  }

  private static void require(boolean held, String fault) {
    if (!held) {
      throw StoreRefusal.malformed("validation error:\n - " + fault);
    }
  }
}
