package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;

/**
 * Tuple as named in a write; the schema may lack its definition.
 *
 * @param resourceType all parts of the type, as {@code ns/name}
 * @param relation stored form of the relation, or the name of a permission
 * @param subjectRelation relation of the subject; empty for none
 */
public record StoreTuple(
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

  /** Returns whether the tuple has the form of every tuple in Kessel's schemas. */
  boolean hasFormOfKessel() {
    return relation.startsWith(StoreRules.RELATION_PREFIX)
        && parts(resourceType) == 2
        && parts(subjectType) == 2;
  }

  /**
   * Returns the stored tuple. The schema has accepted it, so it has the form of Kessel's tuples.
   */
  RelationTuple stored() {
    return new RelationTuple(
        object(resourceType, resourceId),
        relation,
        new SubjectReference(object(subjectType, subjectId), subjectRelation));
  }

  /** Returns the type of the subject as a schema names it. */
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

  /** Returns SpiceDB's notation. */
  @Override
  public String toString() {
    String text =
        resourceType + ":" + resourceId + "#" + relation + "@" + subjectType + ":" + subjectId;
    return subjectRelation.isEmpty() ? text : text + "#" + subjectRelation;
  }
}
