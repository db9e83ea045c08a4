package dev.rbacconsumer.core.lane;

/** What to do with a record that fails for a reason of its own. */
public enum FailurePolicy {
  /** Try it again for ever: the partition is blocked until it passes. */
  RETRY,
  /** Give it up, with a log line and a metric, and go on. */
  SKIP,
  /** Set it aside where it is kept, and go on once it is safe there. */
  DEAD_LETTER,
  /** End the instance; the record is the first one that the next run meets. */
  STOP
}
