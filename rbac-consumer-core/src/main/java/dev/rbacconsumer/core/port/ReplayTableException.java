package dev.rbacconsumer.core.port;

/**
 * A replay cannot note the last word on one more tuple. The message is one sentence for an operator
 * that says what is missing and which setting to change; it holds no secrets.
 */
public final class ReplayTableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception with a sentence for an operator. */
  public ReplayTableException(String message) {
    super(message);
  }

  /** An exception with a sentence for an operator, and what the platform said. */
  public ReplayTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
