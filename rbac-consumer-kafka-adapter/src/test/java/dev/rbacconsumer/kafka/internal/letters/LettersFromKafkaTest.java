package dev.rbacconsumer.kafka.internal.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.client.KafkaDeadLetters;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Dead letters as they are written to a real broker, and read back. */
class LettersFromKafkaTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Failure REJECTED =
      new Failure(FailureClass.REJECTED, "unknown_type", "the schema has no such type");
  private static EmbeddedKafka kafka;

  private String topic = "";
  private String dead = "";
  private PartitionId partition = new PartitionId("unnamed", 0);

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopics(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    dead = topic + "-dead";
    partition = new PartitionId(topic, 0);
    kafka.createTopic(topic, 2);
    kafka.createTopic(dead, 2);
  }

  @Test
  void lettersAndTheirReplaysAreReadBackFromEveryPartition() throws Exception {
    SourceRecord first = record(3, "first", "a");
    SourceRecord second = record(4, "second", "b");
    SourceRecord third = record(5, "third", "c");
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays = new KafkaLetterReplays(settings(), letters);
        DeadLetterReader reader = reader()) {
      letters.keep(letter(first, Optional.empty()), SOON);
      letters.keep(letter(second, Optional.of(setAside(second, true))), SOON);
      letters.keep(letter(third, Optional.of(setAside(third, false))), SOON);
      kafka.publish(new PartitionId(dead, 1), null, "by hand".getBytes(UTF_8), List.of());
      Map<Offset, SourceRecord> records = new HashMap<>();

      reader.readOn(SOON, it -> records.put(it.letter().offset(), it.record()));

      assertThat(reader.index().letters())
          .extracting(it -> it.offset().value(), it -> it.facts().action(), StoredLetter::isLeft)
          .containsExactly(
              tuple(3L, "", true), tuple(4L, "dead-letter", true), tuple(5L, "skip", false));
      assertThat(reader.index().unknownCount()).isEqualTo(1);
      SourceRecord read = Objects.requireNonNull(records.get(new Offset(3)));
      assertThat(read).isEqualTo(first);
      assertThat(read.headers()).isEqualTo(first.headers());
      assertThat(read.value()).isEqualTo(first.value());

      StoredLetter letter = reader.index().letters().get(0);
      assertThat(replays.keep(replayed(letter.id(), first), SOON)).isEmpty();
      records.clear();
      reader.readOn(SOON, it -> records.put(it.letter().offset(), it.record()));

      assertThat(records).as("records that were read before").isEmpty();
      StoredLetter after = reader.index().find(letter.id()).orElseThrow();
      assertThat(after.isLeft()).isFalse();
      assertThat(after.replayed().orElseThrow().reason()).isEqualTo("the schema is fixed");
      assertThat(after.replayed().orElseThrow().applied()).contains(2L);
    }
  }

  @Test
  void oneRecordIsReadByItsPlace() throws Exception {
    SourceRecord record = record(3, "key", "value");
    try (KafkaDeadLetters letters = letters();
        DeadLetterReader reader = reader()) {
      letters.keep(letter(record, Optional.empty()), SOON);
      reader.readOn(SOON, it -> {});
      LetterId place = reader.index().letters().get(0).id();

      assertThat(reader.entry(place))
          .hasValueSatisfying(
              it -> assertThat(((LetterEntry.Letter) it).record()).isEqualTo(record));
      assertThat(reader.entry(reader.place(0, new Offset(99)))).isEmpty();
      assertThat(reader.entry(reader.place(7, new Offset(0)))).isEmpty();
    }
  }

  @Test
  void missingTopicIsNamed() {
    try (DeadLetterReader reader =
        DeadLetterReader.create(settings(), "nowhere-at-all", false, SOON)) {
      assertThatThrownBy(() -> reader.readOn(SOON, it -> {}))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("nowhere-at-all");
    }
  }

  @Test
  void topicThatIsCreatedAgainIsReadFromItsBeginning() throws Exception {
    try (KafkaDeadLetters letters = letters();
        DeadLetterReader reader = reader()) {
      for (int i = 0; i < 3; i++) {
        letters.keep(letter(record(i, "same", "v"), Optional.empty()), SOON);
      }
      reader.readOn(SOON, it -> {});
      kafka.deleteTopic(dead);
      kafka.createTopic(dead, 2);
      letters.keep(letter(record(9, "same", "v"), Optional.empty()), SOON);

      reader.readOn(SOON, it -> {});

      assertThat(reader.index().letters())
          .extracting(it -> it.offset().value())
          .containsExactly(9L);
    }
  }

  @Test
  void logIsReadInPartsUpToTheWantedEnd() throws Exception {
    for (int i = 0; i < 5; i++) {
      publish("v" + i);
    }
    List<String> values = new ArrayList<>();
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays =
            new KafkaLetterReplays(settings("max.poll.records", "2"), letters)) {
      CommitPosition from = new CommitPosition(1);
      CommitPosition end = new CommitPosition(4);
      int parts = 0;
      while (from.compareTo(end) < 0) {
        LogPart part = replays.read(partition, from, end, SOON);
        part.records().forEach(it -> values.add(text(it)));
        assertThat(part.begin()).isEqualTo(new CommitPosition(0));
        from = part.readTo();
        parts++;
      }
      assertThat(parts).isEqualTo(2);
    }
    assertThat(values).containsExactly("v1", "v2", "v3");
  }

  @Test
  void markersOfTransactionsBehindTheLastRecordArePassed() throws Exception {
    publish("v0");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>(topic, 0, null, "aborted".getBytes(UTF_8)));
      producer.flush();
      producer.abortTransaction();
    }
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays = new KafkaLetterReplays(settings(), letters)) {
      LogPart part = replays.read(partition, new CommitPosition(1), new CommitPosition(3), SOON);

      assertThat(part.records()).isEmpty();
      assertThat(part.readTo()).isEqualTo(new CommitPosition(3));
    }
  }

  @Test
  void recordsThatAreGoneAreToldByTheBeginOfTheLog() throws Exception {
    for (int i = 0; i < 4; i++) {
      publish("v" + i);
    }
    kafka.deleteBelow(partition, new Offset(3));
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays = new KafkaLetterReplays(settings(), letters)) {
      LogPart part = replays.read(partition, new CommitPosition(1), new CommitPosition(4), SOON);

      assertThat(part.records()).isEmpty();
      assertThat(part.begin()).isEqualTo(new CommitPosition(3));
    }
  }

  @Test
  void recordsThatGoWhileTheLogIsReadAreToldToo() throws Exception {
    for (int i = 0; i < 20; i++) {
      publish("v" + i);
    }
    CommitPosition end = new CommitPosition(20);
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays =
            new KafkaLetterReplays(
                settings("max.poll.records", "1", "max.partition.fetch.bytes", "1"), letters)) {
      LogPart part = replays.read(partition, new CommitPosition(0), end, SOON);
      kafka.deleteBelow(partition, new Offset(20));

      // One record may have been fetched before.
      while (part.begin().value() == 0 && part.readTo().compareTo(end) < 0) {
        part = replays.read(partition, part.readTo(), end, SOON);
      }

      assertThat(part.begin()).isEqualTo(end);
      assertThat(part.records()).isEmpty();
    }
  }

  @Test
  void brokersThatAreAwayAreASourceException() {
    KafkaClientSettings away =
        new KafkaClientSettings(
            "127.0.0.1:1",
            "group",
            "app",
            Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400"));
    try (KafkaDeadLetters letters = letters();
        KafkaLetterReplays replays = new KafkaLetterReplays(away, letters)) {
      assertThatThrownBy(
              () ->
                  replays.read(
                      partition,
                      new CommitPosition(0),
                      new CommitPosition(1),
                      Duration.ofMillis(300)))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no answer from 127.0.0.1:1");
    }
  }

  private SourceRecord record(long offset, String key, String value) {
    return new SourceRecord(
        partition,
        new Offset(offset),
        1_767_225_600_123L,
        key.getBytes(UTF_8),
        value.getBytes(UTF_8),
        List.of(RecordHeader.text("id", "event-" + offset)));
  }

  private ActionRequest setAside(SourceRecord record, boolean isForReplay) {
    return new ActionRequest(
        partition,
        new OperatorAction.SetAside(record.offset(), "0123456789abcdef", isForReplay),
        "ann",
        "no such type",
        Instant.EPOCH);
  }

  private static DeadLetter letter(SourceRecord record, Optional<ActionRequest> request) {
    return new DeadLetter(record, REJECTED, Instant.EPOCH, request);
  }

  private static ReplayedLetter replayed(LetterId id, SourceRecord record) {
    return new ReplayedLetter(
        id, record, "ann", "the schema is fixed", new CommitPosition(12), Instant.EPOCH, 2, 1);
  }

  private KafkaDeadLetters letters() {
    return KafkaDeadLetters.create(settings(), dead);
  }

  private DeadLetterReader reader() {
    return DeadLetterReader.create(settings(), dead, false, SOON);
  }

  private static KafkaClientSettings settings(String... more) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return new KafkaClientSettings(kafka.bootstrapServers(), "group", "app", properties);
  }

  private void publish(String value) {
    kafka.publish(partition, null, value.getBytes(UTF_8), List.of());
  }

  private static String text(SourceRecord record) {
    return new String(Objects.requireNonNull(record.value()), UTF_8);
  }
}
