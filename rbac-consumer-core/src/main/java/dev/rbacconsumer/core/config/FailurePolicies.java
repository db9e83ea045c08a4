package dev.rbacconsumer.core.config;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each class of records that fail for a reason of their own. A transient failure is
 * the other side's, and is always tried again.
 */
public final class FailurePolicies {
  /** Reason of the failure of a record that reaches the limit of a malformed streak. Public API. */
  public static final String MALFORMED_STREAK = "malformed_streak";

  private static final int DEFAULT_STREAK = 100;

  /** What can never be read is skipped; anything else blocks its partition until it passes. */
  public static final FailurePolicies DEFAULT =
      new FailurePolicies(
          FailurePolicy.SKIP, FailurePolicy.RETRY, FailurePolicy.RETRY, DEFAULT_STREAK);

  private final FailurePolicy malformed;
  private final FailurePolicy invalid;
  private final FailurePolicy rejected;
  private final int malformedStreak;

  private FailurePolicies(
      FailurePolicy malformed, FailurePolicy invalid, FailurePolicy rejected, int malformedStreak) {
    if (malformedStreak < 0) {
      throw new IllegalArgumentException("malformed streak: want >= 0, got " + malformedStreak);
    }
    this.malformed = malformed;
    this.invalid = invalid;
    this.rejected = rejected;
    this.malformedStreak = malformedStreak;
  }

  /** The same policy for every class, with the default limit of a malformed streak. */
  public static FailurePolicies all(FailurePolicy policy) {
    return new FailurePolicies(policy, policy, policy, DEFAULT_STREAK);
  }

  /** The same with another policy for records that are not JSON. */
  public FailurePolicies withMalformed(FailurePolicy policy) {
    return new FailurePolicies(policy, invalid, rejected, malformedStreak);
  }

  /** The same with another policy for records that are JSON, but no message we may act on. */
  public FailurePolicies withInvalid(FailurePolicy policy) {
    return new FailurePolicies(malformed, policy, rejected, malformedStreak);
  }

  /** The same with another policy for records that the store refuses. */
  public FailurePolicies withRejected(FailurePolicy policy) {
    return new FailurePolicies(malformed, invalid, policy, malformedStreak);
  }

  /**
   * The same with another limit of a malformed streak.
   *
   * @param records malformed records without a good one between them at the last of which a
   *     partition blocks, where malformed records would be passed over; 0 for no limit
   * @throws IllegalArgumentException if it is negative
   */
  public FailurePolicies withMalformedStreak(int records) {
    return new FailurePolicies(malformed, invalid, rejected, records);
  }

  /** The same, but malformed records that would be skipped are set aside. */
  public FailurePolicies keepingMalformed() {
    return malformed == FailurePolicy.SKIP
        ? new FailurePolicies(FailurePolicy.DEAD_LETTER, invalid, rejected, malformedStreak)
        : this;
  }

  /** Returns the policy for records that are not JSON. */
  public FailurePolicy malformed() {
    return malformed;
  }

  /** Returns the policy for records that are JSON, but no message we may act on. */
  public FailurePolicy invalid() {
    return invalid;
  }

  /** Returns the policy for records that the store refuses. */
  public FailurePolicy rejected() {
    return rejected;
  }

  /** Returns the limit of a malformed streak; 0 for none. */
  public int malformedStreak() {
    return malformedStreak;
  }

  /** Whether any class needs a place for dead letters. */
  public boolean useDeadLetters() {
    return malformed == FailurePolicy.DEAD_LETTER
        || invalid == FailurePolicy.DEAD_LETTER
        || rejected == FailurePolicy.DEAD_LETTER;
  }

  /** Whether nothing behind such a record may be applied, until somebody acts. */
  public boolean block(@Nullable Decoding decoding) {
    FailurePolicy policy = FailurePolicy.SKIP;
    if (decoding instanceof Decoding.Malformed) {
      policy = malformed;
    } else if (decoding instanceof Decoding.Invalid) {
      policy = invalid;
    }
    return policy == FailurePolicy.RETRY || policy == FailurePolicy.STOP;
  }

  public FailurePolicy of(FailureClass kind) {
    return switch (kind) {
      case MALFORMED -> malformed;
      case INVALID -> invalid;
      case REJECTED -> rejected;
      case UNREADABLE, TRANSIENT -> FailurePolicy.RETRY;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FailurePolicies that
        && malformed == that.malformed
        && invalid == that.invalid
        && rejected == that.rejected
        && malformedStreak == that.malformedStreak;
  }

  @Override
  public int hashCode() {
    return Objects.hash(malformed, invalid, rejected, malformedStreak);
  }

  @Override
  public String toString() {
    return "FailurePolicies[malformed=%s, invalid=%s, rejected=%s, malformedStreak=%d]"
        .formatted(malformed, invalid, rejected, malformedStreak);
  }
}
