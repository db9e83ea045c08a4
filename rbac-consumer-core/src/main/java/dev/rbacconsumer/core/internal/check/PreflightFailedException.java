package dev.rbacconsumer.core.internal.check;

/**
 * Thrown when a step of a check fails or cannot be performed. The message has the problem and the
 * remedy, in one sentence without secrets.
 */
public final class PreflightFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Finding.Verdict verdict;
  private final CheckOutcome outcome;

  /** Creates the exception for a problem that may pass. */
  public PreflightFailedException(String message) {
    this(message, Finding.Verdict.BAD, CheckOutcome.FAILED);
  }

  private PreflightFailedException(String message, Finding.Verdict verdict, CheckOutcome outcome) {
    super(message);
    this.verdict = verdict;
    this.outcome = outcome;
  }

  /** Creates the exception for a problem that an operator must correct. */
  public static PreflightFailedException wrongSetting(String message) {
    return new PreflightFailedException(message, Finding.Verdict.BAD, CheckOutcome.WRONG_SETTING);
  }

  /** Creates the exception for a check that could not be performed but does not prevent a start. */
  public static PreflightFailedException unknown(String message) {
    return new PreflightFailedException(message, Finding.Verdict.UNKNOWN, CheckOutcome.GOOD);
  }

  Finding.Verdict verdict() {
    return verdict;
  }

  CheckOutcome outcome() {
    return outcome;
  }
}
