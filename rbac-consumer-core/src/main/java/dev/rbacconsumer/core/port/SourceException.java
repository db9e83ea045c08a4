package dev.rbacconsumer.core.port;

/** Thrown when the message source cannot perform a call. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private SourceException(String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /**
   * Creates a failure after which the same call may succeed later without any change of this
   * process.
   */
  public static SourceException passing(String message, Throwable cause) {
    return new SourceException(message, cause, true);
  }

  /** Creates a failure after which the source must be closed and the process ended. */
  public static SourceException permanent(String message, Throwable cause) {
    return new SourceException(message, cause, false);
  }

  /** Returns whether another attempt may succeed. */
  public boolean isPassing() {
    return passing;
  }
}
