package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.junit.EmbeddedKafkaTest;
import dev.rbacconsumer.testkit.junit.TestTopic;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With H2 in memory, or with the empty database whose address DATABASE_URL is. */
@EmbeddedKafkaTest
class MainTest {
  private static final String DATABASE_URL =
      System.getenv().getOrDefault("DATABASE_URL", "jdbc:h2:mem:relations;DB_CLOSE_DELAY=-1");

  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:ann");
  private static final RelationTuple BOB =
      RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:bob");

  @Test
  void changesOfATopicReachTheTables(EmbeddedKafka kafka, @TestTopic String topic)
      throws SQLException {
    PartitionId partition = new PartitionId(topic, 0);
    kafka.publish(OutboxMessages.relations().add(ANN).build().at(partition, 0));
    kafka.publish(OutboxMessages.relations().remove(ANN).add(BOB).build().at(partition, 1));
    Map<String, String> settings =
        Map.of(
            "KAFKA_SERVERS", kafka.bootstrapServers(),
            "RBAC_KAFKA_CONSUMER_TOPIC", topic,
            "RBAC_KAFKA_CONSUMER_GROUP_ID", "my-group");

    try (HikariDataSource database = Main.database(DATABASE_URL)) {
      Main.createTables(database);
      try (RelationConsumer consumer = Main.start(settings, database)) {
        Eventually.get(() -> kafka.lag("my-group", topic), lag -> lag == 0, Duration.ofMinutes(1));

        assertThat(consumer.failure()).isNotDone();
        assertThat(new JdbcRelations(database).tuples()).containsExactly(BOB);
      }
    }
  }
}
