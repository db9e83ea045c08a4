package dev.rbacconsumer.kafka.internal.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A group as a real broker reports it. */
class GroupReaderTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final Instant before = now.minus(Duration.ofMinutes(10));
  private static EmbeddedKafka kafka;

  /** Topic and group of one test. */
  private String name = "";

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
    name = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(name, 2);
  }

  @Test
  void membersOwnTheirPartitions() throws Exception {
    commit(0, OwnerNotes.NONE, Optional.empty());
    commit(0, 1, OwnerNotes.NONE, Optional.empty());
    try (KafkaConsumer<byte[], byte[]> ann = member("ann");
        KafkaConsumer<byte[], byte[]> bob = member("bob")) {
      pollUntilBothOwnOne(ann, bob);

      GroupView view = read();

      assertThat(view.state()).isEqualTo("Stable");
      assertThat(view.exists()).isTrue();
      assertThat(view.assignor()).hasValue("range");
      assertThat(view.standbys()).isEmpty();
      assertThat(view.needsAttention()).isFalse();
      assertThat(view.members()).extracting(GroupMember::clientId).containsExactly("ann", "bob");
      assertThat(view.members()).extracting(GroupMember::host).containsOnly("127.0.0.1");
      assertThat(view.partitions())
          .allSatisfy(
              it -> {
                GroupMember owner = it.owner().orElseThrow();
                assertThat(owner.partitions()).containsExactly(it.id().number());
                assertThat(owner.shortId()).hasSize(8);
                assertThat(it.state()).isEqualTo(GroupPartitionState.IDLE);
              });
    }
  }

  @Test
  void memberWithoutAPartitionIsAStandby() throws Exception {
    try (KafkaConsumer<byte[], byte[]> one = member("one");
        KafkaConsumer<byte[], byte[]> two = member("two");
        KafkaConsumer<byte[], byte[]> three = member("three")) {
      pollUntil(
          () -> kafka.members(name).stream().filter(it -> it.assignment().size() == 1).count() == 2,
          List.of(one, two, three));

      assertThat(read().standbys()).hasSize(1);
    }
  }

  @Test
  void withoutMembersNobodyHasAPartition() throws Exception {
    publish(before);
    publish(now);
    commit(1, OwnerNotes.NONE, Optional.empty());

    GroupView view = read();

    assertThat(view.state()).isEqualTo("Empty");
    assertThat(view.exists()).isTrue();
    assertThat(view.members()).isEmpty();
    assertThat(view.needsAttention()).isTrue();
    GroupPartition partition = view.partitions().get(0);
    assertThat(partition.state()).isEqualTo(GroupPartitionState.UNOWNED);
    assertThat(partition.owner()).isEmpty();
    assertThat(partition.commit().orElseThrow().position()).isEqualTo(new CommitPosition(1));
    assertThat(partition.log()).hasValue(new LogOffsets(0, 2, 2));
    assertThat(partition.lag()).hasValue(1L);
    assertThat(partition.oldest()).hasValue(now);
    assertThat(partition.behind()).hasValue(Duration.ZERO);
  }

  @Test
  void groupThatNeverWasIsDeadAndCountsFromTheBeginningOfTheLog() throws Exception {
    publish(before);

    GroupView view = read();

    assertThat(view.state()).isEqualTo("Dead");
    assertThat(view.exists()).isFalse();
    assertThat(view.assignor()).isEmpty();
    assertThat(view.needsAttention()).isTrue();
    assertThat(view.partitions().get(0).commit()).isEmpty();
    assertThat(view.partitions().get(0).lag()).hasValue(1L);
  }

  @Test
  void blockedPartitionSaysWhatItsOwnerNoted() throws Exception {
    publish(before);
    FailureHistory failed =
        new FailureHistory(
            new Offset(0), "00112233445566ff", before, 14, FailureClass.REJECTED, "unknown_type");
    commit(
        0,
        OwnerNotes.NONE
            .withFailed(Optional.of(failed))
            .withAdminUrl(Optional.of("http://10.0.0.7:9464")),
        Optional.empty());
    try (KafkaConsumer<byte[], byte[]> owner = member("ann")) {
      pollUntil(() -> owner.assignment().size() == 2, List.of(owner));

      GroupPartition partition = read().partitions().get(0);

      assertThat(partition.state()).isEqualTo(GroupPartitionState.BLOCKED);
      assertThat(partition.failed()).hasValue(failed);
      assertThat(partition.adminUrl()).hasValue("http://10.0.0.7:9464");
      assertThat(partition.behind()).hasValue(Duration.ofMinutes(10));
    }
  }

  @Test
  void failureOfARecordBelowTheCommitIsOver() throws Exception {
    publish(before);
    FailureHistory failed =
        new FailureHistory(
            new Offset(0), "00112233445566ff", before, 14, FailureClass.REJECTED, "unknown_type");
    commit(1, OwnerNotes.NONE.withFailed(Optional.of(failed)), Optional.empty());

    assertThat(read().partitions().get(0).failed()).isEmpty();
  }

  @Test
  void pausedPartitionSaysByWhomAndWhyEvenIfItsRecordHasFailed() throws Exception {
    OperatorPause pause = new OperatorPause("ann", "schema is being fixed", before);
    FailureHistory failed =
        new FailureHistory(
            new Offset(0), "00112233445566ff", before, 14, FailureClass.REJECTED, "unknown_type");
    commit(
        0,
        OwnerNotes.NONE.withPaused(Optional.of(pause)).withFailed(Optional.of(failed)),
        Optional.empty());

    GroupPartition partition = read().partitions().get(0);

    assertThat(partition.state()).isEqualTo(GroupPartitionState.PAUSED);
    assertThat(partition.paused()).hasValue(pause);
    assertThat(partition.failed()).hasValue(failed);
  }

  @Test
  void replayedPartitionSaysWhichRecords() throws Exception {
    publish(before);
    ReplayRange replay = ReplayRange.of(new CommitPosition(0), new CommitPosition(1));
    commit(0, OwnerNotes.NONE, Optional.of(replay));
    try (KafkaConsumer<byte[], byte[]> owner = member("ann")) {
      pollUntil(() -> owner.assignment().size() == 2, List.of(owner));

      GroupPartition partition = read().partitions().get(0);

      assertThat(partition.state()).isEqualTo(GroupPartitionState.REPLAYING);
      assertThat(partition.replay()).hasValue(replay);
      assertThat(partition.state().needsAttention()).isFalse();
    }
  }

  @Test
  void retentionIsCountedFromTheOldestRecordThatIsNotCommitted() throws Exception {
    kafka.alterTopic(name, Map.of("retention.ms", "3600000"));
    publish(now.minus(Duration.ofMinutes(20)));
    publish(before);
    commit(1, OwnerNotes.NONE, Optional.empty());

    GroupView view = read();

    assertThat(view.retention()).hasValue(Duration.ofHours(1));
    assertThat(view.partitions().get(0).retentionLeft()).hasValue(Duration.ofMinutes(50));
    assertThat(view.partitions().get(1).retentionLeft()).isEmpty();
    assertThat(view.unknown()).isEmpty();
  }

  @Test
  void recordsThatAreGoneAreALossAndTheLagIsUnknown() throws Exception {
    publish(before);
    publish(before);
    commit(0, OwnerNotes.NONE, Optional.empty());
    kafka.deleteBelow(new PartitionId(name, 0), new Offset(1));

    GroupPartition partition = read().partitions().get(0);

    assertThat(partition.state()).isEqualTo(GroupPartitionState.DATA_LOSS);
    assertThat(partition.lag()).isEmpty();
  }

  @Test
  void commitOfAnotherTopicWithThatNameIsALoss() throws Exception {
    CommitMetadata other =
        new CommitMetadata(new CommitPosition(0), 0, Optional.of("AAAAAAAAAAAAAAAAAAAAAQ"));
    kafka.commit(name, new PartitionId(name, 0), new Commit(new CommitPosition(0), other.text()));

    assertThat(read().partitions().get(0).state()).isEqualTo(GroupPartitionState.DATA_LOSS);
  }

  @Test
  void topicThatIsNotThereIsASentence() {
    try (GroupReader reader = reader(settings(), "inbox", TIMEOUT)) {
      assertThatThrownBy(reader::read)
          .isInstanceOf(SourceException.class)
          .hasMessage(
              "there is no topic inbox, or this login may not see it; create it, correct its name,"
                  + " or grant DESCRIBE");
    }
  }

  @Test
  void brokersThatAreAwayAreASentence() {
    KafkaClientSettings nowhere = KafkaClientSettings.of("127.0.0.1:1", name, "test");
    try (GroupReader reader = reader(nowhere, name, Duration.ofMillis(200))) {
      assertThatThrownBy(reader::read)
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith("no answer from 127.0.0.1:1; check KAFKA_SERVERS, ");
    }
  }

  @Test
  void readingJoinsNoGroupAndCommitsNothing() throws Exception {
    publish(before);
    commit(0, OwnerNotes.NONE, Optional.empty());
    var commits = kafka.committedOffsets(name);

    read();

    assertThat(kafka.members(name)).isEmpty();
    assertThat(kafka.committedOffsets(name)).isEqualTo(commits);
  }

  private GroupView read() throws Exception {
    try (GroupReader reader = reader(settings(), name, TIMEOUT)) {
      return reader.read();
    }
  }

  private KafkaClientSettings settings() {
    return KafkaClientSettings.of(kafka.bootstrapServers(), name, "test");
  }

  private GroupReader reader(KafkaClientSettings settings, String topic, Duration timeout) {
    return GroupReader.create(settings, topic, timeout, new ManualClock(now));
  }

  private void publish(Instant at) {
    kafka.publish(
        new SourceRecord(
            new PartitionId(name, 0),
            new Offset(0),
            at.toEpochMilli(),
            null,
            "{}".getBytes(UTF_8),
            List.of()));
  }

  private void commit(long position, OwnerNotes notes, Optional<ReplayRange> replay) {
    commit(position, 0, notes, replay);
  }

  private void commit(
      long position, int partition, OwnerNotes notes, Optional<ReplayRange> replay) {
    CommitPosition at = new CommitPosition(position);
    CommitMetadata metadata =
        new CommitMetadata(
            at, 0, Optional.empty(), Optional.empty(), replay, Optional.empty(), notes);
    kafka.commit(name, new PartitionId(name, partition), new Commit(at, metadata.text()));
  }

  private KafkaConsumer<byte[], byte[]> member(String clientId) {
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                name,
                "client.id",
                clientId,
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of(name));
    return member;
  }

  private static void pollUntilBothOwnOne(
      KafkaConsumer<byte[], byte[]> one, KafkaConsumer<byte[], byte[]> other) {
    pollUntil(
        () -> one.assignment().size() == 1 && other.assignment().size() == 1, List.of(one, other));
  }

  private static void pollUntil(
      java.util.function.BooleanSupplier done, List<KafkaConsumer<byte[], byte[]>> members) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
      members.forEach(it -> it.poll(Duration.ofMillis(50)));
    }
    assertThat(done.getAsBoolean()).as("the members have their partitions").isTrue();
  }
}
