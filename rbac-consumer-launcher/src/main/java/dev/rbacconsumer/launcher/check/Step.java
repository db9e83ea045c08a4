package dev.rbacconsumer.launcher.check;

/**
 * One thing to look at.
 *
 * @param name as in {@code Kafka brokers}
 * @param look does it, and connects where it has to
 */
public record Step(String name, Look look) {
  /** What a step does. */
  @FunctionalInterface
  public interface Look {
    /**
     * Looks.
     *
     * @return what was found, in a few words
     * @throws CheckFailedException when something is wrong
     * @throws InterruptedException when the calling thread is interrupted
     */
    String look() throws CheckFailedException, InterruptedException;
  }
}
