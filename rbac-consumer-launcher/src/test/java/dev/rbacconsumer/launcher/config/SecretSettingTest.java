package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecretSettingTest {
  private static final Setting<Duration> SECRET =
      Setting.required(
              "PIN",
              ValueTypes.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
              "Not for you.")
          .hidden();

  @Test
  void problemDoesNotShowTheValue() {
    // When
    var reading = ResolvedSetting.of(SECRET, Sources.of(Map.of("PIN", "hunter2"), Map.of()));

    // Then
    assertThat(reading.problem().map(Problem::toString))
        .hasValueSatisfying(
            line -> assertThat(line).endsWith("got a hidden value").doesNotContain("hunter2"));
  }

  @Test
  void logLineDoesNotShowTheValue() {
    assertThat(ResolvedSetting.of(SECRET, Sources.of(Map.of("PIN", "42m"), Map.of())).line())
        .isEqualTo("PIN = (hidden) (environment)");
    assertThat(ResolvedSetting.of(SECRET, Sources.of(Map.of("PIN", "42m"), Map.of())))
        .hasToString("PIN = (hidden) (environment)");
  }
}
