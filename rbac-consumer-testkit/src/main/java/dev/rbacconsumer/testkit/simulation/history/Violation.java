package dev.rbacconsumer.testkit.simulation.history;

/**
 * Violation of an invariant.
 *
 * @param invariant name of the invariant, in a word or two
 * @param message description of the violation and its place
 */
public record Violation(String invariant, String message) {
  @Override
  public String toString() {
    return invariant + ": " + message;
  }
}
