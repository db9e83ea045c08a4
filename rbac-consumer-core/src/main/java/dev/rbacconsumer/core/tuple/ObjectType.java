package dev.rbacconsumer.core.tuple;

import dev.rbacconsumer.core.text.SafeText;

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
  public String toString() {
    return namespace + "/" + name;
  }
}
