package dev.rbacconsumer.core.log;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.TupleChange;
import org.jspecify.annotations.Nullable;

/**
 * Counts the applied messages, tombstones and changed tuples of one partition, for a summary line
 * of the log. Not thread-safe.
 */
final class SummaryCounts {
  private final long since;
  private long applied;
  private long tombstones;
  private long added;
  private long removed;
  private @Nullable Offset first;
  private @Nullable Offset last;
  private @Nullable Offset committed;

  /**
   * @param since start of the summary, on the monotonic clock
   */
  SummaryCounts(long since) {
    this.since = since;
  }

  long since() {
    return since;
  }

  void applied(Offset offset) {
    applied++;
    at(offset);
  }

  void tuples(TupleChange change) {
    added += change.additions().size();
    removed += change.removals().size();
  }

  void tombstone(Offset offset) {
    tombstones++;
    at(offset);
  }

  void committed(Offset offset) {
    committed = offset;
  }

  long messages() {
    return applied + tombstones;
  }

  /** Returns the offsets of the first and the last message. */
  String offsets() {
    return first == null ? "none" : first + " to " + last;
  }

  /** Returns the numbers of messages by outcome, and of changed tuples. */
  String outcome() {
    return "%d applied, %d tombstones; tuples: %d added, %d removed; committed offset: %s"
        .formatted(
            applied, tombstones, added, removed, committed == null ? "none since" : committed);
  }

  private void at(Offset offset) {
    first = first == null ? offset : first;
    last = offset;
  }
}
