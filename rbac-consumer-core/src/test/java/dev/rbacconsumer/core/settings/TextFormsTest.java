package dev.rbacconsumer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFormsTest {
  @ParameterizedTest
  @CsvSource({
    "10, PT10S",
    "0.25, PT0.25S",
    "250ms, PT0.25S",
    "10s, PT10S",
    "10 s, PT10S",
    "5m, PT5M",
    "1.5h, PT1H30M",
    "0, PT0S",
    "999999999999h, PT999999999999H"
  })
  void durationIsReadInSecondsOrWithUnit(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "10d", "1e3", "+1", "-1", "1,5", "PT5M", ".5", "5.", "10S"})
  void otherTextIsNoDuration(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.25S, 250ms",
    "PT1.5S, 1500ms",
    "PT10S, 10s",
    "PT5M, 5m",
    "PT90S, 90s",
    "PT24H, 24h"
  })
  void durationIsShownAsItCanBeRead(Duration duration, String text) {
    assertThat(DurationText.show(duration)).isEqualTo(text);
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1B, 1", "1KiB, 1024", "8MiB, 8388608", "3GiB, 3221225472", "1025B, 1025"})
  void amountIsShownAsItCanBeRead(String text, long bytes) {
    assertThat(ByteSizeText.parse(text)).isEqualTo(OptionalLong.of(bytes));
    assertThat(ByteSizeText.show(bytes)).isEqualTo(text);
  }

  @Test
  void plainNumberIsBytes() {
    assertThat(ByteSizeText.parse("8388608")).isEqualTo(OptionalLong.of(8_388_608));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8MB", "8M", "-1", "1.5MiB", "MiB", "9999999999GiB"})
  void otherTextIsNoAmount(String text) {
    assertThat(ByteSizeText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka-0.kafka:9092", "10.0.0.1:1", "my_host:65535", "[fe80::1]:9092"})
  void serverIsShownAsItWasRead(String text) {
    assertThat(HostAndPort.parse(text)).map(HostAndPort::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", "host", "host:", "host:0", "host:65536", "fe80::1:90", "a b:1"})
  void otherTextIsNoServer(String text) {
    assertThat(HostAndPort.parse(text)).isEmpty();
  }
}
