package dev.rbacconsumer.core.tuple;

import dev.rbacconsumer.core.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Type and id of an object in the store. Inside a {@link SubjectReference} the id may be the
 * wildcard.
 *
 * @param type its type
 * @param id 1 to 1024 of {@code A-Z a-z 0-9 / _ | - = +}, or {@code *}
 */
public record ObjectReference(ObjectType type, String id) {
  public ObjectReference {
    if (!StoreRules.isId(id) && !id.equals(StoreRules.WILDCARD)) {
      throw new IllegalArgumentException(
          "id: want 1 to 1024 of A-Z a-z 0-9 / _ | - = +, got " + SafeText.quoted(id));
    }
  }

  /** Returns an object with these three parts. */
  public static ObjectReference of(String namespace, String name, String id) {
    return new ObjectReference(new ObjectType(namespace, name), id);
  }

  /** Returns whether this is the wildcard: every object of its type. */
  public boolean isWildcard() {
    return id.equals(StoreRules.WILDCARD);
  }

  /** Compares the parts that differ most often first. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ObjectReference that && id.equals(that.id) && type.equals(that.type));
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return type + ":" + id;
  }
}
