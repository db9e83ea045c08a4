package dev.rbacconsumer.kafka.internal.group;

import dev.rbacconsumer.core.port.SourceException;

/** Source of views of one consumer group. Close it at the end. Used by one thread. */
public interface GroupSource extends AutoCloseable {
  /**
   * Reads the group. Parts about which the brokers do not answer are unknown in the result.
   *
   * @throws SourceException with a sentence that names the remedy, when the brokers do not answer
   *     or refuse to, or there is no such topic
   * @throws InterruptedException when the calling thread is interrupted
   */
  GroupView read() throws SourceException, InterruptedException;

  @Override
  void close();
}
