package dev.rbacconsumer.core.config;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FailureReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The policies for the classes of records that fail for a reason of their own. A transient failure
 * is one of the other side, and is always retried.
 */
public final class FailurePolicies {
  /** Reason of the failure of a record that reaches the limit of a malformed streak. Public API. */
  public static final String MALFORMED_STREAK = FailureReason.MALFORMED_STREAK.word();

  private static final int DEFAULT_STREAK = 100;

  /**
   * Skips records that are not JSON; any other failing record blocks its partition until it passes.
   */
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

  /** Returns the same policy for every class, with the default limit of a malformed streak. */
  public static FailurePolicies all(FailurePolicy policy) {
    return new FailurePolicies(policy, policy, policy, DEFAULT_STREAK);
  }

  /** Returns a copy with another policy for records that are not JSON. */
  public FailurePolicies withMalformed(FailurePolicy policy) {
    return new FailurePolicies(policy, invalid, rejected, malformedStreak);
  }

  /** Returns a copy with another policy for records that are JSON, but no valid message. */
  public FailurePolicies withInvalid(FailurePolicy policy) {
    return new FailurePolicies(malformed, policy, rejected, malformedStreak);
  }

  /** Returns a copy with another policy for records that the store refuses. */
  public FailurePolicies withRejected(FailurePolicy policy) {
    return new FailurePolicies(malformed, invalid, policy, malformedStreak);
  }

  /**
   * Returns a copy with another limit of a malformed streak.
   *
   * @param records malformed records without a good one between them at the last of which a
   *     partition blocks, where malformed records would be passed over; 0 for no limit
   * @throws IllegalArgumentException if it is negative
   */
  public FailurePolicies withMalformedStreak(int records) {
    return new FailurePolicies(malformed, invalid, rejected, records);
  }

  /** Returns a copy in which malformed records that would be skipped become dead letters. */
  public FailurePolicies keepingMalformed() {
    return malformed == FailurePolicy.SKIP
        ? new FailurePolicies(FailurePolicy.DEAD_LETTER, invalid, rejected, malformedStreak)
        : this;
  }

  /** Returns the policy for records that are not JSON. */
  public FailurePolicy malformed() {
    return malformed;
  }

  /** Returns the policy for records that are JSON, but no valid message. */
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

  /** Returns whether any class has the policy {@link FailurePolicy#DEAD_LETTER}. */
  public boolean useDeadLetters() {
    return malformed == FailurePolicy.DEAD_LETTER
        || invalid == FailurePolicy.DEAD_LETTER
        || rejected == FailurePolicy.DEAD_LETTER;
  }

  /** Returns whether any class has the policy {@link FailurePolicy#QUARANTINE}. */
  public boolean useQuarantine() {
    return malformed == FailurePolicy.QUARANTINE
        || invalid == FailurePolicy.QUARANTINE
        || rejected == FailurePolicy.QUARANTINE;
  }

  /**
   * Returns whether the policy for a record blocks its partition: nothing behind it may be applied.
   *
   * @param decoding of the record; null, which does not block, while it is not decoded
   */
  public boolean block(@Nullable Decoding decoding) {
    FailurePolicy policy = FailurePolicy.SKIP;
    if (decoding instanceof Decoding.Malformed) {
      policy = malformed;
    } else if (decoding instanceof Decoding.Invalid) {
      policy = invalid;
    }
    return policy == FailurePolicy.RETRY
        || policy == FailurePolicy.QUARANTINE
        || policy == FailurePolicy.STOP;
  }

  /** Returns the policy for a class; unreadable and transient failures are always retried. */
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
