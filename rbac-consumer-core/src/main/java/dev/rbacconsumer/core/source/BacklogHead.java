package dev.rbacconsumer.core.source;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.OptionalLong;

/**
 * Times of the first records from the committed position on, in milliseconds since 1970 UTC.
 *
 * @param from position of the first of them; the head is out of date once the group has committed a
 *     later one
 * @param searchedTo position up to which the records were looked at
 * @param oldest time of the first record; empty if there is none
 * @param removal time of the first record that removes tuples or may remove some; if {@code
 *     isBound}, a time before which none was written; empty if there is none
 * @param isBound whether none of the records that were looked at removes anything, and there are
 *     more behind them
 */
public record BacklogHead(
    CommitPosition from,
    CommitPosition searchedTo,
    OptionalLong oldest,
    OptionalLong removal,
    boolean isBound) {}
