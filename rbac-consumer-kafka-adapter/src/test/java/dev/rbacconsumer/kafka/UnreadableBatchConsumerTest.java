package dev.rbacconsumer.kafka;

/** Batches that the client cannot read, with the protocol {@code consumer}. */
class UnreadableBatchConsumerTest extends UnreadableBatchTests {
  UnreadableBatchConsumerTest() {
    super("consumer");
  }
}
