package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.token.DropReason;
import dev.rbacconsumer.core.token.SkipReason;
import dev.rbacconsumer.core.token.TokenKind;
import dev.rbacconsumer.core.token.TokenObserver;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaTokens;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Consistency tokens on a topic of a real broker. */
final class KafkaTokensTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private final Counts counts = new Counts();
  private final ManualClock clock = new ManualClock();

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void tokensOfAnOrganisationAreRecordsWithItsKeyInOrder() throws Exception {
    kafka.createTopic("tokens", 1);
    try (KafkaTokens tokens = open("tokens", Duration.ofSeconds(30))) {
      assertThat(tokens.applied(event("org-1", "token-1"), TIMEOUT)).isEmpty();
      tokens.applied(event("org-2", "token-\"2"), TIMEOUT);
      tokens.applied(event("org-1", "token-3"), TIMEOUT);
      Eventually.get(() -> counts.of("written"), it -> it == 3, PATIENCE);
      assertThat(tokens.pending()).isZero();
    }

    List<ConsumerRecord<String, String>> records = records("tokens", 3);

    assertThat(records).extracting(ConsumerRecord::key).containsExactly("org-1", "org-2", "org-1");
    assertThat(records.get(0).value())
        .isEqualTo(
            "{\"token\":\"token-1\",\"event_id\":\"id-1\",\"event_type\":\"assign_role\","
                + "\"time\":\"2026-01-01T00:00:00Z\"}");
    assertThat(JsonTree.parse(records.get(1).value()).get("token").text()).isEqualTo("token-\"2");
  }

  @Test
  void eventsWithoutOrganisationOrTokenAreNotSent() throws Exception {
    try (KafkaTokens tokens = open("none", Duration.ofMillis(1))) {
      assertThat(tokens.applied(event("", "token-1"), TIMEOUT)).isEmpty();
      assertThat(tokens.applied(event("None", "token-1"), TIMEOUT)).isEmpty();
      assertThat(tokens.applied(event("org-1", ""), TIMEOUT)).isEmpty();
    }

    assertThat(counts.all).isEqualTo(Map.of("no_org", 2, "no_token", 1));
  }

  @Test
  void refusalThatTakesItsTimeIsWaitedForOnceAndThenNotForAWhile() throws Exception {
    AtomicInteger sends = new AtomicInteger();
    Producer<byte[], byte[]> slow = producer();
    when(slow.send(any(), any()))
        .thenAnswer(
            call -> {
              sends.incrementAndGet();
              clock.advance(Duration.ofMillis(300));
              return CompletableFuture.failedFuture(
                  new TopicAuthorizationException(Set.of("secret")));
            });
    try (KafkaTokens tokens = new KafkaTokens(slow, "secret", counts, clock)) {
      for (int i = 0; i < 10; i++) {
        tokens.applied(event("org-1", "token"), TIMEOUT);
      }
      assertThat(sends).hasValue(1);

      clock.advance(Duration.ofSeconds(11));
      tokens.applied(event("org-1", "token"), TIMEOUT);

      assertThat(sends).hasValue(2);
    }
  }

  @SuppressWarnings("unchecked")
  private static Producer<byte[], byte[]> producer() {
    return mock(Producer.class);
  }

  @Test
  void missingTopicIsWaitedForOnceAndThenNotForAWhile() throws Exception {
    try (KafkaTokens tokens = open("missing", Duration.ofMillis(300))) {
      assertThat(tokens.applied(event("org-1", "token-1"), TIMEOUT))
          .hasValueSatisfying(it -> assertThat(it).contains("missing").doesNotContain("org-1"));
      for (int i = 0; i < 1000; i++) {
        assertThat(tokens.applied(event("org-1", "token-2"), TIMEOUT))
            .hasValueSatisfying(it -> assertThat(it).contains("no attempt so soon"));
      }
      assertThat(counts.of("send_failed")).isEqualTo(1001);
      kafka.createTopic("missing", 1);
      clock.advance(Duration.ofSeconds(11));

      Eventually.get(
          () -> {
            clock.advance(Duration.ofSeconds(11));
            send(tokens);
            return counts.of("written");
          },
          it -> it >= 1,
          PATIENCE);
      assertThat(tokens.oldestAge()).isLessThanOrEqualTo(clock.elapsed());
    }
  }

  private static void send(KafkaTokens tokens) {
    try {
      tokens.applied(event("org-1", "token-3"), TIMEOUT);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private KafkaTokens open(String topic, Duration maxWait) {
    return KafkaTokens.create(
        KafkaClientSettings.of(kafka.bootstrapServers(), "group", "me"),
        topic,
        maxWait,
        counts,
        clock);
  }

  private static AppliedEvent event(String org, String token) {
    return new AppliedEvent(
        new PartitionId("outbox", 0),
        new Offset(1),
        new EventMetadata("id-1", "assign_role", "", "", org, "", "", "", null),
        TupleChange.net(List.of(), List.of()),
        token.isEmpty() ? Optional.empty() : Optional.of(new ConsistencyToken(token)));
  }

  private static List<ConsumerRecord<String, String>> records(String topic, int count) {
    List<ConsumerRecord<String, String>> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (found.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofSeconds(1)).forEach(found::add);
      }
    }
    return found;
  }

  private static final class Counts implements TokenObserver {
    private final Map<String, Integer> all = new ConcurrentHashMap<>();

    int of(String name) {
      return all.getOrDefault(name, 0);
    }

    @Override
    public void written(TokenKind kind, int count) {
      all.merge("written", count, Integer::sum);
    }

    @Override
    public void dropped(DropReason reason, int count) {
      all.merge(reason.label(), count, Integer::sum);
    }

    @Override
    public void skipped(SkipReason reason, int count) {
      all.merge(reason.label(), count, Integer::sum);
    }

    @Override
    public void writeFailed() {
      throw new AssertionError("the client repeats its attempts itself");
    }
  }
}
