package dev.rbacconsumer.testkit.consumer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerSource;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.OpenedSource;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A consumer as an embedding program sees it, with a source and a store of its own. */
final class RelationConsumerTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:ops#t_member@rbac/principal:ann");

  private final InMemorySource source = new InMemorySource();
  private final InMemoryRelations store = new InMemoryRelations();

  @Test
  void appliesTheRecordsOfItsSourceToItsStore() {
    publish();

    try (RelationConsumer consumer = builder().start()) {
      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

      assertThat(Eventually.get(consumer::health, it -> it.health() == Health.CONNECTED, LONG))
          .isNotNull();
      assertThat(consumer.probe(Probe.LIVENESS).good()).isTrue();
      assertThat(consumer.status().partitions())
          .extracting(PartitionStatus::partition)
          .containsExactly(P0);
      assertThat(consumer.statusJson()).contains("\"group\":\"my-group\"", "\"partition\":0");
    }
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void threadsCarryTheNamesOfTheirConsumersAndEndWithThem() {
    InMemorySource other = new InMemorySource();
    RelationConsumer one = builder().name("billing").start();
    RelationConsumer two =
        RelationConsumer.builder()
            .source(ConsumerSource.of(other, "other-group"))
            .store(ConsumerStore.of(store, store))
            .name("audit")
            .start();
    try (one;
        two) {
      assertThat(threads("billing-")).contains("billing-source", "billing-health");
      assertThat(threads("audit-")).contains("audit-source", "audit-health");
    }

    assertThat(Eventually.get(() -> threads("billing-"), Set::isEmpty, LONG)).isEmpty();
    assertThat(Eventually.get(() -> threads("audit-"), Set::isEmpty, LONG)).isEmpty();
  }

  @Test
  void anErrorOfTheVirtualMachineReachesLogFutureCallbackAndStatus() {
    OutOfMemoryError thrown = new OutOfMemoryError("Java heap space");
    List<Throwable> called = new CopyOnWriteArrayList<>();
    publish();
    try (CapturedLog log = CapturedLog.of("dev.rbacconsumer.core.runtime");
        RelationConsumer consumer =
            builder().store(failing(thrown)).onFailure(called::add).start()) {
      Throwable failure = consumer.failure().orTimeout(60, SECONDS).join().orElseThrow();

      assertThat(failure).hasRootCause(thrown);
      Eventually.get(() -> called, it -> !it.isEmpty(), LONG);
      assertThat(called).containsExactly(failure);
      assertThat(consumer.status().sourceStall()).isPresent();
      assertThat(consumer.health().health()).isEqualTo(Health.HUNG);
      assertThat(consumer.probe(Probe.LIVENESS).good()).isFalse();
      assertThat(log.lines()).anyMatch(it -> it.startsWith("ERROR Delivery has ended"));
    }
  }

  @Test
  void aCallbackThatComesAfterTheFailureIsCalledAllTheSame() {
    publish();
    try (RelationConsumer consumer =
        builder().store(failing(new OutOfMemoryError("Java heap space"))).start()) {
      Throwable failure = consumer.failure().orTimeout(60, SECONDS).join().orElseThrow();
      List<Throwable> called = new CopyOnWriteArrayList<>();

      consumer.onFailure(called::add);

      assertThat(Eventually.get(() -> called, it -> !it.isEmpty(), LONG)).containsExactly(failure);
    }
  }

  @Test
  void aCallbackMayCloseTheConsumer() {
    CompletableFuture<RelationConsumer> self = new CompletableFuture<>();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    publish();
    RelationConsumer consumer =
        builder()
            .store(failing(new OutOfMemoryError("Java heap space")))
            .name("closes-itself")
            .onFailure(failure -> ended.complete(self.join().close(LONG)))
            .start();
    self.complete(consumer);

    assertThat(ended).succeedsWithin(LONG).isEqualTo(true);
    assertThat(Eventually.get(() -> threads("closes-itself-"), Set::isEmpty, LONG)).isEmpty();
  }

  @Test
  void aConsumerThatIsClosedHasNoFailure() {
    RelationConsumer consumer = builder().start();

    assertThat(consumer.close(LONG)).isTrue();

    assertThat(consumer.failure()).succeedsWithin(LONG).isEqualTo(Optional.empty());
    assertThat(consumer.health().health()).isEqualTo(Health.HUNG);
    assertThat(consumer.probe(Probe.READINESS).json()).contains("the consumer is closed");
    assertThat(consumer.close(LONG)).as("a second time").isTrue();
  }

  @Test
  void aPartitionIsPausedAndResumed() {
    publish();
    try (RelationConsumer consumer = builder().start()) {
      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

      assertThat(consumer.pause(P0, "ann", "a look at the data").join().code())
          .isEqualTo(ActionReply.Code.DONE);
      assertThat(consumer.status().partitions())
          .singleElement()
          .satisfies(it -> assertThat(it.paused()).isPresent());
      assertThat(consumer.resume(P0, "ann").join().code()).isEqualTo(ActionReply.Code.DONE);
      assertThat(consumer.retryNow(P0, "ann").join().code())
          .isEqualTo(ActionReply.Code.NOTHING_WAITS);
      assertThat(consumer.pause(new PartitionId("outbox", 7), "ann", "").join().code())
          .isEqualTo(ActionReply.Code.NOT_OWNER);
    }
  }

  @Test
  void metricsAreInTheRegistryThatIsGiven() {
    MetricRegistry registry = new MetricRegistry();
    publish();

    try (RelationConsumer consumer = builder().metrics(registry).start()) {
      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

      assertThat(consumer.name()).isEqualTo(ConsumerBuilder.DEFAULT_NAME);
      assertThat(registry.getNames()).isNotEmpty();
    }
  }

  @Test
  void settingsHaveTheNamesOfTheLauncher() {
    SettingValues wrong = SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "often"));

    assertThatThrownBy(() -> builder().settings(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY");
  }

  @Test
  void aStoreThatCannotBeOpenedLeavesNoSourceOpen() {
    AtomicBoolean isClosed = new AtomicBoolean();
    ConsumerSource opened = context -> closing(isClosed);
    ConsumerStore broken =
        context -> {
          throw new IllegalArgumentException("target: no such scheme");
        };

    assertThatThrownBy(() -> RelationConsumer.builder().source(opened).store(broken).start())
        .hasMessage("target: no such scheme");

    assertThat(isClosed).isTrue();
  }

  @Test
  void missingPartsAreNamed() {
    assertThatThrownBy(() -> RelationConsumer.builder().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("source: want one, got none");
    assertThatThrownBy(
            () -> RelationConsumer.builder().source(ConsumerSource.of(source, "g")).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("store: want one, got none");
    assertThatThrownBy(() -> RelationConsumer.builder().name("my consumer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name: want");
  }

  private ConsumerBuilder builder() {
    return RelationConsumer.builder()
        .source(ConsumerSource.of(source, "my-group"))
        .store(ConsumerStore.of(store, store));
  }

  private void publish() {
    source.append(P0, OutboxMessages.relations().add(ANN).build());
    source.assign(P0);
  }

  private ConsumerStore failing(Error thrown) {
    RelationSink sink =
        (change, fence, timeout) -> {
          throw thrown;
        };
    return ConsumerStore.of(sink, store);
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
      public void close() {
        isClosed.set(true);
      }
    };
  }

  private static Set<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(it -> it.startsWith(prefix))
        .collect(Collectors.toSet());
  }
}
