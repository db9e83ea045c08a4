package dev.rbacconsumer.kafka;

import org.junit.jupiter.api.Tag;

/** Partitions that change hands with the protocol {@code consumer}. */
@Tag("long")
class RebalanceConsumerTest extends RebalanceTests {
  RebalanceConsumerTest() {
    super("consumer");
  }
}
