package dev.rbacconsumer.core.message;

import java.util.List;

/** Thrown when a payload does not have the form of its type. Carries every fault that was found. */
public final class PayloadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /**
   * Creates an exception with these faults.
   *
   * @param violations at least one, the worst first
   */
  public PayloadException(List<Violation> violations) {
    super(violations.isEmpty() ? "" : violations.get(0).toString());
    if (violations.isEmpty()) {
      throw new IllegalArgumentException("violations: want at least one, got none");
    }
    this.violations = List.copyOf(violations);
  }

  /**
   * Creates an exception with one fault.
   *
   * @param code kind of the fault
   * @param path its place, as a JSON path from the payload, such as {@code $.group.uuid}
   * @param message one sentence that names the wanted and the given value
   */
  public PayloadException(ViolationCode code, String path, String message) {
    this(List.of(new Violation(code, path, message)));
  }

  /** Returns the faults, at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
