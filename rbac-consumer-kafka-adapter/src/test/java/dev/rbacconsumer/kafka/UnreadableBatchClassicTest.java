package dev.rbacconsumer.kafka;

/** Batches that the client cannot read, with the protocol {@code classic}. */
class UnreadableBatchClassicTest extends UnreadableBatchTests {
  UnreadableBatchClassicTest() {
    super("classic");
  }
}
