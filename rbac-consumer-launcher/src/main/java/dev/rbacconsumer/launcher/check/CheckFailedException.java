package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;

/**
 * Something is not as a consumer needs it, or cannot be looked at. The message says what, and what
 * to do.
 */
public final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Finding.Verdict verdict;
  private final ExitCode code;

  /**
   * @param message one sentence without secrets
   */
  public CheckFailedException(String message) {
    this(message, Finding.Verdict.BAD, ExitCode.FAILURE);
  }

  private CheckFailedException(String message, Finding.Verdict verdict, ExitCode code) {
    super(message);
    this.verdict = verdict;
    this.code = code;
  }

  /** What would keep a consumer from starting. */
  public static CheckFailedException of(StartException failed) {
    return new CheckFailedException(
        String.valueOf(failed.getMessage()), Finding.Verdict.BAD, failed.code());
  }

  /**
   * What a consumer starts without, and cannot be looked at.
   *
   * @param message one sentence without secrets
   */
  public static CheckFailedException unknown(String message) {
    return new CheckFailedException(message, Finding.Verdict.UNKNOWN, ExitCode.OK);
  }

  Finding.Verdict verdict() {
    return verdict;
  }

  /** With which a consumer would end. */
  ExitCode code() {
    return code;
  }
}
