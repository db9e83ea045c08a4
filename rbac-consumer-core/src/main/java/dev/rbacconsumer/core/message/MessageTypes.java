package dev.rbacconsumer.core.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Set of the registered message types, beside the built-in ones. Immutable. */
public final class MessageTypes {
  /** Built-in types, which cannot be registered. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "relations-replication-event",
          "rbac-consumer-replication-event",
          "workspace",
          "workspace-bulk");

  private static final MessageTypes NONE = of(Set.of());

  private final Map<String, MessageType<?>> byName;

  private MessageTypes(Map<String, MessageType<?>> byName) {
    this.byName = byName;
  }

  /** Returns an empty set. */
  public static MessageTypes none() {
    return NONE;
  }

  /**
   * Returns a set of these types.
   *
   * @throws IllegalArgumentException if two have the same aggregate type, or one has that of a
   *     built-in type
   */
  public static MessageTypes of(MessageType<?>... types) {
    return of(Arrays.asList(types));
  }

  /**
   * Returns a set of these types.
   *
   * @throws IllegalArgumentException if two have the same aggregate type, or one has that of a
   *     built-in type
   */
  public static MessageTypes of(Collection<? extends MessageType<?>> types) {
    Map<String, MessageType<?>> byName = new TreeMap<>();
    for (MessageType<?> type : types) {
      String name = type.aggregateType();
      if (BUILT_IN.contains(name)) {
        throw new IllegalArgumentException(
            "message types: %s is built in; want another aggregate type".formatted(name));
      }
      if (byName.put(name, type) != null) {
        throw new IllegalArgumentException(
            "message types: want %s registered once, got it twice".formatted(name));
      }
    }
    return new MessageTypes(byName);
  }

  /** Returns whether no type is registered. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Returns the message type with this aggregate type; null if none is registered. */
  public @Nullable MessageType<?> find(String aggregateType) {
    return byName.get(aggregateType);
  }

  /** Returns the aggregate types, in order. */
  @Override
  public String toString() {
    return byName.keySet().toString();
  }
}
