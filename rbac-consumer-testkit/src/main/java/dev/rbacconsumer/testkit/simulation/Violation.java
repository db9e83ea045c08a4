package dev.rbacconsumer.testkit.simulation;

/**
 * Something that must always hold did not.
 *
 * @param invariant which, in a word or two
 * @param message what happened, where
 */
public record Violation(String invariant, String message) {
  @Override
  public String toString() {
    return invariant + ": " + message;
  }
}
