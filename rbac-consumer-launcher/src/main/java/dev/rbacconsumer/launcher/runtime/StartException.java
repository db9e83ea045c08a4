package dev.rbacconsumer.launcher.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The consumer cannot start as it is set up. The message is one sentence for who did so: what is
 * wrong and what to do, without secrets.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * @param code with which the process ends
   * @param cause for who wants to see more; without secrets too
   */
  public StartException(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** With which the process ends. */
  public ExitCode code() {
    return code;
  }
}
