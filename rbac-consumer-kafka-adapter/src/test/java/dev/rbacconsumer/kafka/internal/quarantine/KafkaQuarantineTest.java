package dev.rbacconsumer.kafka.internal.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the quarantine keeps in a real broker. */
class KafkaQuarantineTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final PartitionId PARTITION = new PartitionId("outbox", 1);

  private static EmbeddedKafka kafka;

  private String topic = "";

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 2);
    kafka.alterTopic(topic, Map.of("cleanup.policy", "compact"));
  }

  @Test
  void nextOwnerFindsWhatIsParkedAndNotReleased() throws Exception {
    ParkedRecord first = failed(5);
    ParkedRecord waiting = ParkedRecords.behind(PARTITION, 7, 5);
    ParkedRecord bare =
        ParkedRecords.parked(
            new SourceRecord(PARTITION, new Offset(6), -1, null, null, List.of()), null, null);
    try (var session = open()) {
      assertThat(session.parked()).isEmpty();
      for (ParkedRecord record : List.of(waiting, first, failed(9), bare)) {
        assertThat(session.park(record, SOON)).isEmpty();
      }
      assertThat(session.release(failed(9), SOON)).isEmpty();
    }

    try (var next = open()) {
      assertThat(next.parked()).containsExactly(first, bare, waiting);
      SourceRecord found = next.parked().get(1).record();
      assertThat(found.key()).isNull();
      assertThat(found.value()).isNull();
      assertThat(next.parked().get(0).record().headers()).isEqualTo(first.record().headers());
    }
  }

  @Test
  void earlierOwnerIsFencedAndLeavesNothing() throws Exception {
    try (var earlier = open()) {
      assertThat(earlier.park(failed(5), SOON)).isEmpty();
      try (var newer = open()) {
        Optional<Outcome.RetryLater> parking = earlier.park(failed(6), SOON);
        Optional<Outcome.RetryLater> releasing = earlier.release(failed(5), SOON);

        assertThat(parking).isPresent();
        assertThat(releasing)
            .hasValueSatisfying(
                it -> {
                  assertThat(it.reason()).isEqualTo("quarantine_not_written");
                  assertThat(it.message()).endsWith("the quarantine has to be opened again");
                });
        assertThat(earlier.isLost()).isTrue();
        assertThat(newer.isLost()).isFalse();
        assertThat(newer.park(failed(8), SOON)).isEmpty();
      }
    }

    assertThat(parkedNow()).containsExactly(failed(5), failed(8));
  }

  @Test
  void transactionThatACrashedOwnerLeftOpenIsAborted() throws Exception {
    try (var session = open()) {
      assertThat(session.park(failed(5), SOON)).isEmpty();
    }
    try (KafkaProducer<byte[], byte[]> crashed = crashing(PARTITION)) {
      crashed.initTransactions();
      crashed.beginTransaction();
      crashed.send(tombstoneOf(failed(5))).get();

      assertThat(parkedNow()).containsExactly(failed(5));
    }
  }

  @Test
  void openTransactionOfAnotherPartitionKeepsItClosedInsteadOfHidingEntries() throws Exception {
    try (KafkaProducer<byte[], byte[]> other = crashing(new PartitionId("outbox", 3))) {
      other.initTransactions();
      other.beginTransaction();
      other.send(new ProducerRecord<>(topic, 1, "other".getBytes(UTF_8), null)).get();
      assertThatThrownBy(() -> quarantine("group").open(PARTITION, Duration.ofSeconds(8)))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("whether a transaction is open in it");
      other.abortTransaction();
    }

    assertThat(parkedNow()).isEmpty();
  }

  @Test
  void groupsPartitionsAndLogsAreApart() throws Exception {
    ParkedRecord ofAnotherLog = ParkedRecords.parked(failed(5).record(), "another", null);
    PartitionId elsewhere = new PartitionId("outbox", 3);
    try (var session = open();
        var otherGroup = quarantine("other-group").open(PARTITION, SOON);
        var otherPartition = quarantine("group").open(elsewhere, SOON)) {
      session.park(failed(5), SOON);
      session.park(ofAnotherLog, SOON);
      otherGroup.park(failed(6), SOON);
      otherPartition.park(ParkedRecords.failed(elsewhere, 7), SOON);
      assertThat(session.release(failed(5), SOON)).isEmpty();
    }

    assertThat(parkedNow()).containsExactly(ofAnotherLog);
    try (var reader = QuarantineReader.create(settings("reader"), topic, Duration.ofSeconds(20))) {
      QuarantineReader.Contents all = reader.read(SOON);
      assertThat(all.entries())
          .containsExactly(
              new QuarantineEntry("group", ofAnotherLog),
              new QuarantineEntry("group", ParkedRecords.failed(elsewhere, 7)),
              new QuarantineEntry("other-group", failed(6)));
      assertThat(all.of("other-group", "outbox")).containsExactly(failed(6));
    }
  }

  @Test
  void entriesAreFoundAndReleasedAfterTheTopicGotMorePartitions() throws Exception {
    PartitionId third = new PartitionId("outbox", 2);
    try (var session = quarantine("group").open(third, SOON)) {
      session.park(ParkedRecords.failed(third, 5), SOON);
    }
    try (Admin admin = Admin.create(settings("admin").adminProperties(""))) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
    }

    try (var session = quarantine("group").open(third, SOON)) {
      assertThat(session.parked()).containsExactly(ParkedRecords.failed(third, 5));
      assertThat(session.release(ParkedRecords.failed(third, 5), SOON)).isEmpty();
    }

    try (var session = quarantine("group").open(third, SOON)) {
      assertThat(session.parked()).isEmpty();
    }
  }

  @Test
  void recordThatTheTopicDoesNotTakeIsRefusedAndLaterOnesAreParked() throws Exception {
    kafka.alterTopic(topic, Map.of("max.message.bytes", "2000"));
    ParkedRecord large =
        ParkedRecords.parked(
            new SourceRecord(PARTITION, new Offset(5), 1, null, new byte[5000], List.of()),
            "log",
            null);
    try (var session = open()) {
      assertThat(session.park(large, SOON))
          .hasValueSatisfying(it -> assertThat(it.message()).contains("max.message.bytes"));
      assertThat(session.isLost()).isFalse();
      assertThat(session.park(failed(6), SOON)).isEmpty();
    }

    assertThat(parkedNow()).containsExactly(failed(6));
  }

  @Test
  void moreThanTwiceTheLimitIsRefusedWithTheSettings() throws Exception {
    try (var session = open()) {
      for (int offset = 0; offset < 5; offset++) {
        session.park(failed(offset), SOON);
      }
    }
    KafkaQuarantine small =
        new KafkaQuarantine(
            settings("group"), topic, new QuarantineSettings(true, Set.of(), false, 2, 1 << 20));

    assertThatThrownBy(() -> small.open(PARTITION, SOON))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("more than 4 records")
        .hasMessageContaining("RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES");
    assertThat(parkedNow()).hasSize(5);
  }

  @Test
  void entryOfThePartitionThatCannotBeReadKeepsItClosed() throws Exception {
    String key = EntryFormat.key("group", failed(5));
    kafka.publish(new PartitionId(topic, 1), key.getBytes(UTF_8), new byte[] {1}, List.of());

    assertThatThrownBy(this::open)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("an entry of the quarantine of outbox-1 cannot be read");
  }

  @Test
  void topicThatTheBrokerDeletesFromIsNotOpened() {
    kafka.alterTopic(
        topic, Map.of("cleanup.policy", "compact,delete", "retention.ms", "604800000"));

    assertThatThrownBy(this::open)
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("want cleanup.policy=compact, got compact,delete");
  }

  @Test
  void topicThatDoesNotExistIsAProblemThatNamesIt() {
    KafkaQuarantine nowhere =
        new KafkaQuarantine(settings("group"), "nowhere", QuarantineSettings.ON);

    assertThatThrownBy(() -> nowhere.open(PARTITION, Duration.ofSeconds(8)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("nowhere");
  }

  private QuarantineStore.Session open() throws SourceException, InterruptedException {
    return quarantine("group").open(PARTITION, SOON);
  }

  private List<ParkedRecord> parkedNow() throws SourceException, InterruptedException {
    try (var session = open()) {
      return session.parked();
    }
  }

  private KafkaQuarantine quarantine(String group) {
    return new KafkaQuarantine(settings(group), topic, QuarantineSettings.ON);
  }

  /** Returns a producer with the transactional id of a partition, which closes without an end. */
  private KafkaProducer<byte[], byte[]> crashing(PartitionId partition) {
    return new KafkaProducer<>(
        settings("group")
            .transactionalProperties(
                KafkaQuarantine.transactionalId("group", partition), SOON, SOON));
  }

  private ProducerRecord<byte[], byte[]> tombstoneOf(ParkedRecord parked) {
    return new ProducerRecord<>(topic, 1, EntryFormat.key("group", parked).getBytes(UTF_8), null);
  }

  private static ParkedRecord failed(long offset) {
    return ParkedRecords.failed(PARTITION, offset);
  }

  private static KafkaClientSettings settings(String group) {
    return KafkaClientSettings.of(kafka.bootstrapServers(), group, "app");
  }
}
