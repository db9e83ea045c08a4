package dev.rbacconsumer.core.observe;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Locale;
import java.util.Optional;

/**
 * That a log no longer holds what a group would read next.
 *
 * @param kind how that shows
 * @param committed where the group stands; empty where it has no commit, or the brokers forgot it
 *     with the log
 * @param begin position of the first record that the log holds now
 * @param end position behind its last record
 */
public record DataLoss(
    Kind kind, Optional<CommitPosition> committed, CommitPosition begin, CommitPosition end) {
  /** How a loss shows. */
  public enum Kind {
    /** The log begins behind the committed position: what is between was deleted unread. */
    BELOW_START,
    /** The log ends before the committed position: it was cut off, or is another one. */
    BEYOND_END,
    /** The log is another one: the topic was deleted and made anew. */
    RECREATED,
    /** The broker compacts the topic, so any record of the log may be missing. */
    COMPACTED;

    /** Stable word for logs and metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DataLoss {
    if (committed.isEmpty() && kind != Kind.RECREATED && kind != Kind.COMPACTED) {
      throw new IllegalArgumentException(kind + ": want a committed position, got none");
    }
  }

  /** How many offsets are known to be lost; at least as many as records. Zero where unknown. */
  public long offsets() {
    return kind == Kind.BELOW_START ? begin.value() - from() : 0;
  }

  /** One sentence with the exact range, or with the offsets where no range can be told. */
  @Override
  public String toString() {
    return switch (kind) {
      case BELOW_START ->
          "offsets %d to %d were deleted before they were read (committed: %d, log: %d to %d)"
              .formatted(from(), begin.value() - 1, from(), begin.value(), end.value());
      case BEYOND_END ->
          "the log ends at %d, before the committed offset %d, so it was cut off or made anew"
              .formatted(end.value(), from());
      case RECREATED ->
          "the topic was deleted and made anew, so the %s is not of this log (log: %d to %d)"
              .formatted(
                  committed.map(it -> "committed offset " + it).orElse("position so far"),
                  begin.value(),
                  end.value());
      case COMPACTED ->
          "the topic is compacted, so records may be missing anywhere in its log (log: %d to %d)"
              .formatted(begin.value(), end.value());
    };
  }

  private long from() {
    return committed.map(CommitPosition::value).orElse(0L);
  }
}
