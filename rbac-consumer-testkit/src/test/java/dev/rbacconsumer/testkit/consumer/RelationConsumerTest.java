package dev.rbacconsumer.testkit.consumer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.consumer.ConsumerBuilder;
import dev.rbacconsumer.core.consumer.ConsumerSource;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.Probe;
import dev.rbacconsumer.core.metrics.PrometheusText;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.InMemorySource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
            .source(ConsumerSource.of(other, "other-group", "outbox"))
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
    try (CapturedLog log = CapturedLog.of("dev.rbacconsumer.consumer.rbac-consumer");
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
  void theReplyToAnActionMayCloseTheConsumer() {
    publish();
    RelationConsumer consumer = builder().name("closes-in-a-reply").start();
    Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

    CompletableFuture<Boolean> ended =
        consumer
            .pause(P0, "ann", "the end")
            .thenApply(reply -> consumer.close(LONG) && source.isClosed());

    assertThat(ended).succeedsWithin(LONG).isEqualTo(true);
    assertThat(Eventually.get(() -> threads("closes-in-a-reply-"), Set::isEmpty, LONG)).isEmpty();
    assertThat(consumer.failure()).succeedsWithin(LONG).isEqualTo(Optional.empty());
  }

  @Test
  void metricsAreInTheRegistryThatIsGiven() {
    MetricRegistry registry = new MetricRegistry();
    publish();

    try (RelationConsumer consumer = builder().metrics(registry).start()) {
      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);

      assertThat(consumer.name()).isEqualTo(ConsumerBuilder.DEFAULT_NAME);
      assertThat(PrometheusText.of(registry))
          .contains("rbac_kafka_consumer_messages_processed_total{");
      registry.counter("of.the.service");
    }
    assertThat(registry.getNames()).as("after the end").containsExactly("of.the.service");
  }

  @Test
  void aSecondCloseWaitsAsTheFirstDoes() throws InterruptedException {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    RelationSink slow =
        (change, fence, timeout) -> {
          called.countDown();
          released.await();
          return store.apply(change, fence, timeout);
        };
    publish();
    RelationConsumer consumer = builder().store(ConsumerStore.of(slow, store)).start();
    assertThat(called.await(60, SECONDS)).isTrue();
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> consumer.close(LONG));
    CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> consumer.close(LONG));

    assertThat(consumer.close(Duration.ofMillis(1))).as("not yet").isFalse();
    released.countDown();

    assertThat(first).succeedsWithin(LONG).isEqualTo(true);
    assertThat(second).succeedsWithin(LONG).isEqualTo(true);
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void aCallbackThatWaitsForTheEndOfTheProcessDoesNotDelayItsHooks() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch exited = new CountDownLatch(1);
    publish();
    RelationConsumer consumer =
        builder()
            .store(failing(new OutOfMemoryError("Java heap space")))
            .onFailure(
                failure -> {
                  called.countDown();
                  await(exited);
                })
            .start();
    assertThat(called.await(60, SECONDS)).isTrue();

    assertThat(consumer.close(Duration.ZERO)).as("delivery has closed everything").isTrue();
    exited.countDown();
  }

  @Test
  void aStoreThatDoesNotAnswerYetKeepsTheConsumerFromBeingReady() {
    AtomicBoolean answers = new AtomicBoolean();
    RelationSink starting =
        new RelationSink() {
          @Override
          public Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
              throws InterruptedException {
            return store.apply(change, fence, timeout);
          }

          @Override
          public Optional<RelationSink.Probe> probe() {
            return Optional.of(timeout -> answers.get());
          }
        };
    publish();
    try (CapturedLog log = CapturedLog.of("dev.rbacconsumer.consumer.billing");
        RelationConsumer consumer =
            builder()
                .name("billing")
                .store(ConsumerStore.of(starting, store))
                .storeWait(LONG)
                .start()) {
      Eventually.get(
          log::lines, all -> all.stream().anyMatch(it -> it.contains("no usable answer")), LONG);
      assertThat(consumer.health().troubles()).singleElement().asString().startsWith("start:");

      answers.set(true);

      Eventually.get(() -> store.store().tuples(), it -> it.contains(ANN), LONG);
      assertThat(consumer.health().troubles()).isEmpty();
    }
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

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ConsumerStore failing(Error thrown) {
    RelationSink sink =
        (change, fence, timeout) -> {
          throw thrown;
        };
    return ConsumerStore.of(sink, store);
  }

  private static Set<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(it -> it.startsWith(prefix))
        .collect(Collectors.toSet());
  }
}
