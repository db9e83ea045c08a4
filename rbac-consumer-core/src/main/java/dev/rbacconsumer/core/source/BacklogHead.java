package dev.rbacconsumer.core.source;

import java.util.OptionalLong;

/**
 * Times of the first records from the committed position on, in milliseconds since 1970 UTC.
 *
 * @param oldest time of the first record; empty if there is none
 * @param removal time of the first record that removes tuples or may remove some; if {@code
 *     isBound}, a time before which none was written; empty if there is none
 * @param isBound whether none of the records that were looked at removes anything, and there are
 *     more behind them
 */
public record BacklogHead(OptionalLong oldest, OptionalLong removal, boolean isBound) {
  /** The head of a partition without unread records. */
  public static final BacklogHead EMPTY =
      new BacklogHead(OptionalLong.empty(), OptionalLong.empty(), false);
}
