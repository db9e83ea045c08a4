package dev.rbacconsumer.core.action;

import java.time.Instant;

/**
 * A partition's pause by an operator.
 *
 * @param by who paused it
 * @param reason why
 * @param since time of the pause
 */
public record OperatorPause(String by, String reason, Instant since) {
  /** Returns one sentence that says who paused the partition, since when and why. */
  @Override
  public String toString() {
    return "the partition is paused by %s since %s: %s".formatted(by, since, reason);
  }
}
