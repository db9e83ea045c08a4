package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.outcome.Outcome;
import java.time.Duration;

/**
 * A valid event of a registered message type.
 *
 * @param <E> class of the decoded payload
 * @param type message type, which has the handler
 * @param metadata metadata of the event
 * @param event the decoded payload
 */
public record CustomEvent<E>(MessageType<E> type, EventMetadata metadata, E event) {
  /**
   * Passes the event to the handler of its type.
   *
   * @param timeout longest time to block, above zero
   * @return the handler's outcome; {@link Outcome.RetryLater} if it threw or returned null
   * @throws InterruptedException on shutdown or revocation
   */
  public Outcome handle(Duration timeout) throws InterruptedException {
    return type.handle(event, metadata, timeout);
  }
}
