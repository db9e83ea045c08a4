package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.observe.FailureClass;

/**
 * What to do with each class of records that fail for a reason of their own. A transient failure is
 * the other side's, and is always tried again.
 *
 * @param malformed records that are not JSON
 * @param invalid records that are JSON, but no message we may act on
 * @param rejected records that the store refuses
 */
public record FailurePolicies(
    FailurePolicy malformed, FailurePolicy invalid, FailurePolicy rejected) {

  /** What can never be read is skipped; anything else blocks its partition until it passes. */
  public static final FailurePolicies DEFAULT =
      new FailurePolicies(FailurePolicy.SKIP, FailurePolicy.RETRY, FailurePolicy.RETRY);

  /** Whether any class needs a place for dead letters. */
  public boolean useDeadLetters() {
    return malformed == FailurePolicy.DEAD_LETTER
        || invalid == FailurePolicy.DEAD_LETTER
        || rejected == FailurePolicy.DEAD_LETTER;
  }

  FailurePolicy of(FailureClass kind) {
    return switch (kind) {
      case MALFORMED -> malformed;
      case INVALID -> invalid;
      case REJECTED -> rejected;
      case TRANSIENT -> FailurePolicy.RETRY;
    };
  }
}
