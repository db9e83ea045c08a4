package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.StartException;

/**
 * Thrown when a step of the {@code check} command fails or cannot be performed. The message has the
 * problem and the remedy.
 */
public final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Finding.Verdict verdict;
  private final ExitCode code;

  /**
   * @param message one sentence, free of secrets
   */
  public CheckFailedException(String message) {
    this(message, Finding.Verdict.BAD, ExitCode.FAILURE);
  }

  private CheckFailedException(String message, Finding.Verdict verdict, ExitCode code) {
    super(message);
    this.verdict = verdict;
    this.code = code;
  }

  /** Creates the exception for a problem that would prevent a start. */
  public static CheckFailedException of(StartException failed) {
    return new CheckFailedException(
        String.valueOf(failed.getMessage()), Finding.Verdict.BAD, failed.code());
  }

  /**
   * Creates the exception for a check that cannot be performed, and that a start does not need.
   *
   * @param message one sentence without secrets
   */
  public static CheckFailedException unknown(String message) {
    return new CheckFailedException(message, Finding.Verdict.UNKNOWN, ExitCode.OK);
  }

  Finding.Verdict verdict() {
    return verdict;
  }

  /** Returns the exit code with which a consumer would end. */
  ExitCode code() {
    return code;
  }
}
