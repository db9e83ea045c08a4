package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.contract.MessageSourceContract;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The contract of a source against a real broker. */
class KafkaSourceContractTest extends MessageSourceContract {
  private static EmbeddedKafka kafka;

  private PartitionId partition;
  private MessageSource source;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    String topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 1);
    partition = new PartitionId(topic, 0);
    source =
        KafkaMessageSource.create(
            KafkaClientSettings.of(kafka.bootstrapServers(), topic, "contract"),
            topic,
            Duration.ofSeconds(10));
  }

  @Override
  protected MessageSource source() {
    return source;
  }

  @Override
  protected PartitionId partition() {
    return partition;
  }

  @Override
  protected void append(int records) {
    for (int i = 0; i < records; i++) {
      kafka.publish(OutboxMessages.tombstone().at(partition, new Offset(0)));
    }
  }
}
