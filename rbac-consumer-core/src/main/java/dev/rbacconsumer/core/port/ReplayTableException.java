package dev.rbacconsumer.core.port;

/**
 * Thrown when a replay table cannot be created, or cannot take one more tuple. The message is one
 * sentence for an operator that says what is missing and which setting to change; it holds no
 * secrets.
 */
public final class ReplayTableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a sentence for an operator. */
  public ReplayTableException(String message) {
    super(message);
  }

  /** Creates an exception with a sentence for an operator and the exception of the platform. */
  public ReplayTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
