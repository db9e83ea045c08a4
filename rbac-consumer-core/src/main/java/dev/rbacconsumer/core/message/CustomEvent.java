package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;

/**
 * A valid event of a type that was registered.
 *
 * @param <E> what its decoder made of the payload
 * @param type knows the handler
 * @param metadata what is known about the event
 * @param event what its decoder made of the payload
 */
public record CustomEvent<E>(MessageType<E> type, EventMetadata metadata, E event) {
  /**
   * Hands the event to the handler of its type.
   *
   * @param timeout longest time to block, above zero
   * @return the handler's answer; {@link Outcome.RetryLater} where it threw or gave none
   * @throws InterruptedException on shutdown or revocation
   */
  public Outcome handle(Duration timeout) throws InterruptedException {
    return type.handle(event, metadata, timeout);
  }
}
