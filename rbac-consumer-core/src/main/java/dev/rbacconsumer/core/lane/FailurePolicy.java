package dev.rbacconsumer.core.lane;

/** What to do with a record that fails for a reason of its own. */
public enum FailurePolicy {
  /** Try it again for ever: the partition is blocked until it passes. */
  RETRY,
  /** Give it up, with a log line and a metric, and go on. */
  SKIP
}
