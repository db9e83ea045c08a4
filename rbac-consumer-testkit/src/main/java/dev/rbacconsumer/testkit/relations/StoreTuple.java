package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;

/**
 * A tuple as a write names it, of which the store may have no definition.
 *
 * @param resourceType all parts of the type, as {@code ns/name}
 * @param relation as it is stored, or the name of a permission
 * @param subjectRelation empty for none
 */
record StoreTuple(
    String resourceType,
    String resourceId,
    String relation,
    String subjectType,
    String subjectId,
    String subjectRelation) {

  static StoreTuple of(RelationTuple tuple) {
    ObjectReference subject = tuple.subject().object();
    return new StoreTuple(
        tuple.resource().type().toString(),
        tuple.resource().id(),
        tuple.relation(),
        subject.type().toString(),
        subject.id(),
        tuple.subject().relation());
  }

  /** Whether it has the form of every tuple of Kessel's schemas. */
  boolean hasFormOfKessel() {
    return relation.startsWith(StoreRules.RELATION_PREFIX)
        && parts(resourceType) == 2
        && parts(subjectType) == 2;
  }

  /** The tuple that is stored. The schema has accepted it, so it has the form of Kessel's. */
  RelationTuple stored() {
    return new RelationTuple(
        object(resourceType, resourceId),
        relation,
        new SubjectReference(object(subjectType, subjectId), subjectRelation));
  }

  /** The type of the subject as a schema names it. */
  String allowedSubject() {
    if (subjectId.equals(StoreRules.WILDCARD)) {
      return subjectType + ":*";
    }
    return subjectRelation.isEmpty() ? subjectType : subjectType + "#" + subjectRelation;
  }

  private static int parts(String type) {
    return type.split("/", -1).length;
  }

  private static ObjectReference object(String type, String id) {
    String[] parts = type.split("/", 2);
    return ObjectReference.of(parts[0], parts[1], id);
  }

  /** SpiceDB's notation. */
  @Override
  public String toString() {
    String text =
        resourceType + ":" + resourceId + "#" + relation + "@" + subjectType + ":" + subjectId;
    return subjectRelation.isEmpty() ? text : text + "#" + subjectRelation;
  }
}
