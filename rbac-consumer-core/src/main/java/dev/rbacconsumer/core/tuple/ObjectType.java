package dev.rbacconsumer.core.tuple;

import dev.rbacconsumer.core.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Type of an object: {@code namespace/name} in the store.
 *
 * @param namespace 3 to 63 characters: lower case letters, digits and underscores
 * @param name 3 to 64 characters of the same alphabet
 */
public record ObjectType(String namespace, String name) {
  public ObjectType {
    if (!StoreRules.isNamespace(namespace)) {
      throw new IllegalArgumentException(
          "namespace: want 3 to 63 of a-z 0-9 _, from a letter, not ending in _, got "
              + SafeText.quoted(namespace));
    }
    if (!StoreRules.isName(name)) {
      throw new IllegalArgumentException(
          "type name: want 3 to 64 of a-z 0-9 _, from a letter, not ending in _, got "
              + SafeText.quoted(name));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ObjectType that
            && name.equals(that.name)
            && namespace.equals(that.namespace));
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
