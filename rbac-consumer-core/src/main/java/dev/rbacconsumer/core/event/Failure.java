package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;

/**
 * The reason why a record was not applied.
 *
 * @param kind class of the failure
 * @param reason stable word within the class, fit for a metric label
 * @param message one sentence for an operator, bounded, without secrets
 */
public record Failure(FailureClass kind, String reason, String message) {
  /** Returns the failure of an attempt that can be repeated. */
  public static Failure of(Outcome.RetryLater later) {
    return new Failure(FailureClass.TRANSIENT, later.reason(), later.message());
  }

  /** Returns the failure of a change that the store refuses. */
  public static Failure of(Outcome.Rejected rejected) {
    return new Failure(FailureClass.REJECTED, rejected.reason(), rejected.message());
  }

  /** Returns the failure of a record with a fault. */
  public static Failure of(FailureClass kind, Violation violation) {
    return new Failure(kind, violation.code().label(), violation.toString());
  }

  /** Returns the failure of a record that an operator sets aside before it has failed. */
  public static Failure byOperator(String why) {
    return new Failure(
        FailureClass.REJECTED, FailureReason.OPERATOR.word(), "set aside by an operator: " + why);
  }

  @Override
  public String toString() {
    return kind.label() + "/" + reason + ": " + message;
  }
}
