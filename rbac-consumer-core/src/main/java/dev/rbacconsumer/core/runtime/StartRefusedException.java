package dev.rbacconsumer.core.runtime;

/** Thrown when a {@link StartCheck} has found a reason not to join the group. */
public final class StartRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefusedException(String problem) {
    super(problem);
  }
}
