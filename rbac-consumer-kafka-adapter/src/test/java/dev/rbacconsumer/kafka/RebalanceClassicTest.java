package dev.rbacconsumer.kafka;

/** Partitions that change hands with the protocol {@code classic}. */
class RebalanceClassicTest extends RebalanceTests {
  RebalanceClassicTest() {
    super("classic");
  }
}
