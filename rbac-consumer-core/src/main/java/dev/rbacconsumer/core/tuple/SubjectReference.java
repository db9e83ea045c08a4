package dev.rbacconsumer.core.tuple;

import dev.rbacconsumer.core.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Subject of a tuple: an object, every object of a type (wildcard), or a subject set such as {@code
 * rbac/group:eng#member}.
 *
 * @param object the object
 * @param relation relation of the subject set, never prefixed; empty when the subject is the object
 *     itself, and always empty with the wildcard
 */
public record SubjectReference(ObjectReference object, String relation) {
  /** Relation of a subject that is no subject set. */
  public static final String NO_RELATION = "";

  public SubjectReference {
    if (!relation.isEmpty() && !StoreRules.isName(relation)) {
      throw new IllegalArgumentException(
          "subject relation: want none, or 3 to 64 of a-z 0-9 _, from a letter, not ending in _,"
              + " got "
              + SafeText.quoted(relation));
    }
    if (!relation.isEmpty() && object.isWildcard()) {
      throw new IllegalArgumentException(
          "subject relation: want none with the wildcard, got " + SafeText.quoted(relation));
    }
  }

  /** Returns a subject that is the object itself. */
  public static SubjectReference of(ObjectReference object) {
    return new SubjectReference(object, NO_RELATION);
  }

  /** Returns whether this is a subject set. */
  public boolean hasRelation() {
    return !relation.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof SubjectReference that
            && object.equals(that.object)
            && relation.equals(that.relation));
  }

  @Override
  public int hashCode() {
    return 31 * object.hashCode() + relation.hashCode();
  }

  @Override
  public String toString() {
    return hasRelation() ? object + "#" + relation : object.toString();
  }
}
