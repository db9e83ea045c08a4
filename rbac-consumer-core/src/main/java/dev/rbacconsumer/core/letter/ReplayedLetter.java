package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;

/**
 * A dead letter that was replayed.
 *
 * @param letter place of the letter
 * @param record the record that the letter holds, with its own topic, partition and offset
 * @param by who requested the replay
 * @param reason why
 * @param position position of the partition at which it was replayed: every record below it was
 *     settled before
 * @param at time of the replay
 * @param applied number of operations that were applied
 * @param leftOut number of operations that were left out, since later records have changed their
 *     tuples
 */
public record ReplayedLetter(
    LetterId letter,
    SourceRecord record,
    String by,
    String reason,
    CommitPosition position,
    Instant at,
    int applied,
    int leftOut) {}
