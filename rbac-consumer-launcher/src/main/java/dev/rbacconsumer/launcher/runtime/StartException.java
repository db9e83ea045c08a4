package dev.rbacconsumer.launcher.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the consumer cannot start with its set-up. The message is one sentence for the operator
 * with the problem and the remedy, without secrets.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * @param code exit code of the process
   * @param cause cause with more details; without secrets too
   */
  public StartException(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the exit code of the process. */
  public ExitCode code() {
    return code;
  }
}
