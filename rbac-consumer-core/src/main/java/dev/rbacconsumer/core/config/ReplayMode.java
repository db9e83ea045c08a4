package dev.rbacconsumer.core.config;

/** The ways to apply records that the store may have seen before. */
public enum ReplayMode {
  /**
   * An operation on a tuple is applied only at the last record of the range that names the tuple:
   * no tuple returns to an older state.
   */
  LAST_WORD,
  /** Every record is applied again in order: tuples return to older states for a while. */
  STEP_BY_STEP
}
