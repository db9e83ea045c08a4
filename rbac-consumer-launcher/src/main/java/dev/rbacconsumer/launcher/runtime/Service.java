package dev.rbacconsumer.launcher.runtime;

/** Something that runs until it is told to stop or cannot go on. */
public interface Service {
  /**
   * Runs in the calling thread until the end. Called once; may be called after {@link #stop}, and
   * then ends at once. Whatever was opened is closed when this returns or throws.
   *
   * @return {@link ExitCode#OK} after a stop in order, else {@link ExitCode#FAILURE}
   * @throws InterruptedException when the calling thread is interrupted
   */
  ExitCode run() throws InterruptedException;

  /** Asks {@link #run} to end, and returns at once. May be called by any thread, several times. */
  void stop();

  /**
   * Removes what would outlive the process, where {@link #run} has not ended and the process ends
   * all the same. May be called by any thread.
   */
  default void abandon() {}
}
