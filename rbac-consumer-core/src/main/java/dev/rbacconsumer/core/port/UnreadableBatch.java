package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.CommitPosition;

/**
 * Report that the source cannot read past a damaged batch although the brokers answer, with the
 * position of the first record that is not delivered.
 *
 * @param position of the first record that was not delivered; the damage is there or, where several
 *     batches came in one answer, shortly behind it
 * @param message one sentence for an operator: the message of the client, without secrets
 */
public record UnreadableBatch(CommitPosition position, String message) {}
