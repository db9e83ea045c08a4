package dev.rbacconsumer.core.config;

/** The policies for a partition whose store has lost its state, or part of it. */
public enum StoreLossPolicy {
  /** The partition stays blocked until an operator decides. */
  BLOCK,
  /** The lost range is read from the log and applied again. */
  REPLAY,
  /** Reading goes on at the committed offset; the lost range is passed over. */
  CONTINUE
}
