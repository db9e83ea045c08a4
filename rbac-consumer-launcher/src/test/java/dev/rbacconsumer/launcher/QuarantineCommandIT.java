package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.internal.quarantine.KafkaQuarantine;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code quarantine} with a real broker, as far as it acts on no consumer. */
final class QuarantineCommandIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final PartitionId FIRST = new PartitionId("outbox", 0);
  private static final PartitionId SECOND = new PartitionId("outbox", 1);

  private static EmbeddedKafka kafka;

  private final CommandRun run = new CommandRun(SOON);

  @BeforeAll
  static void park() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopic("outbox", 2);
    kafka.createTopic("parked", 2);
    kafka.alterTopic("parked", Map.of("cleanup.policy", "compact"));
    park("rbac-consumer-group", SECOND, refused(17), behind(19, 17), invalid(23), behind(24, 23));
    park("rbac-consumer-group", FIRST, parkedAt(FIRST, refused(3)));
    park("other-group", FIRST, parkedAt(FIRST, refused(5)));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void set() {
    run.environment().put("KAFKA_SERVERS", kafka.bootstrapServers());
    run.environment().put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox");
    run.environment().put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "parked");
  }

  @AfterEach
  void logAgain() {
    Logging.configure(LogLevel.INFO);
  }

  @Test
  void listHasALineForEachRecordOfTheGroupInOrder() {
    assertThat(run.execute("quarantine", "list")).as(run.err()).isZero();

    assertThat(run.lines())
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .startsWith("0@3 since 1970-01-01T00:00:00Z (20454d 0h ago), rejected/"),
            it ->
                assertThat(it)
                    .startsWith("1@17 since ")
                    .contains("rejected/schema_type_error, org 42, −1 +1, digest ")
                    .endsWith(RecordDigest.of(refused(17).record())),
            it -> assertThat(it).startsWith("1@19 ").contains(", behind 17, org 42, −1 +1,"),
            it -> assertThat(it).startsWith("1@23 ").contains(", invalid/missing_field, −? +?,"),
            it -> assertThat(it).startsWith("1@24 ").contains(", behind 23,"),
            it ->
                assertThat(it)
                    .isEqualTo(
                        "5 messages parked in parked, 3 failed: 4 removals, 4 additions; 1 message"
                            + " cannot be read, and may have more"));
  }

  @Test
  void listTakesAPartitionAllGroupsAndJson() throws Exception {
    assertThat(run.execute("quarantine", "list", "--partition", "0", "--all-groups", "--json"))
        .as(run.err())
        .isZero();

    JsonTree list = JsonTree.parse(run.out());
    assertThat(list.get("parked").items())
        .extracting(it -> it.get("group").text() + " " + it.get("offset").text())
        .containsExactly("other-group 5", "rbac-consumer-group 3");
    assertThat(list.get("messages").text()).isEqualTo("2");
    assertThat(list.get("removals").text()).isEqualTo("2");
  }

  @Test
  void showHasTheReasonTheContentAndWhatWaitsBehindIt() throws Exception {
    assertThat(run.execute("quarantine", "show", "--partition", "1", "--offset", "17"))
        .as(run.err())
        .isZero();
    assertThat(run.lines())
        .contains(
            "  failed: rejected/schema_type_error: no such type",
            "  behind it wait 19",
            "    - rbac/group:g-17#t_member@rbac/principal:leaver",
            "    + rbac/group:g-17#t_member@rbac/principal:joiner");

    run.clear();
    assertThat(run.execute("quarantine", "show", "--partition", "1", "--offset", "17", "--json"))
        .isZero();
    JsonTree shown = JsonTree.parse(run.out());
    assertThat(shown.get("reason").text()).isEqualTo("no such type");
    assertThat(shown.get("waiting").items()).extracting(JsonTree::text).containsExactly("19");
    assertThat(shown.get("record").get("plan").get("removals").text()).isEqualTo("1");
  }

  @Test
  void recordThatIsNotParkedIsNamedAsSuch() {
    assertThat(run.execute("quarantine", "show", "--partition", "1", "--offset", "18"))
        .isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "rbac-consumer quarantine show: the quarantine of group rbac-consumer-group holds no"
                + " such record; rbac-consumer quarantine list shows all\n");
  }

  @Test
  void replayShowsItsOrderAndWhatIsStillRefused() {
    assertThat(run.execute("quarantine", "replay", "--by", "ann")).isEqualTo(3);

    assertThat(run.lines())
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .isEqualTo(
                        "0@3 would be applied: 1 removal and 1 addition"
                            + " (rejected/schema_type_error)"),
            it -> assertThat(it).startsWith("1@17 would be applied: 1 removal and 1 addition"),
            it ->
                assertThat(it)
                    .isEqualTo("1@19 would be applied: 1 removal and 1 addition (behind 17)"),
            it ->
                assertThat(it)
                    .startsWith("1@23 is still refused, and ends the replay of partition 1: "),
            it -> assertThat(it).isEqualTo("1@24 would not be tried, since an earlier one fails"),
            it -> assertThat(it).startsWith("Whether the store takes them is not known"),
            it -> assertThat(it).isEqualTo("Nothing was done. To do it:"),
            it ->
                assertThat(it)
                    .isEqualTo("  rbac-consumer quarantine replay --by ann --reason … --yes"));
  }

  @Test
  void discardShowsRemovalsFirstAndRefusesAnotherDigest() {
    assertThat(run.execute("quarantine", "discard", "--partition", "1", "--offset", "17"))
        .as(run.err())
        .isZero();
    assertThat(run.lines())
        .containsSubsequence(
            "Lost by it: 1 removal, which then stay granted, and 1 addition",
            "  - rbac/group:g-17#t_member@rbac/principal:leaver",
            "  + rbac/group:g-17#t_member@rbac/principal:joiner",
            "behind it wait 19; they stay parked until they are replayed",
            "Nothing was done. To do it:",
            "  rbac-consumer quarantine discard --partition 1 --offset 17 --digest "
                + RecordDigest.of(refused(17).record())
                + " --by … --reason … --yes");

    run.clear();
    assertThat(
            run.execute(
                "quarantine",
                "discard",
                "--partition",
                "1",
                "--offset",
                "17",
                "--digest",
                "0123456789abcdef",
                "--reason",
                "lost",
                "--by",
                "ann",
                "--yes"))
        .isEqualTo(3);
    assertThat(run.err()).contains("has digest " + RecordDigest.of(refused(17).record()));
  }

  @Test
  void whereNoConsumerAnswersNothingIsDiscarded() {
    assertThat(
            run.execute(
                "quarantine",
                "discard",
                "--partition",
                "1",
                "--offset",
                "17",
                "--digest",
                RecordDigest.of(refused(17).record()),
                "--reason",
                "lost",
                "--by",
                "ann",
                "--url",
                "http://127.0.0.1:1",
                "--yes"))
        .isEqualTo(1);
    assertThat(run.err())
        .startsWith("rbac-consumer quarantine discard: nothing answers at http://127.0.0.1:1");
    assertThat(run.out()).doesNotContain("Nothing was done");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "replay --yes --by ann; --yes: want --reason, too",
        "replay --offset 3; --offset: want one --partition, too",
        "discard --partition 1 --offset 17 --yes; --yes: want --digest and --reason, too",
        "show --partition 1; Missing required option: '--offset=N'",
        "list --partition -1; --partition: want 0 or more",
        "lost; Did you mean: quarantine list",
      })
  void wrongArgumentsEndWithTwo(String words, String sentence) {
    assertThat(run.execute(("quarantine " + words).split(" "))).isEqualTo(2);
    assertThat(run.err()).contains(sentence).endsWith("Try --help.\n");
  }

  @Test
  void withoutATopicTheSettingIsNamed() {
    run.environment().remove("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC");

    assertThat(run.execute("quarantine", "list")).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--quarantine-topic: want the name of the topic, or"
                + " RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC");
  }

  @Test
  void helpNamesTheVerbsAndTheirOptions() {
    assertThat(run.execute("quarantine", "--help")).isZero();
    assertThat(run.out()).contains("  list ", "  show ", "  replay ", "  discard ");
    run.clear();
    assertThat(run.execute("quarantine", "discard", "--help")).isZero();
    assertThat(run.out()).contains("--digest=DIGEST", "--reason=TEXT", "--yes", "--json");
  }

  private static void park(String group, PartitionId partition, ParkedRecord... records)
      throws Exception {
    KafkaQuarantine quarantine =
        new KafkaQuarantine(
            KafkaClientSettings.of(kafka.bootstrapServers(), group, "app"),
            "parked",
            QuarantineSettings.ON);
    try (QuarantineStore.Session session = quarantine.open(partition, SOON)) {
      for (ParkedRecord record : records) {
        assertThat(session.park(record, SOON)).isEmpty();
      }
    }
  }

  private static ParkedRecord refused(long offset) {
    return failed(
        change(offset).at(SECOND, new Offset(offset)),
        new Failure(FailureClass.REJECTED, "schema_type_error", "no such type"));
  }

  private static ParkedRecord invalid(long offset) {
    return failed(
        new SourceRecord(
            SECOND, new Offset(offset), -1, null, "{\"payload\":{}}".getBytes(UTF_8), List.of()),
        new Failure(FailureClass.INVALID, "missing_field", "a field is missing"));
  }

  private static ParkedRecord behind(long offset, long first) {
    return new ParkedRecord(
        change(offset).at(SECOND, new Offset(offset)),
        Optional.of("log"),
        Optional.empty(),
        Optional.of(new Offset(first)),
        Instant.EPOCH);
  }

  private static ParkedRecord parkedAt(PartitionId partition, ParkedRecord other) {
    SourceRecord record = other.record();
    return failed(
        new SourceRecord(
            partition,
            record.offset(),
            record.timestampMillis(),
            record.key(),
            record.value(),
            record.headers()),
        other.failure().orElseThrow());
  }

  private static ParkedRecord failed(SourceRecord record, Failure failure) {
    return new ParkedRecord(
        record, Optional.of("log"), Optional.of(failure), Optional.empty(), Instant.EPOCH);
  }

  private static OutboxMessage change(long offset) {
    return OutboxMessages.relations()
        .orgId("42")
        .remove(
            RelationTuple.parse("rbac/group:g-%d#t_member@rbac/principal:leaver".formatted(offset)))
        .add(
            RelationTuple.parse("rbac/group:g-%d#t_member@rbac/principal:joiner".formatted(offset)))
        .build();
  }
}
