package dev.rbacconsumer.core.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The types of message that were registered beside those delivery knows itself. Immutable. */
public final class MessageTypes {
  /** Rows of these types are what the consumer is for; nobody may take them away from it. */
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

  /** No type of one's own. */
  public static MessageTypes none() {
    return NONE;
  }

  /**
   * These types.
   *
   * @throws IllegalArgumentException where two have the same aggregate type, or one has that of a
   *     message that delivery knows itself
   */
  public static MessageTypes of(MessageType<?>... types) {
    return of(Arrays.asList(types));
  }

  /**
   * These types.
   *
   * @throws IllegalArgumentException where two have the same aggregate type, or one has that of a
   *     message that delivery knows itself
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

  /** Whether there is none. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The type of messages whose aggregate type is this one; null where none was registered. */
  public @Nullable MessageType<?> find(String aggregateType) {
    return byName.get(aggregateType);
  }

  /** The aggregate types, in order. */
  @Override
  public String toString() {
    return byName.keySet().toString();
  }
}
