package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.utf8;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.workspace;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePayloadTest {
  private static final String PAYLOAD =
      """
      {"org_id":"12345","account_number":"67890","workspace":{"id":"w-1","name":"Team A",\
      "type":"standard","created":"2026-01-01T00:00:00Z"},"operation":"create"}""";

  @ParameterizedTest
  @EnumSource
  void isUnderstoodWithEveryOperation(WorkspaceEvent.Operation operation) {
    String word = operation.name().toLowerCase(java.util.Locale.ROOT);

    WorkspaceEvent event = workspace(decode(wrapped(PAYLOAD.replace("create\"}", word + "\"}"))));

    assertThat(event)
        .isEqualTo(
            new WorkspaceEvent(
                new EventMetadata("", "", "", "", "12345", "", "", "", null),
                operation,
                "12345",
                "67890",
                "w-1",
                "Team A"));
  }

  @Test
  void mayComeExpandedAndWithoutAccountNumberOrName() {
    String payload = PAYLOAD.replace("\"67890\"", "null").replace("\"Team A\"", "null");

    WorkspaceEvent event = workspace(decode(expanded(payload)));

    assertThat(event.accountNumber()).isEmpty();
    assertThat(event.workspaceName()).isEmpty();
    assertThat(event.orgId()).isEqualTo("12345");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "org_id":"12345"     | "org_id":""            | missing_field at $.org_id
          "org_id":"12345"     | "org_id":12345         | missing_field at $.org_id
          "org_id":"12345"     | "other":"12345"        | missing_field at $.org_id
          "id":"w-1"           | "id":null              | missing_field at $.workspace.id
          "id":"w-1"           | "id":["w-1"]           | missing_field at $.workspace.id
          "operation":"create" | "operation":"CREATE"   | invalid_value at $.operation
          "operation":"create" | "operation":"rename"   | invalid_value at $.operation
          "operation":"create" | "operation":null       | missing_field at $.operation
          """)
  void aPartThatMattersIsRefusedWhereItIsWrong(String part, String wrong, String fault) {
    assertThat(verdict(decode(wrapped(PAYLOAD.replace(part, wrong)))))
        .isEqualTo("invalid: " + fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "5", "[]", "\"w-1\""})
  void aWorkspaceThatIsNoObjectIsRefused(String workspace) {
    String payload = "{\"org_id\":\"1\",\"operation\":\"create\",\"workspace\":%s}";

    assertThat(verdict(decode(wrapped(payload.formatted(workspace)))))
        .isEqualTo("invalid: invalid_type at $.workspace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "workspace-bulk"})
  void isExpectedOnItsOwnTopicWhateverItsShape(String aggregateType) {
    PartitionId partition = new PartitionId("outbox.event." + aggregateType, 0);

    Decoding decoding =
        new OutboxDecoder(DecoderSettings.DEFAULT)
            .decode(record(partition, null, utf8(wrapped("{}")), List.of()));

    assertThat(verdict(decoding))
        .isEqualTo(
            "invalid: missing_field at $.workspace.id, missing_field at $.org_id,"
                + " missing_field at $.operation");
  }

  @Test
  void isNotExpectedOfHalfAShapeElsewhere() {
    assertThat(verdict(decode(wrapped("{\"workspace\":{\"id\":\"w\"},\"org_id\":\"1\"}"))))
        .isEqualTo("invalid: missing_relations_fields at $");
    assertThat(verdict(decode(wrapped("{\"operation\":\"create\",\"org_id\":\"1\"}"))))
        .isEqualTo("invalid: missing_relations_fields at $");
  }

  @Test
  void aListOfRelationsMakesItARelationsMessage() {
    String both = PAYLOAD.replaceFirst("\\{", "{\"relations_to_add\":[" + TUPLE + "],");

    assertThat(verdict(decode(wrapped(both)))).startsWith("relations ");
  }
}
