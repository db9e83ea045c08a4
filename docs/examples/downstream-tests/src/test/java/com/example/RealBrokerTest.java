package com.example;

import static dev.rbacconsumer.testkit.assertj.TestkitAssertions.assertThat;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.relations.RelationsStore;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.junit.EmbeddedKafkaTest;
import dev.rbacconsumer.testkit.junit.RelationsServerExtension;
import dev.rbacconsumer.testkit.junit.TestTopic;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole consumer between a real broker and a Relations server. */
@EmbeddedKafkaTest
class RealBrokerTest {
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";

  @RegisterExtension
  final RelationsServerExtension relations = RelationsServerExtension.create();

  // [broker]
  @Test
  void aChangeIsAppliedAlthoughTheStoreRefusesTheFirstCall(
      EmbeddedKafka kafka, @TestTopic String topic, RelationsServer server) {
    server.next(1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "try later"));
    kafka.publish(
        OutboxMessages.relations()
            .add(RelationTuple.parse(ANN))
            .build()
            .at(new PartitionId(topic, 0), 0));

    try (RelationConsumer consumer =
        RelationConsumer.builder()
            .source(KafkaSource.of(kafka.bootstrapServers(), "my-group", topic))
            .store(RelationsStore.at(server.target()))
            .start()) {
      Eventually.get(() -> kafka.lag("my-group", topic), lag -> lag == 0, Duration.ofMinutes(1));

      assertThat(server).hasExactlyTuples(ANN);
      assertThat(kafka).hasCommitted("my-group", new PartitionId(topic, 0), 1);
      org.assertj.core.api.Assertions.assertThat(consumer.failure()).isNotDone();
    }
  }
  // [/broker]
}
