package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonParser;
import dev.rbacconsumer.core.tuple.ObjectType;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Caches names, types and relations of earlier tuples. A schema has a few dozen of them and every
 * tuple repeats them, so most need no new memory and no new check. Two words with the same slot
 * replace each other, which bounds the memory and costs no more than no cache.
 *
 * <p>Thread-safe without locks: all entries are immutable, and a thread that misses an entry just
 * written by another thread creates an equal one.
 */
final class NameCache {
  private static final int SIZE = 256;

  private final @Nullable String[] names = new String[SIZE];
  private final @Nullable ObjectType[] types = new ObjectType[SIZE];
  private final @Nullable Relation[] relations = new Relation[SIZE];

  /** Returns the text at the parser. */
  String name(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    int length = json.getTextLength();
    if (length > StoreRules.MAX_NAME_LENGTH) {
      return json.getText();
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + text[offset + i];
    }
    int slot = slot(hash);
    String known = names[slot];
    if (known != null && holds(known, text, offset, length)) {
      return known;
    }
    String made = new String(text, offset, length);
    names[slot] = made;
    return made;
  }

  /** Returns the cached type of two names; null if it is not cached, as for an invalid name. */
  @Nullable ObjectType type(String namespace, String name) {
    ObjectType known = types[slot(31 * namespace.hashCode() + name.hashCode())];
    return known != null && known.name().equals(name) && known.namespace().equals(namespace)
        ? known
        : null;
  }

  /** Returns the type of two valid names, and caches it. */
  ObjectType newType(String namespace, String name) {
    ObjectType made = new ObjectType(namespace, name);
    types[slot(31 * namespace.hashCode() + name.hashCode())] = made;
    return made;
  }

  /**
   * Returns the cached stored form of a relation; null if it is not cached, as for an invalid one.
   */
  @Nullable String storedRelation(String written) {
    Relation known = relations[slot(written.hashCode())];
    return known != null && known.written.equals(written) ? known.stored : null;
  }

  /** Returns the stored form of a valid relation, and caches it. */
  String newRelation(String written) {
    Relation made = new Relation(written, StoreRules.storedRelation(written));
    relations[slot(written.hashCode())] = made;
    return made.stored;
  }

  private static boolean holds(String known, char[] text, int offset, int length) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != text[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static int slot(int hash) {
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SIZE - 1);
  }

  private record Relation(String written, String stored) {}
}
