package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.FailureClass;
import org.jspecify.annotations.Nullable;

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

  /** Whether nothing behind such a record may be applied, until somebody acts. */
  boolean block(@Nullable Decoding decoding) {
    FailurePolicy policy = FailurePolicy.SKIP;
    if (decoding instanceof Decoding.Malformed) {
      policy = malformed;
    } else if (decoding instanceof Decoding.Invalid) {
      policy = invalid;
    }
    return policy == FailurePolicy.RETRY || policy == FailurePolicy.STOP;
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
