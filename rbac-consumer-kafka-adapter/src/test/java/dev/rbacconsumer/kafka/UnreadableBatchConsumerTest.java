package dev.rbacconsumer.kafka;

import org.junit.jupiter.api.Tag;

/** Batches that the client cannot read, with the protocol {@code consumer}. */
@Tag("long")
class UnreadableBatchConsumerTest extends UnreadableBatchTests {
  UnreadableBatchConsumerTest() {
    super("consumer");
  }
}
