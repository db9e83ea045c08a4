package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueTypes;
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
    var reading = Sources.of(Map.of("PIN", "hunter2"), Map.of()).resolve(SECRET);

    // Then
    assertThat(reading.problem().map(Problem::toString))
        .hasValueSatisfying(
            line -> assertThat(line).endsWith("got a hidden value").doesNotContain("hunter2"));
  }

  @Test
  void logLineDoesNotShowTheValue() {
    assertThat(Sources.of(Map.of("PIN", "42m"), Map.of()).resolve(SECRET).line())
        .isEqualTo("PIN = (hidden) (environment)");
    assertThat(Sources.of(Map.of("PIN", "42m"), Map.of()).resolve(SECRET))
        .hasToString("PIN = (hidden) (environment)");
  }
}
