package dev.rbacconsumer.core.internal.check;

/**
 * One step of a check.
 *
 * @param name shown to the user, as in {@code Kafka brokers}
 * @param action performs the check, and connects if necessary
 */
public record Step(String name, Action action) {
  /** Performs one check. */
  @FunctionalInterface
  public interface Action {
    /**
     * Performs the check.
     *
     * @return the result in a few words
     * @throws PreflightFailedException if the check fails
     * @throws InterruptedException when the calling thread is interrupted
     */
    String run() throws PreflightFailedException, InterruptedException;
  }
}
