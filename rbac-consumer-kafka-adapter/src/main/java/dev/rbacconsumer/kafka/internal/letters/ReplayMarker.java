package dev.rbacconsumer.kafka.internal.letters;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a replay in the dead-letter topic. Every text may be empty, and is safe to show.
 *
 * @param origin partition of the record that was replayed
 * @param offset offset of that record
 * @param digest digest of that record
 * @param letter place of the letter, such as {@code 0:17}
 * @param by the operator
 * @param reason the operator's reason
 * @param at time of the replay; empty if it cannot be read
 * @param application name of the instance that replayed it
 * @param position position of the partition at which it was replayed; empty if it cannot be read
 * @param applied number of operations that were applied; empty if it cannot be read
 * @param leftOut number of operations that were left out, since later records have changed their
 *     tuples; empty if it cannot be read
 */
public record ReplayMarker(
    PartitionId origin,
    Offset offset,
    String digest,
    String letter,
    String by,
    String reason,
    Optional<Instant> at,
    String application,
    Optional<Long> position,
    Optional<Long> applied,
    Optional<Long> leftOut) {
  ReplayMarker withoutSentences() {
    return new ReplayMarker(
        origin,
        offset,
        digest,
        letter,
        by.intern(),
        "",
        at,
        application.intern(),
        position,
        applied,
        leftOut);
  }
}
