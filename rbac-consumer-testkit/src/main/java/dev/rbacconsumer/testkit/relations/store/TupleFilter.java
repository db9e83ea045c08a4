package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import org.jspecify.annotations.Nullable;

/**
 * Filter of a delete or a read. An empty text matches any value.
 *
 * @param resourceType {@code ns/name}
 * @param relation stored form of the relation; no other form matches
 * @param subject null matches any
 */
public record TupleFilter(
    String resourceType, String resourceId, String relation, @Nullable OfSubject subject) {

  /** Matches every tuple. The store refuses this filter from clients. */
  static final TupleFilter ANY = new TupleFilter("", "", "", null);

  /**
   * Filter of the subject.
   *
   * @param relation relation of the subject; null matches subjects with and without one; empty only
   *     those without
   */
  public record OfSubject(String type, String id, @Nullable String relation) {
    boolean matches(SubjectReference subject) {
      return type.equals(subject.object().type().toString())
          && (id.isEmpty() || id.equals(subject.object().id()))
          && (relation == null || relation.equals(subject.relation()));
    }
  }

  public static TupleFilter exactly(RelationTuple tuple) {
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
