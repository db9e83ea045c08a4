package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replay of a record range that applies each tuple only at the last record that names it. In a
 * first pass, the last offset at which each tuple is named is noted. In the second, an operation on
 * a tuple takes part only in the record that has its last word, so that every tuple goes straight
 * to its final state and none goes back.
 */
final class Replay {
  private ReplayRange range;
  private @Nullable ReplayTable words;

  /** Number of operations that were left to later records, for the log line at the end. */
  private long left;

  /** Whether the events that the first pass has observed were forgotten since. */
  private boolean forgotEvents;

  Replay(ReplayRange range) {
    this.range = range;
  }

  ReplayRange range() {
    return range;
  }

  /** Returns the range while records of it are not settled, for the metadata of commits. */
  Optional<ReplayRange> underWay(CommitPosition settled) {
    return settled.compareTo(range.end()) < 0 ? Optional.of(range) : Optional.empty();
  }

  boolean holds(SourceRecord record) {
    return record.offset().value() < range.end().value();
  }

  /** Returns whether the table has been created. */
  boolean isOpen() {
    return words != null;
  }

  /** Sets an empty table, and closes the previous one. */
  void open(ReplayTable table) {
    close();
    words = table;
  }

  /** Notes in the table the tuples that a record of the first pass names. */
  void note(SourceRecord record, Decoding decoding)
      throws ReplayTableException, InterruptedException {
    if (decoding instanceof Decoding.Relations relations) {
      TupleChange change = relations.event().change();
      for (RelationTuple tuple : change.removals()) {
        table().note(tuple, record.offset());
      }
      for (RelationTuple tuple : change.additions()) {
        table().note(tuple, record.offset());
      }
    }
  }

  /** Returns the operations of a record that no later record of the range overrides. */
  TupleChange lastWords(SourceRecord record, TupleChange change) {
    TupleChange last =
        change.only(
            tuple ->
                table()
                    .of(tuple)
                    .map(offset -> offset.value() <= record.offset().value())
                    .orElse(true));
    left += change.size() - last.size();
    return last;
  }

  /** Returns the number of operations that were left to later records. */
  long left() {
    return left;
  }

  /** Returns the number of different tuples that the range names. */
  long tuples() {
    ReplayTable table = words;
    return table == null ? 0 : table.size();
  }

  /**
   * Returns whether a further record can be set aside: the metadata of a commit holds only so many.
   */
  boolean canSetAside() {
    return range.aside().size() < ReplayRange.MAX_ASIDE;
  }

  /** Sets aside a record of the range, or its part in the place of another one. */
  void setAside(long offset) {
    range = range.without(offset);
  }

  /** Records that the events that the first pass has observed are forgotten. */
  void forgetEvents() {
    forgotEvents = true;
  }

  /** Returns whether each record that is still to come has to be observed once more. */
  boolean hasForgottenEvents() {
    return forgotEvents;
  }

  /**
   * Creates a search of the records before one that is set aside, for the last operations on its
   * tuples.
   *
   * @param removedLater tuples that must not be added
   */
  PredecessorSearch search(Offset before, TupleChange lastWords, Set<RelationTuple> removedLater) {
    return new PredecessorSearch(range, before, lastWords, removedLater);
  }

  /** Closes the table. */
  void close() {
    ReplayTable table = words;
    if (table != null) {
      words = null;
      table.close();
    }
  }

  private ReplayTable table() {
    ReplayTable table = words;
    if (table == null) {
      throw new IllegalStateException("the table of the replay is not open");
    }
    return table;
  }
}
