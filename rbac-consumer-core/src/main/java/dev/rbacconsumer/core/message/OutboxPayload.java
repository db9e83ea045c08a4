package dev.rbacconsumer.core.message;

/**
 * Input of a registered decoder: the JSON payload of a message, without any envelope.
 *
 * @param metadata metadata of the event
 * @param json an object as text: a payload sent as text is unchanged; one sent as an object is
 *     serialized again with the same values
 */
public record OutboxPayload(EventMetadata metadata, String json) {}
