package dev.rbacconsumer.core.tuple;

import dev.rbacconsumer.core.internal.text.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stored fact: resource, relation, subject. Equal tuples are one tuple in the store: the relation
 * is held in its stored form, so that {@code member} and {@code t_member} are the same.
 *
 * @param resource object with the relation; never the wildcard
 * @param relation stored form, with the {@code t_} prefix, 3 to 64 characters; the constructor adds
 *     the prefix where it is missing
 * @param subject subject that has the relation to the resource
 */
public record RelationTuple(ObjectReference resource, String relation, SubjectReference subject) {
  private static final Pattern NOTATION =
      Pattern.compile(
          "([^/:#@]*)/([^/:#@]*):([^:#@]*)#([^:#@]*)"
              + "@([^/:#@]*)/([^/:#@]*):([^:#@]*)(?:#([^:#@]+))?");

  public RelationTuple {
    if (resource.isWildcard()) {
      throw new IllegalArgumentException("resource id: want one object, got the wildcard");
    }
    relation = StoreRules.storedRelation(relation);
    if (!StoreRules.isName(relation)) {
      throw new IllegalArgumentException(
          "relation: want 1 to 62 of a-z 0-9 _ after the t_ prefix, not ending in _, got "
              + SafeText.quoted(relation));
    }
  }

  /**
   * Parses a tuple from a text as {@link #toString} writes it. The relation may be without its
   * prefix.
   *
   * @throws IllegalArgumentException if the text is not in this notation, or has a name or id that
   *     the store refuses
   */
  public static RelationTuple parse(String text) {
    Matcher parts = NOTATION.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "tuple: want ns/type:id#relation@ns/type:id, got " + SafeText.quoted(text));
    }
    String subjectRelation = parts.group(8);
    return new RelationTuple(
        ObjectReference.of(parts.group(1), parts.group(2), parts.group(3)),
        parts.group(4),
        new SubjectReference(
            ObjectReference.of(parts.group(5), parts.group(6), parts.group(7)),
            subjectRelation == null ? SubjectReference.NO_RELATION : subjectRelation));
  }

  /** Compares the parts that differ most often first. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof RelationTuple that
            && resource.equals(that.resource)
            && subject.equals(that.subject)
            && relation.equals(that.relation));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * resource.hashCode() + relation.hashCode()) + subject.hashCode();
  }

  /** Returns the tuple in the store's own notation: {@code ns/type:id#relation@ns/type:id}. */
  @Override
  public String toString() {
    return resource + "#" + relation + "@" + subject;
  }
}
