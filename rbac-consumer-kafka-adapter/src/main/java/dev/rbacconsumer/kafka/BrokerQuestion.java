package dev.rbacconsumer.kafka;

/** A question that any broker can answer. One thread. */
interface BrokerQuestion extends AutoCloseable {
  /**
   * Asks and waits for the answer, for a bounded time.
   *
   * @return what came of it; whatever goes wrong is an answer, too
   * @throws InterruptedException when the waiting thread is interrupted
   */
  BrokerReachability ask() throws InterruptedException;

  /** Lets go of the connection, at once. */
  @Override
  void close();
}
