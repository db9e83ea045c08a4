package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecodeCommandTest {
  private static final RelationTuple TUPLE =
      RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:ann");
  private static final String GOOD =
      Objects.requireNonNull(OutboxMessages.relations().add(TUPLE).build().valueText());

  @TempDir private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<String> recordings() {
    return RecordedMessages.files();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void everyRecordingHasTheVerdictOfTheDecoder(String file) throws IOException {
    Path copy = directory.resolve(file);
    try (InputStream in =
        Objects.requireNonNull(
            RecordedMessages.class.getResourceAsStream(
                "/dev/rbacconsumer/testkit/debezium/" + file))) {
      Files.copy(in, copy);
    }
    OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
    List<String> wanted =
        RecordedMessages.file(file).stream()
            .map(RecordedMessage::toSourceRecord)
            .map(decoder::decode)
            .map(DecodeCommandTest::verdict)
            .toList();

    int code = execute("", "decode", copy.toString());

    assertThat(out.toString().lines().filter(line -> line.startsWith("line ")))
        .extracting(line -> line.replaceFirst("line \\d+: ", ""))
        .isEqualTo(wanted);
    boolean refused = wanted.contains("malformed") || wanted.contains("invalid");
    assertThat(code).isEqualTo(refused ? 1 : 0);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void everyRecordingIsTheSameAsALineOfKcat(String file) {
    OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
    List<SourceRecord> records =
        RecordedMessages.file(file).stream().map(RecordedMessage::toSourceRecord).toList();

    execute(
        records.stream().map(DecodeCommandTest::kcat).collect(Collectors.joining("\n")), "decode");

    assertThat(out.toString().lines().filter(line -> line.startsWith("line ")))
        .extracting(line -> line.replaceFirst("line \\d+: ", ""))
        .isEqualTo(records.stream().map(decoder::decode).map(DecodeCommandTest::verdict).toList());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EMPTY_VALUE", "UNKNOWN_TYPE"})
  void everyBadMessageIsRefusedWithCodeAndPlace(BadMessage bad) {
    int code = execute(bad.message().valueText() + "\n", "decode");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString().lines().skip(1).findFirst().orElse(""))
        .matches("  [a-z_]+ at \\$.*: want .*|  malformed_json at .*");
  }

  @Test
  void aRelationsMessageIsShownWithTheCallsInTheirOrder() {
    RelationTuple old = RelationTuple.parse("rbac/group:g-0#t_member@rbac/principal:ann");
    String value =
        OutboxMessages.relations().remove(old).add(TUPLE).orgId("12345").build().valueText();

    int code = execute(value + "\n", "decode", "--topic", "outbox.event.relations");

    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "line 1: relations",
            "  type \"assign_role\", aggregate type \"relations\", org \"12345\"",
            "  DeleteTuples",
            "    filter { resource_namespace: \"rbac\" resource_type: \"group\""
                + " resource_id: \"g-0\" relation: \"t_member\""
                + " subject_filter { subject_namespace: \"rbac\""
                + " subject_type: \"principal\" subject_id: \"ann\" relation: \"\" } }",
            "  CreateTuples",
            "    upsert: true",
            "    tuples { resource { type { namespace: \"rbac\" name: \"group\" } id: \"g-1\" }"
                + " relation: \"t_member\" subject { subject { type { namespace: \"rbac\""
                + " name: \"principal\" } id: \"ann\" } } }",
            "1 message: 1 relations, 0 workspace, 0 tombstone, 0 malformed, 0 invalid");
  }

  @Test
  void theCallsAreThoseOfTheDialectThatIsSet() {
    environment.put("RELATION_API_DIALECT", "spicedb");

    int code = execute(GOOD, "decode");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "  WriteRelationships",
            "updates { operation: OPERATION_TOUCH relationship { resource {"
                + " object_type: \"rbac/group\" object_id: \"g-1\" } relation: \"t_member\"");
  }

  @Test
  void aWrongSettingOfHowChangesAreWrittenIsReported() {
    environment.put("RELATION_API_DIALECT", "kessel");

    assertThat(execute(GOOD, "decode")).isEqualTo(2);
    assertThat(err.toString()).contains("RELATION_API_DIALECT: want one of kessel-relations,");
  }

  @Test
  void linesMayEndAsTheyLikeAndEmptyOnesArePassedOver() {
    int code = execute("\uFEFF" + GOOD + "\r\n\r\n\n" + GOOD, "decode", "-");

    assertThat(code).isZero();
    assertThat(out.toString()).contains("line 1: relations", "line 4: relations", "2 messages: 2");
  }

  @Test
  void nothingToReadIsNoFailure() {
    assertThat(execute("", "decode")).isZero();
    assertThat(out.toString()).startsWith("0 messages: ");
  }

  @Test
  void anObjectOnEachLineIsForPrograms() {
    int code = execute(GOOD + "\n{\n", "decode", "--json");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("{\"place\":\"line 1\",\"verdict\":\"relations\",")
                    .contains("\"calls\":[{\"method\":\"CreateTuples\""),
            line ->
                assertThat(line)
                    .contains(
                        "\"verdict\":\"malformed\",\"violations\":[{\"code\":\"malformed_json\""));
  }

  @Test
  void theMessageInALineOfKcatIsJudgedAndNotTheLine() throws IOException {
    int code = execute(caseText("kcat-J.jsonl"), "decode");

    assertThat(out.toString())
        .contains(
            "line 1: relations",
            "event \"6f1f2c9e-4d0f-3b43-9a45-0d5a7a9c1b77\"",
            "aggregate type \"relations-replication-event\", aggregate \"stage\"",
            "id: \"u2\"");
    assertThat(code).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "null\r",
        "{\"topic\":\"t\",\"partition\":0,\"offset\":3,\"key\":null,\"payload\":null}"
      })
  void toolsPrintATombstoneAsNull(String line) {
    assertThat(execute(line + "\n", "decode")).isZero();
    assertThat(out.toString()).contains("line 1: tombstone");
  }

  @Test
  void theRecordedNullOfTheConsoleConsumerIsATombstone() throws IOException {
    assertThat(execute(caseText("console-consumer-null.txt"), "decode")).isZero();
    assertThat(out.toString()).contains("line 1: tombstone", "1 message: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"topic\":\"t\",\"partition\":0,\"offset\":3,\"payload\":\"null\"}",
        "{\"topic\":\"t\",\"partition\":0,\"offset\":3,\"payload\":{}}",
        "{\"topic\":\"t\",\"partition\":0,\"offset\":3,\"other\":1,\"payload\":null}",
        "{\"topic\":\"t\",\"partition\":0,\"payload\":null}",
        "{\"topic\":\"t\",\"offset\":3,\"payload\":null}",
        "{\"partition\":0,\"offset\":3,\"payload\":null}",
        "{\"topic\":\"t\",\"partition\":0,\"offset\":3}"
      })
  void whatOnlyResemblesALineOfKcatIsNoTombstone(String line) {
    assertThat(execute(line + "\n", "decode")).isEqualTo(1);
    assertThat(out.toString()).contains("line 1: invalid", "not_debezium_format");
  }

  @Test
  void unknownFieldsAreListedWithTheirPaths() throws IOException {
    int code = execute(caseText("unknown-outside-relations.json"), "decode");

    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .contains(
            "line 1: relations",
            "  unknown field at $.extra",
            "  unknown field at $.trace_hint",
            "  unknown field at $.resource_context.shard");
  }

  @Test
  void unknownFieldsOfARefusedMessageAreListedToo() {
    String value = GOOD.replace("\\\"relation\\\"", "\\\"caveat\\\":{},\\\"relation\\\"");

    assertThat(execute(value + "\n", "decode", "--json")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "\"code\":\"unknown_field\",\"path\":\"$.relations_to_add[0].caveat\"",
            "\"unknown_field_count\":1,\"unknown_fields\":[\"$.relations_to_add[0].caveat\"]");
  }

  @Test
  void ofManyUnknownFieldsTheFirstAreListed() {
    String value = "{\"schema\":{}," + "\"x\":1,".repeat(103) + "\"payload\":null}\n";

    execute(value, "decode");
    execute(value, "decode", "--json");

    assertThat(out.toString().lines().filter("  unknown field at $.x"::equals)).hasSize(100);
    assertThat(out.toString())
        .contains("  unknown fields at 3 more places", "\"unknown_field_count\":103");
  }

  @Test
  void aFileThatIsNotThereIsOneLine() {
    assertThat(execute("", "decode", "no-such-file")).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly("rbac-consumer: cannot read no-such-file: there is no such file");
  }

  @Test
  void severalFilesAreDistinguished() throws IOException {
    Path one = Files.writeString(directory.resolve("one"), GOOD);
    Path two = Files.writeString(directory.resolve("two"), "{");

    assertThat(execute("", "decode", one.toString(), two.toString())).isEqualTo(1);
    assertThat(out.toString()).contains(one + ":1: relations", two + ":1: malformed");
  }

  @Test
  void theSettingsOfTheDecoderAreThoseOfTheConsumer() {
    String bare = "{\"relations_to_add\":[],\"relations_to_remove\":[]}\n";
    execute(bare, "decode");
    assertThat(out.toString()).contains("not_debezium_format");

    environment.put("RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS", "true");
    execute(bare, "decode");
    assertThat(out.toString()).contains("empty_relations");
  }

  @Test
  void aWrongSettingIsOneLine() {
    environment.put("RBAC_KAFKA_CONSUMER_MAX_TUPLES", "many");

    assertThat(execute("", "decode")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("rbac-consumer: RBAC_KAFKA_CONSUMER_MAX_TUPLES: want ");
  }

  @Test
  void aLineThatIsFarTooLongIsRefusedWithoutBeingHeld() {
    environment.put("RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES", "1000");
    String endless = "[" + "1,".repeat(1_000_000) + "1]\n";

    int code = execute(endless + GOOD.substring(0, 5) + "\n", "decode");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("line 1: invalid", "message_too_large", "line 2: malformed");
  }

  @Test
  void foreignTextCannotSteerTheTerminal() {
    String value =
        GOOD.replace("assign_role", "assign\\\\u001b[2Jrole\\\\n").replace("\"12345\"", "\"1\"");

    execute(value + "\n", "decode");

    assertThat(out.toString().chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
        .as(out.toString())
        .isTrue();
    assertThat(out.toString()).contains("assign\\u001b[2Jrole\\n");
  }

  private int execute(String input, String... args) {
    InputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
    return CommandRun.execute(environment, in, Duration.ofSeconds(1), out, err, args);
  }

  private static String caseText(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DecodeCommandTest.class.getResourceAsStream("/cases/" + file))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** Returns a record on one line, with the fields that {@code kcat -J} prints. */
  private static String kcat(SourceRecord record) {
    return FieldWriter.object(
        record,
        (it, fields) -> {
          fields.text("topic", it.partition().topic());
          fields.number("partition", it.partition().number());
          fields.number("offset", it.offset().value());
          fields.text("tstype", "create");
          fields.number("ts", it.timestampMillis());
          fields.number("broker", 0);
          fields.texts(
              "headers",
              it.headers().stream()
                  .filter(header -> header.value() != null)
                  .flatMap(header -> Stream.of(header.name(), text(header.value())))
                  .toList());
          fields.known("key", text(it.key()));
          fields.known("payload", text(it.value()));
        });
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "" : new String(bytes, UTF_8);
  }

  private static String verdict(Decoding decoding) {
    return decoding.match(
        relations -> "relations",
        workspace -> "workspace",
        custom -> "custom",
        tombstone -> "tombstone",
        malformed -> "malformed",
        invalid -> "invalid");
  }
}
