package dev.rbacconsumer.core.lane;

/**
 * Decides what a lane does when the log no longer holds the records that the group would read next.
 */
public enum DataLossPolicy {
  /**
   * The partition stays blocked until the log holds them again, or an operator sets another
   * position.
   */
  BLOCK,
  /** Reading goes on at the first record that is kept. */
  EARLIEST,
  /** Reading goes on behind the last record that can be read; the records before are skipped. */
  LATEST
}
