package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.testkit.EventProbe;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each policy on each class of bad record, with a real broker before and behind the consumer. */
class PoliciesFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Backoff SHORT =
      Backoff.from(Duration.ofMillis(50)).upTo(Duration.ofMillis(200));
  private static final RelationTuple GOOD =
      RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:ann");

  private static EmbeddedKafka kafka;

  private final InMemoryRelations store = new InMemoryRelations();
  private final EventProbe events = new EventProbe();

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSIENT", "UNREADABLE"})
  void retryBlocksThePartitionAndTriesAgain(FailureClass kind) {
    Run run = new Run(kind, FailurePolicy.RETRY);

    events.await(RecordEvent.Retrying.class, retry -> retry.attempt() >= 4, SOON);
    run.stop();

    assertThat(events.events(RecordEvent.Retrying.class))
        .allSatisfy(retry -> assertThat(retry.failure().kind()).isEqualTo(kind));
    assertThat(run.lag()).isEqualTo(2);
    assertThat(store.store().tuples()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSIENT", "UNREADABLE"})
  void skipGivesTheRecordUpAndGoesOn(FailureClass kind) {
    Run run = new Run(kind, FailurePolicy.SKIP);

    run.awaitEverythingCommitted();
    run.stop();

    assertThat(events.events(RecordEvent.Skipped.class))
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.failure().kind()).isEqualTo(kind));
    assertThat(store.store().tuples()).containsExactly(GOOD);
    assertThat(run.deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSIENT", "UNREADABLE"})
  void deadLetterKeepsTheRecordByteForByteBeforeItsOffsetIsCommitted(FailureClass kind) {
    Run run = new Run(kind, FailurePolicy.DEAD_LETTER);

    run.awaitEverythingCommitted();
    run.stop();

    assertThat(store.store().tuples()).containsExactly(GOOD);
    assertThat(run.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo(run.published.key());
              assertThat(letter.value()).isEqualTo(run.published.value());
              assertThat(letter.timestamp()).isEqualTo(run.published.timestampMillis());
              List<RecordHeader> headers = KafkaMapper.toCore(letter).headers();
              assertThat(headers).startsWith(run.published.headers().toArray(RecordHeader[]::new));
              assertThat(headers)
                  .contains(
                      RecordHeader.text("rbacconsumer.deadletter.topic", run.topic),
                      RecordHeader.text("rbacconsumer.deadletter.partition", "0"),
                      RecordHeader.text("rbacconsumer.deadletter.offset", "0"),
                      RecordHeader.text("rbacconsumer.deadletter.class", kind.label()));
            });
    assertThat(events.events())
        .filteredOn(
            event ->
                event instanceof RecordEvent.DeadLettered
                    || (event instanceof PartitionEvent.Committed commit
                        && commit.position().value() > 0))
        .first()
        .isInstanceOf(RecordEvent.DeadLettered.class);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TRANSIENT", "UNREADABLE"})
  void stopEndsTheInstanceAndLeavesTheRecord(FailureClass kind) throws Exception {
    Run run = new Run(kind, FailurePolicy.STOP);

    assertThat(run.thread.awaitEnd(SOON)).isTrue();

    assertThat(run.thread.failure())
        .isInstanceOf(DeliveryStoppedException.class)
        .hasMessageContaining(kind.label());
    assertThat(run.lag()).isEqualTo(2);
    assertThat(store.store().tuples()).isEmpty();
    assertThat(run.deadLetters()).isEmpty();
  }

  private static BadMessage bad(FailureClass kind) {
    return switch (kind) {
      case MALFORMED -> BadMessage.NOT_JSON;
      case INVALID -> BadMessage.BLANK_RESOURCE_ID;
      case REJECTED -> BadMessage.UNKNOWN_TYPE;
      case UNREADABLE, TRANSIENT -> throw new IllegalArgumentException("a record never is " + kind);
    };
  }

  /** The bad record and a good one behind it, read by an instance under one policy. */
  private final class Run {
    final String topic;
    final String deadLetterTopic;
    final SourceRecord published;
    final SourceThread thread;
    private final KafkaDeadLetters letters;

    Run(FailureClass kind, FailurePolicy policy) {
      topic = kind + "-" + policy;
      deadLetterTopic = topic + "-dead";
      kafka.createTopic(topic, 1);
      kafka.createTopic(deadLetterTopic, 1);
      PartitionId partition = new PartitionId(topic, 0);
      SourceRecord made = bad(kind).message().at(0, 0);
      published =
          new SourceRecord(
              partition,
              made.offset(),
              made.timestampMillis(),
              made.key(),
              made.value(),
              made.headers());
      SourceRecord good = OutboxMessages.relations().add(GOOD).build().at(partition, made.offset());
      kafka.publish(published);
      kafka.publish(good);
      KafkaClientSettings client = KafkaClientSettings.of(kafka.bootstrapServers(), topic, "test");
      letters = KafkaDeadLetters.create(client, deadLetterTopic);
      Delivery delivery =
          Delivery.of(
                  KafkaMessageSource.create(client, topic, SOON), store, store, JvmRuntime.create())
              .withDeadLetters(letters)
              .withObserver(events);
      LaneSettings lanes =
          LaneSettings.DEFAULT.withBackoff(SHORT).withPolicies(FailurePolicies.all(policy));
      thread = new SourceThread(delivery.dispatcher(lanes, DispatcherSettings.defaults(topic)));
      thread.start();
    }

    void awaitEverythingCommitted() {
      events.await(PartitionEvent.Committed.class, it -> it.position().value() == 2, SOON);
    }

    void stop() {
      thread.stop();
      Eventually.get(thread::hasEnded, ended -> ended, SOON);
      letters.close();
    }

    long lag() {
      return kafka.lag(topic, topic);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
      KafkaClientSettings reader =
          KafkaClientSettings.of(kafka.bootstrapServers(), "reader", "reader");
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(reader.consumerProperties())) {
        TopicPartition partition = new TopicPartition(deadLetterTopic, 0);
        long end = consumer.endOffsets(Set.of(partition)).get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return end == 0 ? List.of() : consumer.poll(SOON).records(partition);
      }
    }
  }
}
