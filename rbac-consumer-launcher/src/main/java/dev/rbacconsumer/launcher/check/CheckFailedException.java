package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;

/** Something is not as a consumer needs it. The message says what, and what to do. */
public final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * @param message one sentence without secrets
   */
  public CheckFailedException(String message) {
    this(message, ExitCode.FAILURE);
  }

  private CheckFailedException(String message, ExitCode code) {
    super(message);
    this.code = code;
  }

  /** What would keep a consumer from starting. */
  public static CheckFailedException of(StartException failed) {
    return new CheckFailedException(String.valueOf(failed.getMessage()), failed.code());
  }

  /** With which a consumer would end. */
  ExitCode code() {
    return code;
  }
}
