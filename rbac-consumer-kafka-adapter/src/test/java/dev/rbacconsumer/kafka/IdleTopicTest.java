package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What tools say of a topic to which nothing more is written, while the consumer runs. */
class IdleTopicTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static EmbeddedKafka kafka;

  private final InMemoryRelations store = new InMemoryRelations();
  private String topic = "";

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
    topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 1);
  }

  @Test
  void theLastRecordIsCommittedWithoutAnotherOneBehindIt() {
    try (FencedInstance instance = start()) {
      instance.events.await(PartitionEvent.Positioned.class, it -> true, SOON);
      kafka.publish(message("ann"));

      Eventually.get(() -> kafka.lag(topic, topic), lag -> lag == 0, SOON);
    }
    assertThat(store.store().tuples()).hasSize(1);
  }

  @Test
  void whatTransactionsLeaveBehindTheLastRecordIsCommittedToo() {
    try (FencedInstance instance = start();
        KafkaProducer<byte[], byte[]> producer = transactionalProducer()) {
      producer.initTransactions();
      transact(producer, message("ann"), true);
      transact(producer, message("bob"), false);

      Eventually.get(() -> kafka.endOffsets(topic).get(partition()).value(), end -> end == 4, SOON);
      Eventually.get(() -> kafka.lag(topic, topic), lag -> lag == 0, SOON);
      assertThat(instance.thread.failure()).isNull();
    }
    assertThat(store.store().tuples()).hasSize(1);
  }

  private FencedInstance start() {
    return new FencedInstance(
        KafkaClientSettings.of(kafka.bootstrapServers(), topic, "test"),
        topic,
        store,
        store,
        event -> {});
  }

  private KafkaProducer<byte[], byte[]> transactionalProducer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void transact(
      KafkaProducer<byte[], byte[]> producer, SourceRecord message, boolean commit) {
    producer.beginTransaction();
    Future<?> sent = producer.send(new ProducerRecord<>(topic, 0, message.key(), message.value()));
    producer.flush();
    assertThat(sent).isDone();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private SourceRecord message(String name) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + name);
    return OutboxMessages.relations().add(tuple).build().at(partition(), new Offset(0));
  }

  private PartitionId partition() {
    return new PartitionId(topic, 0);
  }
}
