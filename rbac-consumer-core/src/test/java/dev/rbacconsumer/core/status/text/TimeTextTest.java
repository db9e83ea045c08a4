package dev.rbacconsumer.core.status.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeTextTest {
  private static final Instant NOW = Instant.parse("2026-01-02T07:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0.000, 0.0s",
    "1.249, 1.2s",
    "9.999, 10.0s",
    "10.999, 10s",
    "59.999, 59s",
    "60.000, 1m 0s",
    "3599.000, 59m 59s",
    "3600.000, 1h 0m",
    "86399.000, 23h 59m",
    "86400.000, 1d 0h",
    "864000.000, 10d 0h",
    "'', -",
    "much, -"
  })
  void aSpanHasItsTwoLargestUnits(String seconds, String shown) {
    assertThat(TimeText.span(seconds)).isEqualTo(shown);
  }

  @Test
  void aMomentOfAnotherDayIsShownWithItsDay() {
    assertThat(TimeText.at(Instant.parse("2026-01-02T00:00:00.9Z"), NOW)).isEqualTo("00:00:00Z");
    assertThat(TimeText.at(Instant.parse("2026-01-01T23:59:59Z"), NOW))
        .isEqualTo("2026-01-01 23:59:59Z");
  }

  @Test
  void aMomentIsAgoOrToCome() {
    assertThat(TimeText.withDistance(NOW.minusSeconds(75), NOW))
        .isEqualTo("06:58:45Z (1m 15s ago)");
    assertThat(TimeText.withDistance(NOW.plusSeconds(75), NOW)).isEqualTo("07:01:15Z (in 1m 15s)");
  }

  @Test
  void whatIsNoMomentIsNone() {
    assertThat(TimeText.instant("")).isEmpty();
    assertThat(TimeText.instant("soon")).isEmpty();
    assertThat(TimeText.instant("2026-01-02T07:00:00Z")).contains(NOW);
  }

  @Test
  void aDatedTimeHasItsDayAlways() {
    assertThat(TimeText.dated(NOW.minusSeconds(75), NOW))
        .isEqualTo("2026-01-02T06:58:45Z (1m 15s ago)");
    assertThat(TimeText.dated(NOW.plusSeconds(75), NOW))
        .isEqualTo("2026-01-02T07:01:15Z (in 1m 15s)");
  }
}
