package dev.rbacconsumer.core.internal.check;

/** Outcome of a check, from the best to the worst. */
public enum CheckOutcome {
  /** A consumer would run. */
  GOOD,
  /** A consumer would not run now; the problem may pass. */
  FAILED,
  /** A consumer would not run until an operator has corrected a setting. */
  WRONG_SETTING;

  /** Returns the worse one of the two. */
  CheckOutcome and(CheckOutcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
