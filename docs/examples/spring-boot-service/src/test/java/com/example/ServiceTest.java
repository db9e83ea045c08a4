package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class ServiceTest {
  private static final String TOPIC = "outbox";
  private static final String ANN = "rbac/group:ops#t_member@rbac/principal:ann";
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.start();
  private static final RelationsServer RELATIONS = RelationsServer.builder().start();

  @Autowired private TestRestTemplate client;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    KAFKA.createTopic(TOPIC, 1);
    registry.add("consumer.KAFKA_SERVERS", KAFKA::bootstrapServers);
    registry.add("consumer.RBAC_KAFKA_CONSUMER_TOPIC", () -> TOPIC);
    registry.add("consumer.RELATION_API_SERVER", RELATIONS::target);
  }

  @AfterAll
  static void close() {
    RELATIONS.close();
    KAFKA.close();
  }

  @Test
  void theServiceAppliesChangesAndItsActuatorReportsOnThem() {
    PartitionId partition = new PartitionId(TOPIC, 0);
    KAFKA.publish(
        OutboxMessages.relations().add(RelationTuple.parse(ANN)).build().at(partition, 0));

    Eventually.get(
        RELATIONS::tupleTexts, tuples -> tuples.contains(ANN), Duration.ofMinutes(1));
    String health =
        Eventually.get(
            () -> get("/actuator/health"), it -> it.contains("\"status\":\"UP\""), Duration.ofMinutes(1));
    assertThat(health).contains("\"consumer\":{\"status\":\"UP\"");
    assertThat(get("/actuator/rbacstatus"))
        .contains("\"group\":\"my-service\"", "\"topic\":\"outbox\"");
    assertThat(get("/actuator/rbacmetrics")).contains("rbac_kafka_consumer_lag{partition=\"0\"");
  }

  private String get(String path) {
    return String.valueOf(client.getForObject(path, String.class));
  }
}
