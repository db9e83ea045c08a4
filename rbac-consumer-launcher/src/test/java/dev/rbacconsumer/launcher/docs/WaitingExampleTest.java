package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.runtime.SystemClock;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the page for embedders says about waiting works as it stands there. */
class WaitingExampleTest {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final UUID ID = new UUID(3, 4);

  @Test
  void aCallerThatWaitsGetsTheTokenOfTheEventThatIsPublishedLater() throws Exception {
    SourceRecord message =
        OutboxMessages.relations()
            .id(ID)
            .add(RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:localhost/ann"))
            .build()
            .at(0, 0);
    String topic = message.partition().topic();
    InMemoryRelations store = new InMemoryRelations();
    ExecutorService answers = Executors.newSingleThreadExecutor();
    WaitingExample example = new WaitingExample(answers, new SystemClock());
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(topic, 1);
      ConsumerBuilder builder =
          RelationConsumer.builder()
              .source(KafkaSource.of(kafka.bootstrapServers(), "group", topic))
              .store(ConsumerStore.of(store, store));
      try (RelationConsumer consumer = example.remembered(builder).start()) {
        CompletableFuture<EventState> waiting = example.state(ID.toString(), LONGEST);
        EventState unknown =
            example.state(ID.toString(), Duration.ofMillis(1)).get(60, TimeUnit.SECONDS);

        kafka.publish(message);

        EventState state = waiting.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertThat(unknown).isEqualTo(new EventState.Unknown(ID.toString()));
        assertThat(state)
            .isInstanceOfSatisfying(
                EventState.Applied.class, applied -> assertThat(applied.token()).isPresent());
        assertThat(consumer.failure()).isNotDone();
      }
    } finally {
      answers.shutdownNow();
    }
  }
}
