package dev.rbacconsumer.core.message;

/**
 * A message on its way to a decoder of its own: out of every envelope, and known to be JSON.
 *
 * @param metadata what is known about the event
 * @param json an object as text. A payload that came as a text is as it was sent; one that came as
 *     an object is written anew with the same values
 */
public record OutboxPayload(EventMetadata metadata, String json) {}
