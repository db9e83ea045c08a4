package dev.rbacconsumer.core.message.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times in seconds, written with and without a fraction. */
class EpochSecondsTest {
  @Property
  void theSameTimeIsReadInPlainAndInExponentForm(
      @ForAll @LongRange(max = 999_999_999_999L) long seconds,
      @ForAll @NumericChars @StringLength(min = 1, max = 9) String fraction) {
    String text = seconds + "." + fraction;

    assertThat(EpochSeconds.parse(text)).isNotNull().isEqualTo(EpochSeconds.parse(text + "e0"));
  }

  @Property
  void aFractionHasItsPlaces(
      @ForAll @LongRange(max = 999_999_999_999L) long seconds,
      @ForAll @IntRange(max = 999_999_999) int nanos) {
    assertThat(EpochSeconds.parse("%d.%09d".formatted(seconds, nanos)))
        .isEqualTo(Instant.ofEpochSecond(seconds, nanos));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1970-01-01T00:00:05Z",
    "1.5, 1970-01-01T00:00:01.500Z",
    "0.5, 1970-01-01T00:00:00.500Z",
    "1.05, 1970-01-01T00:00:01.050Z",
    "9.000000009, 1970-01-01T00:00:09.000000009Z",
    "999999999999.5, +33658-09-27T01:46:39.500Z",
    "01.5, 1970-01-01T00:00:01.500Z",
    "1., 1970-01-01T00:00:01Z",
    ".5, 1970-01-01T00:00:00.500Z",
    "-1.5, 1969-12-31T23:59:58.500Z",
    "1.0000000019, 1970-01-01T00:00:01.000000001Z",
    "0000000000001.5, 1970-01-01T00:00:01.500Z"
  })
  void otherFormsAreReadToo(String text, Instant time) {
    assertThat(EpochSeconds.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.2.3", "1.x", "x.1", "x.x", "a.b", "1 .5", "1.-5", "1,5"})
  void whatIsNoNumberIsNoTime(String text) {
    assertThat(EpochSeconds.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999.5", "-99999999999999999.5", "1e40", "1e41"})
  void whatLiesBeyondTheLastTimeIsNoTime(String text) {
    assertThat(EpochSeconds.parse(text)).isNull();
  }

  @Test
  void aFractionOfMoreThanAThousandPlacesIsNoTime() {
    assertThat(EpochSeconds.parse("1." + "0".repeat(1_000))).isNotNull();
    assertThat(EpochSeconds.parse("1." + "0".repeat(1_001))).isNull();
  }
}
