package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded inputs that were once judged wrongly, each with its right verdict. */
class RegressionCasesTest {
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          relation-with-caveat.json       | invalid: unknown_field at ADDED.caveat
          relation-with-expiry.json       | invalid: unknown_field at ADDED.expires_at
          subject-relation-misspelt.json  | invalid: unknown_field at ADDED.subject.Relation
          unknown-outside-relations.json | relations -[] +[rbac/group:g1#t_member@rbac/principal:u1]
          removal-cut-off.json            | invalid: damaged_message at $
          removal-payload-damaged.json    | invalid: damaged_message at $.payload
          payload-placeholder.json        | invalid: damaged_message at $.payload
          two-envelopes.txt               | invalid: damaged_message at $
          registry-framing.hex            | invalid: registry_framing at $
          pretty-printed-line.txt         | malformed: malformed_json at $
          """)
  void hasItsVerdict(String file, String verdict) {
    String whole = verdict.replace("ADDED.", "$.relations_to_add[0].");
    assertThat(verdict(DECODER.decode(record(value(file))))).isEqualTo(whole);
  }

  @Test
  void theConverterToSetIsNamed() {
    assertThat(DECODER.decode(record(value("registry-framing.hex"))))
        .isInstanceOfSatisfying(
            Decoding.Invalid.class,
            invalid ->
                assertThat(invalid.violations().get(0).message())
                    .contains(
                        "schema id 7",
                        "value.converter=org.apache.kafka.connect.json.JsonConverter"));
  }

  @Test
  void thePlaceholderIsExplained() {
    assertThat(DECODER.decode(record(value("payload-placeholder.json"))))
        .isInstanceOfSatisfying(
            Decoding.Invalid.class,
            invalid ->
                assertThat(invalid.violations().get(0).message())
                    .contains(
                        "Debezium's placeholder", "the change itself is not in this message"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relation-with-caveat.json",
        "relation-with-expiry.json",
        "subject-relation-misspelt.json",
        "unknown-outside-relations.json",
        "removal-cut-off.json",
        "removal-payload-damaged.json",
        "payload-placeholder.json",
        "two-envelopes.txt"
      })
  void isNeverAppliedNorPassedOverWhereItIsCutOff(String file) {
    byte[] value = value(file);
    int whole = new String(value, US_ASCII).indexOf("}{") + 1;
    for (int length = "{\"schema\"".length(); length < value.length; length++) {
      if (length != whole) {
        assertThat(verdict(DECODER.decode(record(Arrays.copyOf(value, length)))))
            .as("%d bytes", length)
            .startsWith("invalid: damaged_message at ");
      }
    }
  }

  /** The content of a case without the line end that editors put behind it. */
  private static byte[] value(String file) {
    try (InputStream in =
        Objects.requireNonNull(RegressionCasesTest.class.getResourceAsStream("/cases/" + file))) {
      byte[] bytes = in.readAllBytes();
      int length = bytes.length;
      while (bytes[length - 1] == '\n') {
        length--;
      }
      byte[] content = Arrays.copyOf(bytes, length);
      return file.endsWith(".hex")
          ? HexFormat.of().parseHex(new String(content, US_ASCII))
          : content;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
