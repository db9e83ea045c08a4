package dev.rbacconsumer.testkit.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No recorded message that is cut off anywhere is applied, and none is passed over as noise. */
class TruncatedMessagesTest {
  private static final List<OutboxDecoder> DECODERS =
      List.of(
          new OutboxDecoder(DecoderSettings.DEFAULT),
          new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true)));

  /** What a recorded value begins with, as soon as it is known to be a message. */
  private static final List<String> BEGINNINGS =
      List.of("{\"schema\"", "{\"payload\"", "{\"relations_to_add\"", "\"{");

  static Stream<RecordedMessage> messages() {
    return RecordedMessages.all().stream().filter(message -> message.value() != null);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void isDamagedWhereverItIsCutOff(RecordedMessage message) {
    byte[] value = message.value();
    int known = beginning(new String(value, UTF_8));
    for (OutboxDecoder decoder : DECODERS) {
      for (int length = known; length < value.length; length++) {
        assertThat(decoder.decode(cut(message, length)))
            .as("%d bytes of %s %s", length, message.file(), message.caseName())
            .isInstanceOfSatisfying(
                Decoding.Invalid.class,
                invalid ->
                    assertThat(invalid.violations())
                        .extracting(Violation::code)
                        .containsExactly(ViolationCode.DAMAGED_MESSAGE));
      }
      for (int length = 0; length < known; length++) {
        assertThat(decoder.decode(cut(message, length))).isInstanceOf(Decoding.Malformed.class);
      }
    }
  }

  private static int beginning(String value) {
    return BEGINNINGS.stream()
        .filter(value::startsWith)
        .mapToInt(String::length)
        .findFirst()
        .orElseThrow(() -> new AssertionError("begins as no other: " + value));
  }

  private static SourceRecord cut(RecordedMessage message, int length) {
    SourceRecord whole = message.toSourceRecord();
    return new SourceRecord(
        whole.partition(),
        whole.offset(),
        whole.timestampMillis(),
        whole.key(),
        Arrays.copyOf(message.value(), length),
        whole.headers());
  }
}
