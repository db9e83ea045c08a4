package dev.rbacconsumer.launcher.runtime;

/** Service that runs until a stop is requested or it cannot continue. */
public interface Service {
  /**
   * Runs in the calling thread until the end. Called once; may be called after {@link #stop}, and
   * then ends at once. All resources are closed when this returns or throws.
   *
   * @return {@link ExitCode#OK} after a stop in order, else {@link ExitCode#FAILURE}
   * @throws InterruptedException when the calling thread is interrupted
   */
  ExitCode run() throws InterruptedException;

  /**
   * Requests the end of {@link #run}, and returns at once. May be called by any thread, several
   * times.
   */
  void stop();

  /**
   * Removes data that would remain after the process, if {@link #run} has not ended and the process
   * ends anyway. May be called by any thread.
   */
  default void abandon() {}
}
