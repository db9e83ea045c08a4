package dev.rbacconsumer.testkit.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the builders to what the connector really wrote. */
class OutboxMessagesTest {
  private static final RelationTuple HOSTS_READ =
      tuple("role", "r-1", "t_inventory_hosts_read", "principal", "*");
  private static final RelationTuple PARENT =
      tuple("workspace", "0192-ws-1", "t_parent", "workspace", "0192-ws-root");
  private static final RelationTuple GRANTED =
      tuple("role_binding", "b-1", "t_granted", "role", "r-1");
  private static final RelationTuple MEMBERS =
      new RelationTuple(
          object("role_binding", "b-1"),
          "t_subject",
          new SubjectReference(object("group", "g-1"), "member"));
  private static final RelationTuple BINDING =
      tuple("workspace", "0192-ws-1", "t_binding", "role_binding", "b-1");
  private static final RelationTuple ANN =
      tuple("group", "g-1", "t_member", "principal", "localhost/u-1");

  static Stream<Arguments> recordedCases() {
    return Stream.of(
        of("add-only-1", at(0).eventType("create_custom_role").add(HOSTS_READ)),
        of("remove-only-1", at(1).eventType("delete_custom_role").remove(HOSTS_READ)),
        of(
            "add-and-remove",
            at(2)
                .eventType("move_workspace")
                .add(tuple("workspace", "0192-ws-1", "t_parent", "workspace", "0192-ws-2"))
                .remove(PARENT)),
        of("create-workspace", createWorkspace()),
        of("with-and-without-subject-relation", at(4).add(GRANTED, MEMBERS, BINDING)),
        of(
            "without-then-with-subject-relation-in-both-lists",
            at(5).eventType("unassign_role").add(ANN, MEMBERS).remove(MEMBERS, GRANTED)),
        of("both-lists-empty", at(8).eventType("update_group")),
        of("no-resource-context", at(9).withoutContext().add(ANN)),
        of(
            "notify-token",
            at(10)
                .orgId("")
                .eventType("remove_root_parent_tenant_relationships")
                .notifyToken("7e2f9a0c-batch-3")
                .remove(PARENT)),
        of("other-key-12345", at(18).key("12345").eventType("create_group").add(ANN)),
        of("workspace-create", OutboxMessages.workspace("create")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordedCases")
  void aBuiltMessageIsTheRecordedOne(String caseName, OutboxMessageBuilder<?> builder) {
    RecordedMessage recorded = RecordedMessages.byCase(RecordedMessages.JSON_WITH_SCHEMA, caseName);

    // When
    OutboxMessage built = builder.id(idOf(recorded)).build();

    // Then
    assertThat(built.valueText()).isEqualTo(recorded.valueText());
    assertThat(built.key()).isEqualTo(recorded.key());
    assertThat(built.topic()).isEqualTo(recorded.topic());
    assertThat(recorded.headers()).containsAll(built.headers());
  }

  static Stream<Arguments> recordedExpansions() {
    return RecordedMessages.file(RecordedMessages.JSON_WITH_SCHEMA_EXPANDED).stream()
        .map(
            recorded ->
                recordedCases()
                    .filter(arguments -> arguments.get()[0].equals(recorded.caseName()))
                    .map(arguments -> Arguments.of(recorded, arguments.get()[1]))
                    .findFirst()
                    .orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordedExpansions")
  void anExpandedMessageIsTheRecordedOneWithItsLosses(
      RecordedMessage recorded, OutboxMessageBuilder<?> builder) {
    // When
    OutboxMessage built = builder.shape(MessageShape.EXPANDED).build();

    // Then
    assertThat(built.valueText()).isEqualTo(recorded.valueText());
  }

  static Stream<Arguments> recordedSettings() {
    return Stream.of(
        of(RecordedMessages.JSON_WITHOUT_SCHEMA, shaped(MessageShape.JSON_WITHOUT_SCHEMA)),
        of(RecordedMessages.STRING, shaped(MessageShape.STRING)),
        of(RecordedMessages.JSON_WITH_SCHEMA_HEADER_PLACEMENT, createWorkspace().typesInHeaders()),
        of(RecordedMessages.JSON_WITH_SCHEMA_DEBEZIUM_2_7, createWorkspace()),
        of(RecordedMessages.JSON_KEY_WITH_SCHEMA, createWorkspace().keyWithSchema()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordedSettings")
  void everySettingOfTheConnectorCanBeBuilt(String file, RelationsMessageBuilder builder) {
    RecordedMessage recorded = RecordedMessages.byCase(file, "create-workspace");

    // When
    OutboxMessage built = builder.id(idOf(recorded)).build();

    // Then
    assertThat(built.valueText()).isEqualTo(recorded.valueText());
    assertThat(built.key()).isEqualTo(recorded.key());
    assertThat(built.headers())
        .containsExactlyElementsOf(
            recorded.headers().stream()
                .filter(header -> !header.name().startsWith("__debezium.context."))
                .toList());
  }

  @Test
  void rowsWithoutPayloadAreAsRecorded() {
    String file = RecordedMessages.NULL_PAYLOAD_WITHOUT_TOMBSTONES;
    assertThat(OutboxMessages.nullPayload().valueText())
        .isEqualTo(RecordedMessages.byCase(file, "payload-sql-null").valueText());
    assertThat(OutboxMessages.tombstone().value()).isNull();
    assertThat(OutboxMessages.tombstone().key()).isEqualTo("stage".getBytes(UTF_8));
    assertThat(OutboxMessages.tombstone().headers()).hasSize(1);
  }

  @Test
  void aMessageStandsWhereItIsPut() {
    // Given
    OutboxMessage message =
        OutboxMessages.relations()
            .add(ANN)
            .timestamp(Instant.ofEpochMilli(1_800_000_000_001L))
            .build();

    // When
    SourceRecord record = message.at(2, 17);

    // Then
    assertThat(record).hasToString("outbox.event.relations-replication-event-2@17");
    assertThat(record.timestampMillis()).isEqualTo(1_800_000_000_001L);
    assertThat(record.value()).isEqualTo(message.value());
    assertThat(record.key()).isEqualTo("stage".getBytes(UTF_8));
    assertThat(record.headers()).isEqualTo(message.headers());
  }

  @Test
  void everyMessageIsARowOfItsOwn() {
    OutboxMessage message = OutboxMessages.relations().add(ANN).build();

    assertThat(message.headers())
        .isNotEqualTo(OutboxMessages.relations().add(ANN).build().headers())
        .isEqualTo(message.at(1, 7).headers());
  }

  @Test
  void legacyFormsCanBeBuilt() {
    // When
    String payload =
        OutboxMessages.relations()
            .add(MEMBERS)
            .withoutContext()
            .bareRelations()
            .flatReferences()
            .payloadText();

    // Then
    assertThat(payload)
        .isEqualTo(
            "{\"relations_to_add\": [{\"subject\": {\"id\": \"g-1\", \"type\": \"group\","
                + " \"relation\": \"member\"}, \"relation\": \"subject\", \"resource\":"
                + " {\"id\": \"b-1\", \"type\": \"role_binding\"}}],"
                + " \"relations_to_remove\": []}");
  }

  @Test
  void aWorkspaceEventCanHaveEveryField() {
    // When
    String payload =
        OutboxMessages.workspace("update")
            .orgId("1")
            .accountNumber(null)
            .workspace("ws-2", "Team \"B\"\n")
            .type("standard")
            .times(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00.5Z"))
            .payloadText();

    // Then
    assertThat(payload)
        .isEqualTo(
            "{\"org_id\": \"1\", \"operation\": \"update\", \"workspace\": {\"id\": \"ws-2\","
                + " \"name\": \"Team \\\"B\\\"\\n\", \"type\": \"standard\", \"created\":"
                + " \"2026-01-01T00:00:00Z\", \"modified\": \"2026-01-02T00:00:00.500Z\"},"
                + " \"account_number\": null}");
  }

  private static RelationsMessageBuilder at(int second) {
    return OutboxMessages.relations().createdAt(Instant.ofEpochSecond(1_767_225_600L + second));
  }

  private static RelationsMessageBuilder createWorkspace() {
    return OutboxMessages.relations()
        .createdAt(Instant.parse("2026-01-01T00:00:03.482917Z"))
        .eventType("create_workspace")
        .resource("Workspace", "0192-ws-1")
        .add(PARENT);
  }

  private static RelationsMessageBuilder shaped(MessageShape shape) {
    return createWorkspace().shape(shape);
  }

  private static UUID idOf(RecordedMessage recorded) {
    return recorded.headers().stream()
        .filter(header -> header.name().equals("id"))
        .map(RecordHeader::value)
        .map(bytes -> UUID.fromString(new String(bytes, UTF_8)))
        .findFirst()
        .orElseThrow();
  }

  private static Arguments of(String name, OutboxMessageBuilder<?> builder) {
    return Arguments.of(name, builder);
  }

  private static RelationTuple tuple(
      String type, String id, String relation, String subjectType, String subjectId) {
    return new RelationTuple(
        object(type, id), relation, SubjectReference.of(object(subjectType, subjectId)));
  }

  private static ObjectReference object(String type, String id) {
    return ObjectReference.of("rbac", type, id);
  }
}
