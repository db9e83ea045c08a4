package dev.rbacconsumer.testkit.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerSource;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.OpenedSource;
import dev.rbacconsumer.core.consumer.OpenedStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a consumer refuses at its start, and what it leaves open then. */
final class ConsumerStartTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:ann");

  private final InMemorySource source = new InMemorySource();
  private final InMemoryRelations store = new InMemoryRelations();

  @Test
  void settingsHaveTheNamesOfTheLauncher() {
    SettingValues wrong = SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "often"));

    assertThatThrownBy(() -> builder().settings(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY");
  }

  @Test
  void settingsReachDelivery() {
    SettingValues values = SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_ON_INVALID", "skip"));
    source.append(P0, OutboxMessages.withValue("{\"id\": 1}"));
    publish();

    try (RelationConsumer consumer = builder().settings(values).start()) {
      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

      assertThat(consumer.status().passedOver()).hasSize(1);
    }
  }

  @Test
  void misspeltSettingIsLogged() {
    SettingValues values = SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_ON_INVALD", "skip"));

    try (CapturedLog log = CapturedLog.of("dev.rbacconsumer.consumer.spelt")) {
      builder().name("spelt").settings(values).start().close();

      assertThat(log.lines())
          .contains(
              "WARN RBAC_KAFKA_CONSUMER_ON_INVALD: has no effect here;"
                  + " the nearest name that has one is RBAC_KAFKA_CONSUMER_ON_INVALID");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REPLICATION_TO_RELATION_ENABLED, false",
    "KAFKA_ENABLED, no",
    "RBAC_KAFKA_CONSUMER_REPLICAS, 0"
  })
  void settingsThatSwitchDeliveryOffAreRefused(String name, String value) {
    SettingValues off = SettingValues.of(Map.of(name, value));

    assertThatThrownBy(() -> builder().settings(off))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("always applies");
  }

  @Test
  void partsThatAreWrongTogetherAreRefusedAndClosed() {
    assertThatThrownBy(
            () ->
                RelationConsumer.builder()
                    .source(ConsumerSource.of(source, "my.group", "outbox"))
                    .store(ConsumerStore.of(store, store))
                    .start())
        .hasMessageContaining("group: want letters");
    assertThat(source.isClosed()).isTrue();
    assertThatThrownBy(
            () -> withSettings("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "outbox").start())
        .hasMessageContaining("dead-letter topic: want another topic");
    assertThatThrownBy(() -> withSettings("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "outbox").start())
        .hasMessageContaining("topic of the quarantine: want one of its own");
    assertThatThrownBy(
            () ->
                withSettings("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "parked")
                    .store(unfenced())
                    .start())
        .hasMessageContaining("without fencing");
    assertThatThrownBy(
            () ->
                builder()
                    .lanes(
                        it ->
                            it.withPolicies(
                                FailurePolicies.DEFAULT.withInvalid(FailurePolicy.DEAD_LETTER)))
                    .start())
        .hasMessageContaining("dead-letter topic: want one for");
    assertThatThrownBy(
            () ->
                withSettings("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "letters")
                    .lanes(
                        it ->
                            it.withPolicies(
                                FailurePolicies.DEFAULT.withInvalid(FailurePolicy.DEAD_LETTER)))
                    .start())
        .hasMessageContaining("want a source that keeps dead letters");
  }

  @Test
  void aSourceOfSeveralTopicsHasALockForEachOfTheirPartitions() {
    List<String> locks = new CopyOnWriteArrayList<>();
    FenceAuthority noting =
        (lockId, timeout) -> {
          locks.add(lockId);
          return store.acquire(lockId, timeout);
        };
    source.append(new PartitionId("other", 0), OutboxMessages.relations().add(ANN).build());
    source.assign(new PartitionId("other", 0));
    publish();

    try (RelationConsumer consumer = builder().store(ConsumerStore.of(store, noting)).start()) {
      Eventually.get(() -> locks, it -> it.size() >= 2, LONG);

      assertThat(consumer.failure()).isNotDone();
      assertThat(locks).contains("my-group/0", "my-group/other/0");
    }
  }

  @Test
  void aStoreThatCannotBeOpenedLeavesNoSourceOpen() {
    AtomicBoolean isClosed = new AtomicBoolean();
    MetricRegistry registry = new MetricRegistry();
    ConsumerSource opened = context -> closing(isClosed);
    ConsumerStore broken =
        context -> {
          throw new IllegalArgumentException("target: no such scheme");
        };

    assertThatThrownBy(
            () -> RelationConsumer.builder().source(opened).store(broken).metrics(registry).start())
        .hasMessage("target: no such scheme");

    assertThat(isClosed).isTrue();
    assertThat(source.isClosed()).as("the source of records").isTrue();
    assertThat(registry.getNames()).as("metrics").isEmpty();
  }

  @Test
  void missingPartsAreNamed() {
    assertThatThrownBy(() -> RelationConsumer.builder().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("source: want one, got none");
    assertThatThrownBy(
            () ->
                RelationConsumer.builder().source(ConsumerSource.of(source, "g", "outbox")).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("store: want one, got none");
    assertThatThrownBy(() -> RelationConsumer.builder().name("my consumer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name: want");
  }

  private ConsumerBuilder builder() {
    return RelationConsumer.builder()
        .source(ConsumerSource.of(source, "my-group", "outbox"))
        .store(ConsumerStore.of(store, store));
  }

  private void publish() {
    source.append(P0, OutboxMessages.relations().add(ANN).build());
    source.assign(P0);
  }

  private ConsumerBuilder withSettings(String name, String value) {
    return builder().settings(SettingValues.of(Map.of(name, value)));
  }

  private ConsumerStore unfenced() {
    return context ->
        new OpenedStore() {
          @Override
          public RelationSink sink() {
            return store;
          }

          @Override
          public FenceAuthority fences() {
            return store.unfenced();
          }

          @Override
          public boolean isFenced() {
            return false;
          }
        };
  }

  private OpenedSource closing(AtomicBoolean isClosed) {
    return new OpenedSource() {
      @Override
      public MessageSource messages() {
        return source;
      }

      @Override
      public String group() {
        return "my-group";
      }

      @Override
      public String topic() {
        return "outbox";
      }

      @Override
      public void close() {
        isClosed.set(true);
      }
    };
  }
}
