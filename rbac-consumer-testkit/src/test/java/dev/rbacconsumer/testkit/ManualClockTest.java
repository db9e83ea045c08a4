package dev.rbacconsumer.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2030-06-01T12:00:00Z"));
  private final long origin = clock.nanoTime();

  @Test
  void doesNotMoveUntilAdvanced() {
    assertThat(clock.now()).isEqualTo(Instant.parse("2030-06-01T12:00:00Z"));
    assertThat(clock.now()).isEqualTo(clock.now());
    assertThat(clock.nanoTime()).isEqualTo(origin);
    assertThat(clock.elapsed()).isZero();
  }

  @Test
  void bothTimesPassTogether() {
    // When
    clock.advance(Duration.ofSeconds(90).plusNanos(1));

    // Then
    assertThat(clock.now()).isEqualTo(Instant.parse("2030-06-01T12:01:30.000000001Z"));
    assertThat(clock.nanoTime() - origin).isEqualTo(90_000_000_001L);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(90).plusNanos(1));
  }

  @Test
  void aJumpMovesTheTimeOfDayAlone() {
    // When
    clock.jumpTimeOfDay(Duration.ofHours(-2));

    // Then
    assertThat(clock.now()).isEqualTo(Instant.parse("2030-06-01T10:00:00Z"));
    assertThat(clock.nanoTime()).isEqualTo(origin);
    assertThat(clock.elapsed()).isZero();
  }

  @Test
  void timeNeverPassesBackwards() {
    assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got PT-0.000000001S");
  }

  @Test
  void monotonicTimeIsNoTimeOfDay() {
    assertThat(new ManualClock().nanoTime()).isNegative();
  }
}
