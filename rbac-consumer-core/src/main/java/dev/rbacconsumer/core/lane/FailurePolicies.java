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
 * @param malformedStreak malformed records without a good one between them at the last of which a
 *     partition blocks, where malformed records would be passed over; 0 for no limit
 */
public record FailurePolicies(
    FailurePolicy malformed, FailurePolicy invalid, FailurePolicy rejected, int malformedStreak) {
  /** Reason of the failure of a record that reaches the limit of a malformed streak. Public API. */
  public static final String MALFORMED_STREAK = "malformed_streak";

  private static final int DEFAULT_STREAK = 100;

  /** What can never be read is skipped; anything else blocks its partition until it passes. */
  public static final FailurePolicies DEFAULT =
      new FailurePolicies(FailurePolicy.SKIP, FailurePolicy.RETRY, FailurePolicy.RETRY);

  public FailurePolicies {
    if (malformedStreak < 0) {
      throw new IllegalArgumentException("malformed streak: want >= 0, got " + malformedStreak);
    }
  }

  /** Policies with the default limit of a malformed streak. */
  public FailurePolicies(FailurePolicy malformed, FailurePolicy invalid, FailurePolicy rejected) {
    this(malformed, invalid, rejected, DEFAULT_STREAK);
  }

  /** The same with another limit of a malformed streak. */
  public FailurePolicies withMalformedStreak(int records) {
    return new FailurePolicies(malformed, invalid, rejected, records);
  }

  /** The same, but malformed records that would be skipped are set aside. */
  public FailurePolicies keepingMalformed() {
    return malformed == FailurePolicy.SKIP
        ? new FailurePolicies(FailurePolicy.DEAD_LETTER, invalid, rejected, malformedStreak)
        : this;
  }

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
      case UNREADABLE, TRANSIENT -> FailurePolicy.RETRY;
    };
  }
}
