package dev.rbacconsumer.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.OpenedStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.BrokerSecurity;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What an embedding program learns of a consumer that Kafka does not let work. */
final class KafkaConsumerFailuresTest {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String TOPIC = "outbox";

  private final InMemoryRelations store = new InMemoryRelations();

  @Test
  void aConsumerWhoseInstanceIdIsTakenEndsAndSaysSo() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(TOPIC, 1);
      KafkaClientSettings named =
          new KafkaClientSettings(
              kafka.bootstrapServers(), "group", "client", Map.of("group.instance.id", "same"));
      List<Throwable> called = new CopyOnWriteArrayList<>();
      try (RelationConsumer first = builder(named).name("first").onFailure(called::add).start()) {
        Eventually.get(
            first::status, it -> !it.partitions().isEmpty() && it.source().isMember(), SOON);
        try (RelationConsumer second =
            builder(named).name("second").onFailure(called::add).start()) {
          CompletableFuture<Object> anyFailure =
              CompletableFuture.anyOf(first.failure(), second.failure());
          assertThat(anyFailure).succeedsWithin(SOON);
          RelationConsumer ended = first.failure().isDone() ? first : second;

          Throwable failure = ended.failure().join().orElseThrow();
          assertThat(failure).hasMessageContaining("group.instance.id");
          Eventually.get(() -> called, it -> !it.isEmpty(), SOON);
          assertThat(called).containsExactly(failure);
          assertThat(ended.status().sourceStall()).isPresent();
          assertThat(ended.probe(Probe.LIVENESS).good()).isFalse();
        }
      }
    }
  }

  @Test
  void aGroupThatReadsAnotherTopicIsNotJoined() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(TOPIC, 1);
      kafka.createTopic("other", 1);
      try (RelationConsumer first = builder(kafka, "other").start()) {
        Eventually.get(first::status, it -> !it.partitions().isEmpty(), SOON);

        try (RelationConsumer second = builder(kafka, TOPIC).start()) {
          assertThat(second.failure())
              .succeedsWithin(SOON)
              .extracting(Optional::orElseThrow)
              .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
              .hasMessageContaining("members of group group read topic other");
          assertThat(second.health().health()).isEqualTo(Health.HUNG);
        }
        assertThat(first.failure()).isNotDone();
      }
    }
  }

  /** The other consumer has left the group, and only the store still shows it. */
  @Test
  void aGroupWithMarksOfAnotherTopicIsNotJoined() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopic(TOPIC, 1);
      kafka.createTopic("other", 1);
      try (RelationConsumer first = builder(kafka, "other").start()) {
        Eventually.get(() -> store.marks("group/0"), KafkaConsumerFailuresTest::nameALog, SOON);
        assertThat(first.failure()).isNotDone();
      }

      try (RelationConsumer second =
          builder(kafka, TOPIC).store(context -> new MarkedStore(store)).start()) {
        assertThat(second.failure())
            .succeedsWithin(SOON)
            .extracting(Optional::orElseThrow)
            .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
            .hasMessageContaining(
                "the store holds marks of group group for topic other, and this consumer reads"
                    + " outbox");
      }
      try (RelationConsumer same =
          builder(kafka, "other").store(context -> new MarkedStore(store)).start()) {
        Eventually.get(same::status, it -> it.source().isMember(), SOON);
      }
    }
  }

  private static boolean nameALog(List<StoreMark> marks) {
    return marks.stream().anyMatch(mark -> mark.log().isPresent());
  }

  @Test
  void aRefusedLoginIsReportedAsLongAsItLasts() {
    BrokerSecurity security = BrokerSecurity.login("ann", "right");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(security)) {
      KafkaClientSettings wrong =
          new KafkaClientSettings(
              kafka.bootstrapServers(),
              "group",
              "client",
              Map.of(
                  "security.protocol", "SASL_SSL",
                  "sasl.mechanism", "PLAIN",
                  "sasl.jaas.config",
                      "org.apache.kafka.common.security.plain.PlainLoginModule required"
                          + " username=\"ann\" password=\"wrong\";",
                  "ssl.endpoint.identification.algorithm", "",
                  "ssl.truststore.type", "PEM",
                  "ssl.truststore.certificates", security.certificate()));
      List<HealthView> views = new CopyOnWriteArrayList<>();
      try (RelationConsumer consumer = builder(wrong).onHealthChange(views::add).start()) {
        StatusSnapshot status =
            Eventually.get(consumer::status, it -> it.source().problem().isPresent(), SOON);

        assertThat(status.source().problem().orElseThrow().message())
            .containsIgnoringCase("authentication");
        Eventually.get(
            () -> views, all -> all.stream().anyMatch(KafkaConsumerFailuresTest::isRefused), SOON);
        assertThat(consumer.failure()).as("a login may be accepted later").isNotDone();
      }
    }
  }

  private static boolean isRefused(HealthView view) {
    return view.health() == Health.DISCONNECTED
        && view.troubles().stream().anyMatch(it -> it.contains("login"));
  }

  private ConsumerBuilder builder(EmbeddedKafka kafka, String topic) {
    return RelationConsumer.builder()
        .source(KafkaSource.of(kafka.bootstrapServers(), "group", topic))
        .store(ConsumerStore.of(store, store));
  }

  private ConsumerBuilder builder(KafkaClientSettings client) {
    return RelationConsumer.builder()
        .source(KafkaSource.of(new KafkaSourceSettings(client, TOPIC)))
        .store(ConsumerStore.of(store, store));
  }

  /** A store that shows its marks. */
  private record MarkedStore(InMemoryRelations relations) implements OpenedStore {
    @Override
    public RelationSink sink() {
      return relations;
    }

    @Override
    public FenceAuthority fences() {
      return relations;
    }

    @Override
    public List<StoreMark> marks(String lockId, Duration timeout) {
      return relations.marks(lockId);
    }
  }
}
