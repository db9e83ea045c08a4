package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** {@code inspect}, and {@code decode --at}, with a real broker that knows rights. */
final class InspectCommandIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static EmbeddedKafka kafka;

  private final CommandRun run = new CommandRun(SOON);
  private String topic = "";
  private PartitionId partition = new PartitionId("unnamed", 1);

  @BeforeAll
  static void start() {
    // Whatever has no rule is allowed to everybody.
    kafka =
        EmbeddedKafka.start(
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    partition = new PartitionId(topic, 1);
    run.environment().put("KAFKA_SERVERS", kafka.bootstrapServers());
    run.environment().put("RBAC_KAFKA_CONSUMER_TOPIC", topic);
    run.environment().put("RBAC_KAFKA_CONSUMER_GROUP_ID", topic);
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void failingRecordOfOneOfThreePartitionsIsShownWithFiveHundredThatWait() {
    // Given
    kafka.createTopic(topic, 3);
    publish(relations("7").add(tuple("before")));
    SourceRecord head = relations("12345").remove(tuple("ann")).add(tuple("bob")).build().at(1, 1);
    kafka.publish(at(partition, head));
    for (int i = 0; i < 496; i++) {
      RelationsMessageBuilder next = relations(i % 4 == 0 ? "12345" : "99");
      publish(i % 5 == 0 ? next.remove(tuple("user-" + i)) : next.add(tuple("user-" + i)));
    }
    publish(relations("99").remove(tuple("bob"), tuple("zoe")));
    publish(relations("99").add(tuple("ann")));
    kafka.publish(partition, null, null, List.of());
    kafka.publish(partition, null, "{}".getBytes(UTF_8), List.of());
    kafka.commit(topic, partition, failing(1, RecordDigest.of(head)));

    // When
    int code = run.execute("inspect");

    // Then
    assertThat(run.err()).isEmpty();
    assertThat(code).isZero();
    assertThat(run.lines())
        .contains(
            "partition 1 of " + topic + ": committed 1, log from 0 to 502, lag 501",
            "record at offset 1, the first that is not committed",
            "  digest " + RecordDigest.of(head),
            "  verdict relations",
            "  plan 1 removal, then 1 addition, in 2 calls",
            "    1 × DeleteTuples",
            "    - rbac/group:g-1#t_member@rbac/principal:ann",
            "    + rbac/group:g-1#t_member@rbac/principal:bob",
            "behind it 500 messages (offsets 2 to 501), no more can be read",
            "  102 removals in 101 messages, 397 additions in 397 messages",
            "  0 workspace events, 1 tombstone, 1 undecodable",
            "  undecodable at 501",
            "  organisations 99 (374), 12345 (124)",
            "  same tuples at 498 (-1 +0), 499 (-0 +1)")
        .anyMatch(line -> line.matches("  offset 1 failing since .*, attempts 14, last failure.*"));
    assertThat(kafka.members(topic)).isEmpty();
    assertThat(kafka.committedOffsets(topic)).hasSize(1);
  }

  @Test
  void programsGetOneObject() throws IOException {
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));
    publish(relations("7").remove(tuple("ann")));
    publish(relations("7").remove(tuple("bob")));

    assertThat(run.execute("inspect", "--partition", "1", "--behind", "1", "--json")).isZero();

    JsonTree json = JsonTree.parse(run.out());
    assertThat(run.lines()).hasSize(1);
    assertThat(json.get("committed").value()).isNull();
    assertThat(json.get("record").get("offset").text()).isEqualTo("0");
    assertThat(json.get("record").get("plan").get("additions").text()).isEqualTo("1");
    assertThat(json.get("behind").get("messages").text()).isEqualTo("1");
    assertThat(json.get("behind").get("complete").text()).isEqualTo("false");
    assertThat(json.get("behind").get("same_tuples").items()).hasSize(1);
  }

  @Test
  void gapOfAnAbortedTransactionIsPassedOverAndExplained() {
    // Given
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));
    abort();
    publish(relations("7").add(tuple("bob")));
    kafka.commit(topic, partition, Commit.of(new CommitPosition(1)));

    // Then
    assertThat(run.execute("inspect", "--partition", "1")).isZero();
    assertThat(run.lines())
        .contains(
            "record at offset 3, the first that is not committed",
            "behind it 0 messages, no more can be read");
    assertThat(run.execute("inspect", "--partition", "1", "--offset", "1")).isEqualTo(1);
    assertThat(run.err())
        .startsWith("rbac-consumer inspect: offset 1 of " + partition + " holds no record: ")
        .endsWith("; the next record is at offset 3\n");
    run.clear();
    assertThat(run.execute("decode", "--at", "1:2")).isEqualTo(1);
    assertThat(run.err())
        .startsWith("rbac-consumer: offset 2 of " + partition + " holds no record: ");
  }

  @Test
  void onlyMarkersBehindTheCommitAreNoRecord() {
    kafka.createTopic(topic, 2);
    abort();
    kafka.commit(topic, partition, Commit.of(new CommitPosition(0)));

    assertThat(run.execute("inspect", "--partition", "1")).isZero();
    assertThat(run.lines()).contains("no record waits: every record is applied or skipped");
  }

  @Test
  void recordsBelowTheLogAreGoneAndTheFirstThatIsLeftCanBeShown() {
    kafka.createTopic(topic, 2);
    for (int i = 0; i < 4; i++) {
      publish(relations("7").add(tuple("user-" + i)));
    }
    kafka.commit(topic, partition, Commit.of(new CommitPosition(1)));
    kafka.deleteBelow(partition, new Offset(3));

    assertThat(run.execute("inspect", "--partition", "1")).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "the records of "
                + partition
                + " from offset 1 to 2 are gone, since the log begins at"
                + " 3; --offset 3 shows the first one that is left");
    assertThat(run.execute("inspect", "--partition", "1", "--offset", "2")).isEqualTo(1);
    assertThat(run.err()).contains("offset 2 of " + partition + " is gone, since the log");
    assertThat(run.out()).isEmpty();
    assertThat(run.execute("inspect", "--partition", "1", "--offset", "3")).isZero();
    assertThat(run.lines()).contains("record at offset 3, 2 offsets above the commit");
  }

  @Test
  void offsetBeyondTheEndIsNotWrittenYet() {
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));

    assertThat(run.execute("inspect", "--partition", "1", "--offset", "1")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "rbac-consumer inspect: offset 1 of "
                + partition
                + " is not written yet, since the log ends at 1\n");
    kafka.commit(topic, partition, Commit.of(new CommitPosition(1)));
    assertThat(run.execute("inspect", "--partition", "1")).isZero();
    assertThat(run.lines()).contains("no record waits: every record is applied or skipped");
  }

  @Test
  void ofSeveralPartitionsOneMustBeNamed() {
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));

    assertThat(run.execute("inspect")).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactly(
            "rbac-consumer inspect: no single partition fails or is paused; name one with"
                + " --partition:",
            "  0: committed nothing, end 0, lag 0",
            "  1: committed nothing, end 1, lag 1");
    assertThat(run.execute("inspect", "--partition", "2")).isEqualTo(2);
    assertThat(run.err()).contains(topic + " has no partition 2: want 0 to 1");
  }

  @Test
  void missingTopicIsOneSentence() {
    assertThat(run.execute("inspect")).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("rbac-consumer inspect: there is no topic " + topic + ", or this login may");
  }

  @Test
  void refusedRightIsOneSentence() {
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));
    forbid(ResourceType.TOPIC, topic, AclOperation.READ);

    // The broker takes rules in a little after the controller has them.
    Eventually.get(
        () -> {
          run.clear();
          return run.execute("inspect", "--partition", "1");
        },
        code -> code == 1,
        SOON);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .contains("TopicAuthorizationException", "give this login READ on the topic");
  }

  @Test
  void decodeReadsRecordsByTheirPlace() {
    kafka.createTopic(topic, 2);
    publish(relations("7").add(tuple("ann")));
    kafka.publish(partition, null, null, List.of());

    assertThat(run.execute("decode", "--at", "1:0", "--at", "1:1")).isZero();
    assertThat(run.lines())
        .contains(
            "partition 1, offset 0: relations",
            "  CreateTuples",
            "partition 1, offset 1: tombstone",
            "2 messages: 1 relations, 0 workspace, 1 tombstone, 0 malformed, 0 invalid");
    kafka.publish(partition, null, "{".getBytes(UTF_8), List.of());
    assertThat(run.execute("decode", "--at", "1:2")).isEqualTo(1);
    assertThat(run.lines()).contains("partition 1, offset 2: malformed");
    assertThat(kafka.members(topic)).isEmpty();
    assertThat(kafka.committedOffsets(topic)).isEmpty();
  }

  private void publish(RelationsMessageBuilder message) {
    kafka.publish(at(partition, message.build().at(0, 0)));
  }

  private static SourceRecord at(PartitionId partition, SourceRecord record) {
    return new SourceRecord(
        partition,
        record.offset(),
        record.timestampMillis(),
        record.key(),
        record.value(),
        record.headers());
  }

  private void abort() {
    long markerBehindRecord = end() + 2;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var sent = producer.send(new ProducerRecord<>(topic, 1, null, "aborted".getBytes(UTF_8)));
      producer.flush();
      assertThat(sent).isDone();
      producer.abortTransaction();
    }
    // The broker answers before the marker is in the log.
    Eventually.get(this::end, it -> it >= markerBehindRecord, Duration.ofSeconds(30));
  }

  private long end() {
    return kafka.endOffsets(topic).get(partition).value();
  }

  private static Commit failing(long position, String digest) {
    FailureHistory history =
        new FailureHistory(
            new Offset(position),
            digest,
            new ManualClock().now(),
            14,
            FailureClass.REJECTED,
            "unknown");
    CommitMetadata mark =
        new CommitMetadata(
            new CommitPosition(position + 1),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OwnerNotes.NONE.withFailed(Optional.of(history)));
    return new Commit(new CommitPosition(position), mark.text());
  }

  private static void forbid(ResourceType type, String name, AclOperation operation) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createAcls(
              List.of(
                  rule(type, name, AclOperation.ALL, AclPermissionType.ALLOW),
                  rule(type, name, operation, AclPermissionType.DENY)))
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private static AclBinding rule(
      ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private static RelationsMessageBuilder relations(String organisation) {
    return OutboxMessages.relations().orgId(organisation);
  }

  private static RelationTuple tuple(String principal) {
    return RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:" + principal);
  }
}
