package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;

/** Makes the tables in which replays note the last word on each tuple. Thread-safe. */
@FunctionalInterface
public interface ReplayTables {
  /**
   * Makes an empty table.
   *
   * @param partition whose records are replayed
   * @throws ReplayTableException when there is no place for one
   * @throws InterruptedException on shutdown
   */
  ReplayTable open(PartitionId partition) throws ReplayTableException, InterruptedException;

  /** Makes none: for an instance that replays step by step, or applies nothing. */
  static ReplayTables none() {
    return partition -> {
      throw new ReplayTableException("no place for a table of tuples is set up");
    };
  }
}
