package dev.rbacconsumer.core.message.outbox;

import dev.rbacconsumer.core.tuple.ObjectType;
import org.jspecify.annotations.Nullable;

/** The parts of one object reference that have been read so far. Reused for the next one. */
final class ReferenceDraft {
  boolean present;
  boolean typePresent;

  /** Whether the type is a text, which holds namespace and name. */
  boolean flat;

  boolean broken;
  @Nullable String namespace;
  @Nullable String name;
  @Nullable String id;

  /** The type of the object, if it is cached already; otherwise null. */
  @Nullable ObjectType type;

  void clear() {
    present = false;
    typePresent = false;
    flat = false;
    broken = false;
    namespace = null;
    name = null;
    id = null;
    type = null;
  }
}
