package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.port.MessageSource;

/**
 * A source of records that a consumer opens when it starts. It opens nothing before.
 * Implementations are immutable, and may be used for several consumers.
 */
@FunctionalInterface
public interface ConsumerSource {
  /**
   * Opens the source for one consumer, which closes it. Joins no group and waits for no server.
   *
   * @throws RuntimeException if it cannot be opened, such as because of a wrong setting; nothing is
   *     left open then
   */
  OpenedSource open(ConsumerContext context);

  /**
   * Returns a source of one's own, for one consumer, which closes {@code messages}.
   *
   * @param messages source of the records
   * @param group name of the consumer group: consumers that share the partitions of the source have
   *     the same, all others another one, since the locks of partitions are named after it
   * @param topic topic of the partitions; the locks of partitions of any other topic are named
   *     after that topic, too
   */
  static ConsumerSource of(MessageSource messages, String group, String topic) {
    return context -> new OwnSource(messages, group, topic);
  }
}
