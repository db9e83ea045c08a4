package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.Optional;

/**
 * The last offset at which each tuple of a range of records is named. Lives outside of the heap, so
 * that a range of millions of records fits. Used by one thread at a time.
 */
public interface ReplayTable extends AutoCloseable {
  /**
   * Notes that the record at an offset names a tuple. Of several offsets of one tuple, the largest
   * counts.
   *
   * @throws ReplayTableException when there is no room for one more tuple, or the file cannot be
   *     written
   * @throws InterruptedException on shutdown; close the table then
   */
  void note(RelationTuple tuple, Offset offset) throws ReplayTableException, InterruptedException;

  /** The last offset at which the tuple was noted; empty where it was not. */
  Optional<Offset> of(RelationTuple tuple);

  /** How many different tuples were noted. */
  long size();

  /** Removes what is kept. Never throws; a second call does nothing. */
  @Override
  void close();
}
