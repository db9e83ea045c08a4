package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.EventMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceContextTest {
  private static final EventMetadata NOTHING =
      new EventMetadata("", "", "", "", "", "", "", "", null);

  @Test
  void saysWhatTheEventIsAndWhoWaitsForIt() {
    EventMetadata metadata =
        metadata(
            """
            {"org_id":"12345","event_type":"create_workspace","created_at":1767225600,
             "resource_type":"Workspace","resource_id":"w-1","notify_token":"n-1","more":{"x":[]}}
            """);

    assertThat(metadata)
        .isEqualTo(
            new EventMetadata(
                "",
                "create_workspace",
                "",
                "",
                "12345",
                "Workspace",
                "w-1",
                "n-1",
                Instant.parse("2026-01-01T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "5", "1e9", "true", "\"a text\"", "[]", "[{\"org_id\":\"1\"}]", "{}"})
  void ofAWrongTypeNeverBlocksAndSaysNothing(String context) {
    assertThat(metadata(context)).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"org_id\":5,\"event_type\":null,\"created_at\":\"now\"}",
        "{\"org_id\":{\"org_id\":\"1\"},\"event_type\":[\"x\"],\"created_at\":{}}",
        "{\"resource_type\":1,\"resource_id\":[[]],\"notify_token\":false,\"created_at\":[1]}"
      })
  void fieldsOfAWrongTypeNeverBlockAndSayNothingButThatTheTimeIsUnusable(String context) {
    assertThat(metadata(context))
        .isEqualTo(new EventMetadata("", "", "", "", "", "", "", "", null, true));
  }

  @Test
  void mayBeMissing() {
    assertThat(relations(decode(wrapped("{\"relations_to_add\":[" + TUPLE + "]}"))).metadata())
        .isEqualTo(NOTHING);
  }

  @Test
  void isReadWhereverItStands() {
    String first = "{\"resource_context\":{\"org_id\":\"1\"},\"relations_to_add\":[" + TUPLE + "]}";

    assertThat(relations(decode(wrapped(first))).metadata().orgId()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59Z",
    "1767225600, 2026-01-01T00:00:00Z",
    "1767225600.5, 2026-01-01T00:00:00.500Z",
    "-0.25, 1969-12-31T23:59:59.750Z",
    "1.767225603482917E9, 2026-01-01T00:00:03.482917Z",
    "1767225603482917e-6, 2026-01-01T00:00:03.482917Z",
    "0.0000000019, 1970-01-01T00:00:00.000000001Z",
    "253402300800, +10000-01-01T00:00:00Z",
    "31556889864403199, +1000000000-12-31T23:59:59Z",
    "-31557014167219200, -1000000000-01-01T00:00:00Z"
  })
  void createdAtIsInSeconds(String number, String time) {
    assertThat(createdAt(number)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "31556889864403200",
        "-31557014167219201",
        "1e30",
        "-1e30",
        "1e999",
        "1e2000000000",
        "1e-2000000000",
        "1e99999999999",
        "\"1767225600\"",
        "true",
        "null"
      })
  void createdAtThatNoCalendarHasIsNotThere(String number) {
    assertThat(createdAt(number)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600, false",
    "1767225600000, false",
    "null, false",
    "1767225600000000000, true",
    "'\"2026-01-01T00:00:00Z\"', true",
    "'\"\"', true",
    "true, true",
    "{}, true"
  })
  void createdAtThatIsThereAndIsNoTimeIsMarked(String value, boolean unusable) {
    assertThat(metadata("{\"created_at\":" + value + "}").createdAtUnusable()).isEqualTo(unusable);
  }

  @Test
  void createdAtThatIsMissingIsNotMarked() {
    assertThat(metadata("{\"org_id\":\"12345\"}").createdAtUnusable()).isFalse();
  }

  @Test
  void aTextTooLongToKeepIsNotThere() {
    String longText = "t".repeat(DecoderSettings.DEFAULT.maxStringLength() + 1);

    assertThat(metadata("{\"org_id\":\"%s\",\"event_type\":\"e\"}".formatted(longText)))
        .isEqualTo(new EventMetadata("", "e", "", "", "", "", "", "", null));
  }

  private static @Nullable Instant createdAt(String number) {
    return metadata("{\"created_at\":" + number + "}").createdAt();
  }

  private static EventMetadata metadata(String context) {
    String payload =
        "{\"relations_to_add\":[%s],\"resource_context\":%s}".formatted(TUPLE, context);
    return relations(decode(wrapped(payload))).metadata();
  }
}
