package dev.rbacconsumer.launcher.check;

/** Something is not as a consumer needs it. The message says what, and what to do. */
public final class CheckFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence without secrets
   */
  public CheckFailedException(String message) {
    super(message);
  }
}
