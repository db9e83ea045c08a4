package dev.rbacconsumer.core.config;

/** The policies for a record that fails for a reason of its own. */
public enum FailurePolicy {
  /** Retry it without limit: the partition is blocked until the record is applied. */
  RETRY,
  /** Give it up, with a log line and a metric, and go on. */
  SKIP,
  /** Send it to the dead-letter topic, and go on once it is stored there. */
  DEAD_LETTER,
  /**
   * Park it, and every later record that touches the same objects, until an operator releases it;
   * all others go on.
   */
  QUARANTINE,
  /** End the instance; the record is the first one that the next run meets. */
  STOP
}
