package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Optional;

/**
 * Table of the last offset at which each tuple is named in a range of records. It is kept outside
 * of the heap, so that a range of millions of records fits. Used by one thread at a time.
 */
public interface ReplayTable extends AutoCloseable {
  /**
   * Records that the record at an offset names a tuple. Of several offsets of one tuple, the
   * largest counts.
   *
   * @throws ReplayTableException when there is no room for one more tuple, or the file cannot be
   *     written
   * @throws InterruptedException on shutdown; close the table then
   */
  void note(RelationTuple tuple, Offset offset) throws ReplayTableException, InterruptedException;

  /** Returns the last offset recorded for a tuple; empty where there is none. */
  Optional<Offset> of(RelationTuple tuple);

  /** Returns the number of different tuples in the table. */
  long size();

  /** Deletes the table. Never throws; a second call does nothing. */
  @Override
  void close();
}
