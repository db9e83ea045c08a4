package dev.rbacconsumer.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthTest {
  @ParameterizedTest
  @CsvSource({
    "true, true, true, CONNECTED",
    "true, true, false, DISCONNECTED",
    "true, false, true, HUNG",
    "false, true, true, HUNG",
    "false, false, false, HUNG"
  })
  void whatOnlyARestartHelpsComesFirst(boolean one, boolean two, boolean ready, Health health) {
    assertThat(
            Health.of(
                List.of(
                    Condition.readiness("kafka", ready, ""),
                    Condition.liveness("source", one, ""),
                    Condition.liveness("progress", two, ""))))
        .isEqualTo(health);
  }
}
