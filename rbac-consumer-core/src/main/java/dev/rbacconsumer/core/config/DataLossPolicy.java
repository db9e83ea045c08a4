package dev.rbacconsumer.core.config;

/** Policies for records that are no longer in the log when the group would read them. */
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
