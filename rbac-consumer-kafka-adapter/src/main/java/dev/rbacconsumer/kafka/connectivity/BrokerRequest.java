package dev.rbacconsumer.kafka.connectivity;

/** Request that any broker can answer. For use by one thread. */
interface BrokerRequest extends AutoCloseable {
  /**
   * Sends the request and waits for the answer, for a bounded time.
   *
   * @return the result; a failure is a result, too
   * @throws InterruptedException when the waiting thread is interrupted
   */
  BrokerReachability ask() throws InterruptedException;

  /** Closes the connection at once. */
  @Override
  void close();
}
