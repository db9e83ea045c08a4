package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An embedder can read the settings of the jar from a map. */
class EmbeddedSettingsExampleTest {
  private static final RelationTuple TUPLE =
      RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:localhost/ann");

  @Test
  void appliesWhatIsPublishedWithSettingsFromAMap() throws InterruptedException {
    SourceRecord message = OutboxMessages.relations().add(TUPLE).build().at(0, 0);
    String topic = message.partition().topic();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer store = RelationsServer.builder().start()) {
      kafka.createTopic(topic, 1);
      kafka.publish(message);

      Map<String, String> settings =
          Map.of(
              "KAFKA_SERVERS",
              kafka.bootstrapServers(),
              "RBAC_KAFKA_CONSUMER_TOPIC",
              topic,
              "RBAC_KAFKA_CONSUMER_GROUP_ID",
              "group",
              "RELATION_API_SERVER",
              store.target());
      try (RelationConsumer consumer = EmbeddedSettingsExample.start(settings, () -> {})) {
        Eventually.get(() -> kafka.lag("group", topic), lag -> lag == 0, Duration.ofMinutes(1));
        assertThat(consumer.failure()).isNotDone();
      }

      assertThat(store.tuples()).containsExactly(TUPLE);
    }
  }

  @Test
  void settingsThatAreMissingAreNamed() {
    assertThatThrownBy(
            () ->
                EmbeddedSettingsExample.start(
                    Map.of("KAFKA_SERVERS", "a", "RBAC_KAFKA_CONSUMER_TOPIC", "a b"), () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "KAFKA_SERVERS: want host:port, comma separated, got \"a\", wrong at entry 1\n"
                + "RBAC_KAFKA_CONSUMER_TOPIC: want the name of a topic"
                + " (1 to 249 of A-Z a-z 0-9 . _ -), got \"a b\"");
  }
}
