package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README tells an embedder to write works as it stands there. */
class EmbeddingExampleTest {
  private static final RelationTuple TUPLE =
      RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:localhost/ann");

  @Test
  void appliesWhatIsPublishedAndCommitsIt() throws InterruptedException {
    SourceRecord message = OutboxMessages.relations().add(TUPLE).build().at(0, 0);
    String topic = message.partition().topic();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer store = RelationsServer.builder().start()) {
      kafka.createTopic(topic, 1);
      kafka.publish(message);

      try (RelationConsumer consumer =
          EmbeddingExample.start(
              kafka.bootstrapServers(), "group", topic, store.target(), () -> {})) {
        Eventually.get(() -> kafka.lag("group", topic), lag -> lag == 0, Duration.ofMinutes(1));
        assertThat(consumer.failure()).isNotDone();
        assertThat(threads(consumer.name()))
            .contains("source", "health", "topic-inspector")
            .anyMatch(name -> name.startsWith("relations-io"));
      }

      assertThat(store.tuples()).containsExactly(TUPLE);
      assertThat(kafka.members("group")).isEmpty();
    }
  }

  /** The names of the threads of a consumer, without its own. */
  private static Set<String> threads(String consumer) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(consumer + "-"))
        .map(name -> name.substring(consumer.length() + 1))
        .collect(Collectors.toSet());
  }
}
