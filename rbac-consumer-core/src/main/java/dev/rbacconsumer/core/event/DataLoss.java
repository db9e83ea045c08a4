package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Locale;
import java.util.Optional;

/**
 * A loss of data in the log of a partition, in the commits of the group, or in the store, found by
 * comparing the three.
 *
 * @param kind symptom by which it was found
 * @param committed committed position of the group; empty if it has no commit, or the brokers
 *     deleted it with the log
 * @param begin position of the first record that the log still holds
 * @param end position behind the last record of the log
 * @param seen position of the mark in the store; empty if it has none, or if the loss does not
 *     concern the store
 */
public record DataLoss(
    Kind kind,
    Optional<CommitPosition> committed,
    CommitPosition begin,
    CommitPosition end,
    Optional<CommitPosition> seen) {
  /** Symptoms of a loss. */
  public enum Kind {
    /** The log begins behind the committed position: the records between were deleted unread. */
    BELOW_START,
    /** The log ends before the committed position: it was truncated, or is a different log. */
    BEYOND_END,
    /** The log is a different one: the topic was deleted and created again. */
    RECREATED,
    /** The broker compacts the topic, so any record of the log may be missing. */
    COMPACTED,
    /** The store has no mark of the partition: it was emptied or replaced. */
    STORE_LOST,
    /** The store's mark is older than the commit: the store was restored to an earlier state. */
    STORE_RESTORED,
    /** The group has no commit, but the store has seen the partition. */
    COMMITS_LOST;

    /** Returns the stable word for logs and metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether the store has lost data, and not the log or the group. */
    public boolean isOfStore() {
      return this == STORE_LOST || this == STORE_RESTORED;
    }
  }

  public DataLoss {
    boolean isOfPlace = kind != Kind.RECREATED && kind != Kind.COMPACTED;
    if (committed.isEmpty() && isOfPlace && kind != Kind.COMMITS_LOST) {
      throw new IllegalArgumentException(kind + ": want a committed position, got none");
    }
  }

  /** Creates a loss that does not concern the store. */
  public DataLoss(
      Kind kind, Optional<CommitPosition> committed, CommitPosition begin, CommitPosition end) {
    this(kind, committed, begin, end, Optional.empty());
  }

  /**
   * Returns the number of offsets known to be lost, at least the number of lost records; zero if
   * unknown. For a loss of the store, these are the offsets that must be applied again.
   */
  public long offsets() {
    return switch (kind) {
      case BELOW_START -> begin.value() - from();
      case STORE_LOST, STORE_RESTORED -> from() - storeHas();
      case BEYOND_END, RECREATED, COMPACTED, COMMITS_LOST -> 0;
    };
  }

  /** Returns one sentence with the exact range, or with the offsets if no range is known. */
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
      case STORE_LOST ->
          "the store has no memory of this partition, although the group has"
              + " committed offset %d: it was emptied or replaced, and what was applied below %d"
                  .formatted(from(), from())
              + " must be applied again (log: %d to %d)".formatted(begin.value(), end.value());
      case STORE_RESTORED ->
          "the store was restored to an earlier state: it has seen the records below %d, and the"
                  .formatted(storeHas())
              + " group has committed offset %d, so offsets %d to %d must be applied again"
                  .formatted(from(), storeHas(), from() - 1)
              + " (log: %d to %d)".formatted(begin.value(), end.value());
      case COMMITS_LOST ->
          "the group has no committed offset, although the store has seen %s: the commits expired,"
                  .formatted(seen.map(it -> "the records below " + it).orElse("this partition"))
              + " were deleted, or belong to another cluster (log: %d to %d)"
                  .formatted(begin.value(), end.value());
    };
  }

  /** Returns the remedy for an operator whose partition is blocked by this loss. */
  public String advice() {
    return switch (kind) {
      case BELOW_START, BEYOND_END, RECREATED ->
          "To go on, stop all instances and set the group's offset with Kafka's tools, or start"
              + " with RBAC_KAFKA_CONSUMER_ON_DATA_LOSS=earliest or latest until it has moved";
      case STORE_LOST, STORE_RESTORED ->
          "Restore the store, or start with RBAC_KAFKA_CONSUMER_ON_STORE_LOSS=replay, which applies"
              + " the log from offset %d to its end again (%s), or with continue, which goes on at"
                  .formatted(replayFrom(), kept())
              + " offset %d and leaves the store without what it has lost".formatted(from());
      case COMPACTED ->
          "Set cleanup.policy=delete for the topic, as docs/guides/when-records-are-gone.md says;"
              + " to read it all the same, set RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC=true";
      case COMMITS_LOST -> "Nothing: what the store may have seen is replayed";
    };
  }

  private long replayFrom() {
    return Math.max(storeHas(), begin.value());
  }

  /** Describes how many of the records that must be applied again the log still holds. */
  private String kept() {
    long kept = Math.max(0, from() - replayFrom());
    return seen.isEmpty() && begin.value() > 0
        ? "what was below offset %d is gone from the log, too".formatted(begin.value())
        : "it still holds %d of the %d offsets".formatted(kept, from() - storeHas());
  }

  private long from() {
    return committed.map(CommitPosition::value).orElse(0L);
  }

  /**
   * Returns the position up to which the store has seen the log; the log's begin if there is no
   * mark.
   */
  private long storeHas() {
    return seen.map(CommitPosition::value).orElse(Math.min(begin.value(), from()));
  }
}
