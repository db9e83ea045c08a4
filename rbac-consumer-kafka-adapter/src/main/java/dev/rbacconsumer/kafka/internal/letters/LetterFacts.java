package dev.rbacconsumer.kafka.internal.letters;

import java.time.Instant;
import java.util.Optional;

/**
 * Reasons why a record was set aside, as the headers of the copy name them. Every text may be
 * empty, and is safe to show.
 *
 * @param failureClass class of the failure, such as {@code rejected}
 * @param code code of the failure within its class
 * @param reason the failure in one sentence
 * @param at time of the copy; empty if it cannot be read
 * @param application name of the instance that made the copy
 * @param action {@code dead-letter} or {@code skip} for an operator's action, empty for a policy
 * @param by the operator
 * @param operatorReason the operator's reason
 */
public record LetterFacts(
    String failureClass,
    String code,
    String reason,
    Optional<Instant> at,
    String application,
    String action,
    String by,
    String operatorReason) {
  private static final String SKIP = "skip";

  /** Returns whether an operator gave the record up, so that it is never replayed. */
  public boolean isGivenUp() {
    return action.equals(SKIP);
  }

  /** Returns a copy without the sentences, for indexes of many letters. */
  LetterFacts withoutSentences() {
    return new LetterFacts(
        failureClass.intern(),
        code.intern(),
        "",
        at,
        application.intern(),
        action.intern(),
        "",
        "");
  }
}
