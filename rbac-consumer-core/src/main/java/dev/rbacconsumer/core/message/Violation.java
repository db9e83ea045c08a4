package dev.rbacconsumer.core.message;

/**
 * One fault of a message.
 *
 * @param code kind of the fault, for programs
 * @param path its place, as a JSON path from the record's value ({@code $.payload}) or from the
 *     payload ({@code $.relations_to_add[3].subject}); {@code $} for the whole
 * @param message one sentence that names the wanted and the given value; bounded, control
 *     characters replaced
 */
public record Violation(ViolationCode code, String path, String message) {
  @Override
  public String toString() {
    return code.label() + " at " + path + ": " + message;
  }
}
