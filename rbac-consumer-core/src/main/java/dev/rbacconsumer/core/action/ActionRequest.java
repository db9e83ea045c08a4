package dev.rbacconsumer.core.action;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Instant;

/**
 * An operator's request for an action.
 *
 * @param partition the partition to act on
 * @param action what to do
 * @param by who requests it, from 1 to {@value #MAX_BY} characters; may be text from outside
 * @param reason why, of at most {@value #MAX_REASON} characters; may be text from outside
 * @param at time of the request
 */
public record ActionRequest(
    PartitionId partition, OperatorAction action, String by, String reason, Instant at) {
  /** Longest name of an operator, in characters. */
  public static final int MAX_BY = 64;

  /** Longest reason, in characters. */
  public static final int MAX_REASON = 250;

  public ActionRequest {
    requireBounded(by, reason);
  }

  /**
   * Checks the texts of a request.
   *
   * @throws IllegalArgumentException with a sentence that names the wanted and the given length
   */
  public static void requireBounded(String by, String reason) {
    if (by.isBlank() || by.length() > MAX_BY) {
      throw new IllegalArgumentException(
          "by: want 1 to %d characters, got %d".formatted(MAX_BY, by.length()));
    }
    if (reason.length() > MAX_REASON) {
      throw new IllegalArgumentException(
          "reason: want at most %d characters, got %d".formatted(MAX_REASON, reason.length()));
    }
  }
}
