package dev.rbacconsumer.launcher.bench.e2e.way;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes the calls of one partition's records in their order. */
interface BareLane {
  /** Records that wait at most: enough that no lane waits for a poll. */
  int MOST_WAITING = 2_000;

  /** Adds a record; waits while too many records wait already. */
  void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
}
