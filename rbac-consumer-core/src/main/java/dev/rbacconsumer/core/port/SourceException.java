package dev.rbacconsumer.core.port;

/** The message source could not do what it was asked to. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private SourceException(String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** The same call may succeed later, without anything here being changed. */
  public static SourceException passing(String message, Throwable cause) {
    return new SourceException(message, cause, true);
  }

  /** The source is of no use any more: it must be closed and the process ended. */
  public static SourceException permanent(String message, Throwable cause) {
    return new SourceException(message, cause, false);
  }

  /** Whether trying again makes sense. */
  public boolean isPassing() {
    return passing;
  }
}
