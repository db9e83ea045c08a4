package dev.rbacconsumer.core.message;

import java.util.List;

/** A payload that is not what its type says. Carries every fault that was found. */
public final class PayloadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /**
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
   * One fault.
   *
   * @param code what kind of fault
   * @param path where, as a JSON path from the payload, such as {@code $.group.uuid}
   * @param message one sentence that says what was wanted and what came
   */
  public PayloadException(ViolationCode code, String path, String message) {
    this(List.of(new Violation(code, path, message)));
  }

  /** The faults, at least one. */
  public List<Violation> violations() {
    return violations;
  }
}
