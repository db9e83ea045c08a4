package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.tuple.TupleChange;

/**
 * A valid relations message.
 *
 * @param metadata metadata of the event
 * @param change its net effect, not empty
 * @param unknownFields number of unknown fields in the message, which were ignored
 * @param expanded whether the payload came as an object ({@code expand.json.payload}). Debezium can
 *     lose the relation of a subject then, and nothing in the message shows it
 */
public record RelationsEvent(
    EventMetadata metadata, TupleChange change, int unknownFields, boolean expanded) {}
