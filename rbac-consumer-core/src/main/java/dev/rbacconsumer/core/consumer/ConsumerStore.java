package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;

/**
 * A store of relations that a consumer opens when it starts. It opens nothing before.
 * Implementations are immutable, and may be used for several consumers.
 */
@FunctionalInterface
public interface ConsumerStore {
  /**
   * Opens the store for one consumer, which closes it. Waits for no server.
   *
   * @throws RuntimeException if it cannot be opened, such as because of a wrong setting; nothing is
   *     left open then
   */
  OpenedStore open(ConsumerContext context);

  /**
   * Returns a store of one's own, which the consumer does not close.
   *
   * @param fences issuer of the fences that the sink checks with every change
   */
  static ConsumerStore of(RelationSink sink, FenceAuthority fences) {
    return context -> new OwnStore(sink, fences);
  }
}
