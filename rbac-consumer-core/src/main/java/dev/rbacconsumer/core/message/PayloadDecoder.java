package dev.rbacconsumer.core.message;

import java.io.IOException;

/**
 * Reads the payload of one message type. Pure: the same payload gives the same event, as a message
 * is decoded anew for every attempt while it is invalid. Thread-safe.
 *
 * @param <E> what comes out
 */
@FunctionalInterface
public interface PayloadDecoder<E> {
  /**
   * Reads one payload.
   *
   * @return the event, whose values the {@link EventValidator} still has to look at
   * @throws PayloadException to say exactly what is wrong with the payload
   * @throws IOException as JSON parsers throw it; told as one violation of the whole payload.
   *     Anything else that is thrown counts as {@link ViolationCode#DECODER_FAILED}
   */
  E decode(OutboxPayload payload) throws IOException, PayloadException;
}
