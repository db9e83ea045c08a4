package dev.rbacconsumer.kafka;

/** Partitions that change hands with the protocol {@code consumer}. */
class RebalanceConsumerTest extends RebalanceTests {
  RebalanceConsumerTest() {
    super("consumer");
  }
}
