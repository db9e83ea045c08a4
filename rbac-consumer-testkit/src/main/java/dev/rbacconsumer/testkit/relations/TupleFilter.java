package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import org.jspecify.annotations.Nullable;

/**
 * What a delete or a read is about, as the store takes it. An empty text matches anything.
 *
 * @param resourceType {@code ns/name}
 * @param relation stored form; only so will it match
 * @param subject null matches any
 */
record TupleFilter(
    String resourceType, String resourceId, String relation, @Nullable OfSubject subject) {

  /** Matches every tuple. The store refuses it from outside. */
  static final TupleFilter ANY = new TupleFilter("", "", "", null);

  /**
   * The subject part.
   *
   * @param relation null matches subjects with and without one; empty only those without
   */
  record OfSubject(String type, String id, @Nullable String relation) {
    boolean matches(SubjectReference subject) {
      return type.equals(subject.object().type().toString())
          && (id.isEmpty() || id.equals(subject.object().id()))
          && (relation == null || relation.equals(subject.relation()));
    }
  }

  static TupleFilter exactly(RelationTuple tuple) {
    ObjectReference subject = tuple.subject().object();
    return new TupleFilter(
        tuple.resource().type().toString(),
        tuple.resource().id(),
        tuple.relation(),
        new OfSubject(subject.type().toString(), subject.id(), tuple.subject().relation()));
  }

  boolean isEmpty() {
    return resourceType.isEmpty() && resourceId.isEmpty() && relation.isEmpty() && subject == null;
  }

  boolean matches(RelationTuple tuple) {
    return (resourceType.isEmpty() || resourceType.equals(tuple.resource().type().toString()))
        && (resourceId.isEmpty() || resourceId.equals(tuple.resource().id()))
        && (relation.isEmpty() || relation.equals(tuple.relation()))
        && (subject == null || subject.matches(tuple.subject()));
  }
}
