package dev.rbacconsumer.testkit.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that a real connector was recorded with, by name, and what it turns out to be. */
class RecordedMessagesDecodingTest {
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);
  private static final OutboxDecoder BARE =
      new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true));

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          json-with-schema | add-only-1 | +1 -0 create_custom_role
          json-with-schema | remove-only-1 | +0 -1 delete_custom_role
          json-with-schema | add-and-remove | +1 -1 move_workspace
          json-with-schema | create-workspace | +1 -0 create_workspace
          json-with-schema | consumer-topic:create-workspace | +1 -0 create_workspace
          json-with-schema | with-and-without-subject-relation | +3 -0 assign_role
          json-with-schema | without-then-with-subject-relation-in-both-lists | +2 -1 unassign_role
          json-with-schema | same-tuple-in-add-and-remove | +2 -0 update_custom_role
          json-with-schema | both-lists-empty | empty_relations at $
          json-with-schema | no-resource-context | +1 -0
          json-with-schema | notify-token | +0 -1 remove_root_parent_tenant_relationships
          json-with-schema | unicode-ids | invalid_id at $.relations_to_add[0].resource.id
          json-with-schema | escaped-ids | invalid_id at $.relations_to_add[0].resource.id
          json-with-schema | other-key-12345 | +1 -0 create_group
          json-with-schema | workspace-create | workspace CREATE 0192-ws-1
          json-with-schema-debezium-2.7 | create-workspace | +1 -0 create_workspace
          json-with-schema-header-placement | create-workspace | +1 -0 create_workspace
          json-with-schema-header-placement | workspace-create | workspace CREATE 0192-ws-1
          json-key-with-schema | create-workspace | +1 -0 create_workspace
          json-with-schema-expanded | add-only-1 | expanded +1 -0 create_custom_role
          json-with-schema-expanded | create-workspace | expanded +1 -0 create_workspace
          json-with-schema-expanded | both-lists-empty | missing_relations_fields at $
          json-with-schema-expanded | with-and-without-subject-relation | expanded +3 -0 assign_role
          json-with-schema-expanded | without-then-with-subject-relation-in-both-lists | expanded +2 -2 unassign_role
          tombstones | payload-sql-null | tombstone
          tombstones | payload-sql-null-other-key | tombstone
          tombstones | payload-json-null | invalid_payload at $.payload
          null-payload-without-tombstones | payload-sql-null | invalid_payload at $.payload
          json-without-schema | create-workspace | not_debezium_format at $
          string | create-workspace | not_debezium_format at $
          """)
  void isDecodedAs(String file, String caseName, String verdict) {
    RecordedMessage message = RecordedMessages.byCase(file + ".jsonl", caseName);

    assertThat(describe(DECODER.decode(message.toSourceRecord()))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"json-without-schema.jsonl", "string.jsonl"})
  void barePayloadsAreAcceptedWhereTheSettingSaysSo(String file) {
    RecordedMessage message = RecordedMessages.byCase(file, "create-workspace");

    assertThat(describe(BARE.decode(message.toSourceRecord()))).isEqualTo("+1 -0 create_workspace");
  }

  @ParameterizedTest
  @MethodSource("relationsInEveryDress")
  void agreesWithTheGeneralMapper(RecordedMessage message) throws Exception {
    Decoding.Relations decoded = (Decoding.Relations) BARE.decode(message.toSourceRecord());

    assertThat(decoded.event().change()).isEqualTo(GeneralMapper.change(message.value()));
  }

  static Stream<RecordedMessage> relationsInEveryDress() {
    return RecordedMessages.all().stream()
        .filter(it -> BARE.decode(it.toSourceRecord()) instanceof Decoding.Relations);
  }

  @Test
  void metadataComesFromWhereverTheConnectorPutIt() {
    RelationsEvent inHeaders =
        relations(
            RecordedMessages.byCase("json-with-schema-header-placement.jsonl", "create-workspace"));
    RelationsEvent inKey =
        relations(RecordedMessages.byCase("json-key-with-schema.jsonl", "create-workspace"));

    assertThat(inHeaders.metadata().aggregateType()).isEqualTo("relations-replication-event");
    assertThat(inHeaders.metadata().aggregateId()).isEqualTo("stage");
    assertThat(inHeaders.metadata().orgId()).isEqualTo("12345");
    assertThat(inHeaders.metadata().resourceType()).isEqualTo("Workspace");
    assertThat(inHeaders.metadata().resourceId()).isEqualTo("0192-ws-1");
    assertThat(inHeaders.metadata().createdAt()).hasToString("2026-01-01T00:00:03.482917Z");
    assertThat(inHeaders.metadata().eventId()).matches("[0-9a-f-]{36}");
    assertThat(inKey.metadata().aggregateId()).isEqualTo("stage");
    assertThat(inKey.metadata().aggregateType()).isEqualTo("relations-replication-event");
  }

  @Test
  void everyRecordingIsNamedAbove() {
    long named =
        RecordedMessages.all().stream()
            .map(it -> it.file() + " " + it.caseName())
            .distinct()
            .count();

    assertThat(named).isEqualTo(30);
  }

  @Test
  void theExampleInTheDocumentationIsOneOfThem() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("basedir", "")).resolve("../docs/messages.md"));

    assertThat(page)
        .contains(
            "```json\n"
                + RecordedMessages.byCase("json-with-schema.jsonl", "create-workspace").valueText()
                + "\n```");
  }

  private static RelationsEvent relations(RecordedMessage message) {
    return ((Decoding.Relations) DECODER.decode(message.toSourceRecord())).event();
  }

  private static String describe(Decoding decoding) {
    return decoding.match(
        relations ->
            "%s+%d -%d %s"
                .formatted(
                    relations.event().expanded() ? "expanded " : "",
                    relations.event().change().additions().size(),
                    relations.event().change().removals().size(),
                    relations.event().metadata().eventType())
                .strip(),
        workspace ->
            "workspace %s %s"
                .formatted(workspace.event().operation(), workspace.event().workspaceId()),
        custom -> "custom " + custom.event().type(),
        tombstone -> "tombstone",
        malformed -> "malformed " + malformed.violation().path(),
        invalid ->
            invalid.violations().get(0).code().label()
                + " at "
                + invalid.violations().get(0).path());
  }
}
