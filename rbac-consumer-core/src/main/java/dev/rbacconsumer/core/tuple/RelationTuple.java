package dev.rbacconsumer.core.tuple;

/**
 * One stored fact: resource, relation, subject. Equal tuples are one tuple to the store: the
 * relation is held in its stored form, so that {@code member} and {@code t_member} are the same.
 *
 * @param resource what the relation is on; never the wildcard
 * @param relation stored form, with the {@code t_} prefix, 3 to 64 characters; the constructor adds
 *     the prefix where it is missing
 * @param subject who it is for
 */
public record RelationTuple(ObjectReference resource, String relation, SubjectReference subject) {
  public RelationTuple {
    if (resource.isWildcard()) {
      throw new IllegalArgumentException("resource id: want one object, got the wildcard");
    }
    relation = StoreRules.storedRelation(relation);
    if (!StoreRules.isName(relation)) {
      throw new IllegalArgumentException(
          "relation: want 1 to 62 of a-z 0-9 _ after the t_ prefix, not ending in _, got "
              + Quoted.of(relation));
    }
  }

  /** The store's own notation: {@code ns/type:id#relation@ns/type:id}. */
  @Override
  public String toString() {
    return resource + "#" + relation + "@" + subject;
  }
}
