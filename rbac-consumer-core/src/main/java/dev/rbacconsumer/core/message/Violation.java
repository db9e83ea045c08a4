package dev.rbacconsumer.core.message;

/**
 * One fault of a message.
 *
 * @param code what kind of fault, for machines
 * @param path where, as a JSON path from the record's value ({@code $.payload}) or from the payload
 *     ({@code $.relations_to_add[3].subject}); {@code $} for the whole
 * @param message one sentence that says what was wanted and what came; bounded, control characters
 *     replaced
 */
public record Violation(ViolationCode code, String path, String message) {
  @Override
  public String toString() {
    return code.label() + " at " + path + ": " + message;
  }
}
