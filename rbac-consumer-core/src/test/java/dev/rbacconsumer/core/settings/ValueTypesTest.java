package dev.rbacconsumer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTypesTest {
  private enum Word {
    ONE,
    TWO_WORDS
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "Yes", "y", "ON", "ok", "1"})
  void switchIsOn(String text) {
    assertThat(ValueTypes.bool().parse(text)).isEqualTo(ParseResult.good(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "No", "n", "OFF", "0"})
  void switchIsOff(String text) {
    assertThat(ValueTypes.bool().parse(text)).isEqualTo(ParseResult.good(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "2", "truth"})
  void anythingElseIsNoSwitch(String text) {
    assertThat(ValueTypes.bool().parse(text)).isEqualTo(ParseResult.bad());
  }

  @Test
  void boundsOfADurationAreIncluded() {
    var type = ValueTypes.duration(Duration.ofSeconds(1), Duration.ofMinutes(1));

    assertThat(type.parse("999ms")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("1s")).isEqualTo(ParseResult.good(Duration.ofSeconds(1)));
    assertThat(type.parse("60")).isEqualTo(ParseResult.good(Duration.ofMinutes(1)));
    assertThat(type.parse("60001ms")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("soon")).isEqualTo(ParseResult.bad());
    assertThat(type.range()).isEqualTo("1s to 1m");
    assertThat(type.wanted())
        .isEqualTo("a duration from 1s to 1m such as 250ms, 10s, 5m or 10 (seconds)");
  }

  @Test
  void boundsOfACountAreIncluded() {
    var type = ValueTypes.count(2, 30);

    assertThat(type.parse("1")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("2")).isEqualTo(ParseResult.good(2));
    assertThat(type.parse("030")).isEqualTo(ParseResult.good(30));
    assertThat(type.parse("31")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("1e1")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("10000000000")).isEqualTo(ParseResult.bad());
    assertThat(type.wanted()).isEqualTo("a whole number from 2 to 30");
  }

  @Test
  void boundsOfAnAmountAreIncluded() {
    var type = ValueTypes.bytes(1024, 2048);

    assertThat(type.parse("1023")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("1KiB")).isEqualTo(ParseResult.good(1024L));
    assertThat(type.parse("2KiB")).isEqualTo(ParseResult.good(2048L));
    assertThat(type.parse("2049")).isEqualTo(ParseResult.bad());
    assertThat(type.parse("much")).isEqualTo(ParseResult.bad());
    assertThat(type.wanted())
        .isEqualTo("an amount from 1KiB to 2KiB such as 8MiB, 512KiB or 8388608 (bytes)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 0.25", "1, 1", "1.0, 1"})
  void shareIsAPartOfTheWhole(String text, double share) {
    assertThat(ValueTypes.share().parse(text)).isEqualTo(ParseResult.good(share));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "2", "NaN", "-0", ".5", "0.1234567890"})
  void anythingElseIsNoShare(String text) {
    assertThat(ValueTypes.share().parse(text)).isEqualTo(ParseResult.bad());
  }

  @Test
  void topicIsWhatKafkaTakesAsOne() {
    assertThat(ValueTypes.topic().parse("a.B_c-9")).isEqualTo(ParseResult.good("a.B_c-9"));
    for (String wrong : List.of("", ".", "..", "a/b", "x".repeat(250))) {
      assertThat(ValueTypes.topic().parse(wrong)).as(wrong).isEqualTo(ParseResult.bad());
    }
  }

  @Test
  void emptyTextIsNoValueWhereItIsOptional() {
    var type = ValueTypes.optional(ValueTypes.count(0, 9));

    assertThat(type.parse("")).isEqualTo(ParseResult.good(Optional.empty()));
    assertThat(type.parse("7")).isEqualTo(ParseResult.good(Optional.of(7)));
    assertThat(type.parse("77")).isEqualTo(ParseResult.bad());
    assertThat(type.wanted()).isEqualTo("a whole number from 0 to 9");
  }

  @Test
  void wordsAreTheNamesOfConstants() {
    var type = ValueTypes.oneOf("word", Word.values());

    assertThat(type.parse("Two-Words")).isEqualTo(ParseResult.good(Word.TWO_WORDS));
    assertThat(type.parse("two_words")).isEqualTo(ParseResult.bad());
    assertThat(type.label()).isEqualTo("word");
    assertThat(type.range()).isEqualTo("one, two-words");
    assertThat(type.wanted()).isEqualTo("one of one, two-words");
    assertThat(ValueTypes.nameOf(Word.TWO_WORDS)).isEqualTo("two-words");
  }

  @Test
  void serversAreSeparatedByCommas() {
    assertThat(ValueTypes.servers().parse("a:1, [::1]:2"))
        .isEqualTo(ParseResult.good(List.of(new HostAndPort("a", 1), new HostAndPort("::1", 2))));
    assertThat(ValueTypes.servers().parse("a:1,,b:2"))
        .isEqualTo(new ParseResult.Bad<>(", wrong at entry 2"));
    assertThat(ValueTypes.server().parse("a:1"))
        .isEqualTo(ParseResult.good(new HostAndPort("a", 1)));
    assertThat(ValueTypes.server().parse("a")).isEqualTo(ParseResult.bad());
  }

  @Test
  void filesAndDirectoriesAreAbsolute() {
    for (var type : List.of(ValueTypes.file(), ValueTypes.directory())) {
      assertThat(type.parse("/a/b")).isEqualTo(ParseResult.good(Path.of("/a/b")));
      assertThat(type.parse("a/b")).isEqualTo(ParseResult.bad());
      assertThat(type.parse("/a\0b")).isEqualTo(ParseResult.bad());
    }
  }

  @Test
  void anyTextIsAText() {
    assertThat(ValueTypes.text().parse("any thing")).isEqualTo(ParseResult.good("any thing"));
  }
}
