package dev.rbacconsumer.testkit.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedMessagesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "json-key-with-schema.jsonl, 1,"
        + " b25c97b3a101654bf47bd7af57b540c7db30cb535ebcd5964effec2245fd72a5",
    "json-with-schema-debezium-2.7.jsonl, 1,"
        + " 592f6007b1dc5f77ce27138006f51e89076f274484ea8978b9b02185bfce0dab",
    "json-with-schema-expanded.jsonl, 5,"
        + " c8f9e04cbd87c897550013b6aa9fbe70ba9167a25103d2ad2732981b263348af",
    "json-with-schema-header-placement.jsonl, 2,"
        + " e22c092cc6a8cadb3877f51abe006eb37db8c09eaffb43875151392d5137b42b",
    "json-with-schema.jsonl, 15,"
        + " d27305a92c0ebc9dab08e07128910f7b35dda19e8ab4c6ac71de27d6bba1427e",
    "json-without-schema.jsonl, 1,"
        + " cac62f5944364d9a6a391c830c3bd50982938f3b42f74833a178f5f36b082f76",
    "null-payload-without-tombstones.jsonl, 1,"
        + " 16089d686c557aca90753f1d926c2f7ff5c9c1a4ae5c0fca51aecb5364d0a135",
    "string.jsonl, 1," + " c49f860b6f88c9b612e921a3814c40e6b4e6c81c3f1867aa2f34e04688a48016",
    "tombstones.jsonl, 3," + " 561e79a723375a815902238e08747ad1241d98ac19764cdf62dd5e4a92ea5c36"
  })
  void everyFileIsWholeAndAsRecorded(String file, int messages, String sha256) throws Exception {
    // When
    List<RecordedMessage> read = RecordedMessages.file(file);

    // Then
    assertThat(read).hasSize(messages).allMatch(message -> message.file().equals(file));
    assertThat(sha256Of(file)).isEqualTo(sha256);
  }

  @Test
  void allIsEveryFileAfterTheOther() {
    // When
    List<RecordedMessage> all = RecordedMessages.all();

    // Then
    assertThat(all).hasSize(30);
    assertThat(all)
        .extracting(RecordedMessage::file)
        .containsSubsequence(RecordedMessages.files())
        .containsOnly(RecordedMessages.files().toArray(String[]::new));
    assertThat(all).extracting(RecordedMessage::toString).doesNotHaveDuplicates();
  }

  @Test
  void aMessageHasEverythingTheBrokerHeld() {
    // When
    RecordedMessage message =
        RecordedMessages.byCase(RecordedMessages.JSON_WITH_SCHEMA, "other-key-12345");

    // Then
    assertThat(message.topic()).isEqualTo("outbox.event.relations-replication-event");
    assertThat(message.partition()).isEqualTo(2);
    assertThat(message.offset()).isZero();
    assertThat(message.timestampMillis()).isEqualTo(1_795_420_411_546L);
    assertThat(message.key()).isEqualTo("12345".getBytes(UTF_8));
    assertThat(message.headers())
        .hasSize(5)
        .contains(
            RecordHeader.text("__debezium.context.taskId", "0"),
            RecordHeader.text("id", "dfc7a18e-0a4d-304a-9faf-7fdcd254f925"));
    assertThat(message.valueText())
        .startsWith("{\"schema\":{\"type\":\"string\",\"optional\":false,")
        .endsWith("\\\"relations_to_remove\\\": []}\"}");
    assertThat(message.toSourceRecord()).hasToString(message.topic() + "-2@0");
  }

  @Test
  void aMessageCanStandElsewhere() {
    // Given
    RecordedMessage message =
        RecordedMessages.byCase(RecordedMessages.JSON_WITH_SCHEMA, "add-only-1");

    // When
    var moved = message.at(new PartitionId("elsewhere", 1), new Offset(9));

    // Then
    assertThat(moved).hasToString("elsewhere-1@9");
    assertThat(moved.value()).isEqualTo(message.value());
    assertThat(moved.key()).isEqualTo(message.key());
    assertThat(moved.headers()).isEqualTo(message.headers());
    assertThat(moved.timestampMillis()).isEqualTo(message.timestampMillis());
  }

  @Test
  void aTombstoneHasAKeyAndHeadersButNoValue() {
    // When
    RecordedMessage tombstone =
        RecordedMessages.byCase(RecordedMessages.TOMBSTONES, "payload-sql-null");

    // Then
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.valueText()).isNull();
    assertThat(tombstone.key()).isEqualTo("stage".getBytes(UTF_8));
    assertThat(tombstone.headers()).hasSize(5);
  }

  @Test
  void oneRowIsFoundUnderEverySetting() {
    assertThat(RecordedMessages.byCase("create-workspace"))
        .extracting(RecordedMessage::file)
        .contains(
            RecordedMessages.JSON_WITH_SCHEMA,
            RecordedMessages.JSON_WITH_SCHEMA_EXPANDED,
            RecordedMessages.STRING);
  }

  @Test
  void whatOneCallerChangesAnotherDoesNotSee() {
    // Given
    RecordedMessages.file(RecordedMessages.STRING).get(0).value()[0] = 'x';

    // When
    RecordedMessage again = RecordedMessages.file(RecordedMessages.STRING).get(0);

    // Then
    assertThat(again.valueText()).startsWith("{");
  }

  @Test
  void unknownNamesAreErrorsThatTellTheKnownOnes() {
    assertThatThrownBy(() -> RecordedMessages.file("json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("json-with-schema.jsonl")
        .hasMessageEndingWith("got json");
    assertThatThrownBy(() -> RecordedMessages.byCase(RecordedMessages.STRING, "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("create-workspace");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"case\":\"c\",\"key\":{\"base64\":\"eA==\",\"utf8\":\"y\"}}",
        "{\"case\":\"c\",\"value\":{\"base64\":\"eA==\"}}",
        "{\"case\":\"c\",\"headers\":[{\"name\":\"id\",\"utf8\":\"x\"}]}",
        "{\"case\":\"c\",\"surprise\":1}",
      })
  void aDamagedRecordingIsNoticed(String line) {
    assertThatThrownBy(
            () -> RecordingReader.read("f", new ByteArrayInputStream(line.getBytes(UTF_8))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("recording: ");
  }

  private static String sha256Of(String file) throws Exception {
    try (InputStream in = open(file)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
      return HexFormat.of().formatHex(digest);
    }
  }

  private static InputStream open(String file) throws IOException {
    return RecordedMessages.class
        .getResource("/dev/rbacconsumer/testkit/debezium/" + file)
        .openStream();
  }
}
