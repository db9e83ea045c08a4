package dev.rbacconsumer.core.event;

/**
 * The reason why a record was not applied.
 *
 * @param kind class of the failure
 * @param reason stable word within the class, fit for a metric label
 * @param message one sentence for an operator, bounded, without secrets
 */
public record Failure(FailureClass kind, String reason, String message) {
  @Override
  public String toString() {
    return kind.label() + "/" + reason + ": " + message;
  }
}
