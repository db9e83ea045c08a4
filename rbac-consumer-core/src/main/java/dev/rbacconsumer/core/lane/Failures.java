package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.outcome.Outcome;

/** Converts failed outcomes and violations to {@link Failure}s with their class. */
final class Failures {
  private Failures() {}

  static Failure of(Outcome.RetryLater later) {
    return new Failure(FailureClass.TRANSIENT, later.reason(), later.message());
  }

  static Failure of(Outcome.Rejected rejected) {
    return new Failure(FailureClass.REJECTED, rejected.reason(), rejected.message());
  }

  static Failure of(FailureClass kind, Violation violation) {
    return new Failure(kind, violation.code().label(), violation.toString());
  }
}
