package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;

/** Creates the tables in which replays record the last operation on each tuple. Thread-safe. */
@FunctionalInterface
public interface ReplayTables {
  /**
   * Creates an empty table.
   *
   * @param partition whose records are replayed
   * @throws ReplayTableException when there is no place for one
   * @throws InterruptedException on shutdown
   */
  ReplayTable open(PartitionId partition) throws ReplayTableException, InterruptedException;

  /**
   * Returns a factory that creates no table, for an instance that replays step by step or applies
   * nothing.
   */
  static ReplayTables none() {
    return partition -> {
      throw new ReplayTableException("no place for a table of tuples is set up");
    };
  }
}
