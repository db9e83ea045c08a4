package dev.rbacconsumer.core.message;

import java.io.IOException;

/**
 * Decodes the payload of one message type. Pure: the same payload gives the same event, since an
 * invalid message is decoded again for every attempt. Thread-safe.
 *
 * @param <E> class of the decoded event
 */
@FunctionalInterface
public interface PayloadDecoder<E> {
  /**
   * Decodes one payload.
   *
   * @return the event, whose values the {@link EventValidator} still has to check
   * @throws PayloadException with the exact faults of the payload
   * @throws IOException as JSON parsers throw it; it becomes one violation of the whole payload.
   *     Any other exception counts as {@link ViolationCode#DECODER_FAILED}
   */
  E decode(OutboxPayload payload) throws IOException, PayloadException;
}
