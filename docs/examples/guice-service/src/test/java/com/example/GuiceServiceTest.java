package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.google.inject.Injector;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.metrics.PrometheusText;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.junit.EmbeddedKafkaTest;
import dev.rbacconsumer.testkit.junit.RelationsServerExtension;
import dev.rbacconsumer.testkit.junit.TestTopic;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@EmbeddedKafkaTest
class GuiceServiceTest {
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";

  @RegisterExtension
  final RelationsServerExtension relations = RelationsServerExtension.create();

  @Test
  void theConsumerOfTheInjectorAppliesChangesAndCountsThem(
      EmbeddedKafka kafka, @TestTopic String topic, RelationsServer server) {
    kafka.publish(
        OutboxMessages.relations()
            .add(RelationTuple.parse(ANN))
            .build()
            .at(new PartitionId(topic, 0), 0));
    Map<String, String> settings =
        Map.of(
            "KAFKA_SERVERS", kafka.bootstrapServers(),
            "RBAC_KAFKA_CONSUMER_TOPIC", topic,
            "RBAC_KAFKA_CONSUMER_GROUP_ID", "my-group",
            "RELATION_API_SERVER", server.target());
    Injector injector = GuiceService.injector(settings, failure -> {});

    try (RelationConsumer consumer = injector.getInstance(RelationConsumer.class)) {
      Eventually.get(() -> kafka.lag("my-group", topic), lag -> lag == 0, Duration.ofMinutes(1));

      assertThat(server.tupleTexts()).containsExactly(ANN);
      assertThat(PrometheusText.of(injector.getInstance(MetricRegistry.class)))
          .contains("rbac_kafka_consumer_lag{partition=\"0\",topic=\"" + topic + "\",} 0.0");
      assertThat(consumer.failure()).isNotDone();
    }
  }
}
