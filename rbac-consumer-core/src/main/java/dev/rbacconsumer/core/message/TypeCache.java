package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.tuple.ObjectType;
import org.jspecify.annotations.Nullable;

/** The last few types of one message. There are few of them, and they come again and again. */
final class TypeCache {
  private final @Nullable ObjectType[] recent = new ObjectType[8];
  private int next;

  ObjectType get(String namespace, String name) {
    for (ObjectType type : recent) {
      if (type != null && type.name().equals(name) && type.namespace().equals(namespace)) {
        return type;
      }
    }
    ObjectType made = new ObjectType(namespace, name);
    recent[next] = made;
    next = (next + 1) % recent.length;
    return made;
  }
}
