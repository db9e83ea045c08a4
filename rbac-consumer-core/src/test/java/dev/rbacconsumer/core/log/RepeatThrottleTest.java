package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatThrottleTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final PartitionId OTHER = new PartitionId("outbox", 1);

  private final ManualClock clock = new ManualClock();
  private final RepeatThrottle noise = new RepeatThrottle(clock);

  @Test
  void quickRetriesAreReportedAtEveryPowerOfTwo() {
    assertThat(told(1, 40, Duration.ofMillis(1))).containsExactly(1, 2, 4, 8, 16, 32);
  }

  @Test
  void betweenPowersOfTwoThereIsALineAMinute() {
    told(1, 64, Duration.ZERO);

    assertThat(told(65, 127, Duration.ofSeconds(15)))
        .containsExactly(68, 72, 76, 80, 84, 88, 92, 96, 100, 104, 108, 112, 116, 120, 124);
  }

  @Test
  void aLineIsDueExactlyAMinuteAfterTheLast() {
    assertThat(noise.isWorthALine(PARTITION, 2, "unavailable")).isTrue();

    clock.advance(Duration.ofMinutes(1).minusNanos(1));
    assertThat(noise.isWorthALine(PARTITION, 3, "unavailable")).isFalse();
    clock.advance(Duration.ofNanos(1));
    assertThat(noise.isWorthALine(PARTITION, 3, "unavailable")).isTrue();
    assertThat(noise.isWorthALine(PARTITION, 3, "unavailable")).isFalse();
  }

  @Test
  void onceTheBackoffIsAMinuteEveryAttemptIsReported() {
    List<Integer> told = new ArrayList<>();
    for (int attempt = 1; attempt <= 14; attempt++) {
      if (noise.isWorthALine(PARTITION, attempt, "unavailable")) {
        told.add(attempt);
      }
      clock.advance(Backoff.DEFAULT.delay(attempt, 0));
    }

    assertThat(told).containsExactly(1, 2, 4, 8, 9, 10, 11, 12, 13, 14);
  }

  @Test
  void partitionsAreReportedIndependently() {
    assertThat(noise.isWorthALine(PARTITION, 2, "unavailable")).isTrue();

    assertThat(noise.isWorthALine(OTHER, 3, "unavailable")).isTrue();
    assertThat(noise.isWorthALine(PARTITION, 3, "unavailable")).isFalse();
  }

  @Test
  void aForgottenPartitionIsReportedAtOnce() {
    noise.isWorthALine(PARTITION, 2, "unavailable");
    noise.isWorthALine(OTHER, 2, "unavailable");

    noise.forget(PARTITION);

    assertThat(noise.isWorthALine(PARTITION, 3, "unavailable")).isTrue();
    assertThat(noise.isWorthALine(OTHER, 3, "unavailable")).isFalse();
  }

  @Test
  void anotherReasonIsReportedAtOnce() {
    assertThat(noise.isWorthALine(PARTITION, 2, "unavailable")).isTrue();

    assertThat(noise.isWorthALine(PARTITION, 3, "deadline_exceeded")).isTrue();
    assertThat(noise.isWorthALine(PARTITION, 5, "deadline_exceeded")).isFalse();
    assertThat(noise.isWorthALine(PARTITION, 6, "unavailable")).isTrue();
  }

  private List<Integer> told(int from, int to, Duration between) {
    List<Integer> told = new ArrayList<>();
    for (int attempt = from; attempt <= to; attempt++) {
      clock.advance(between);
      if (noise.isWorthALine(PARTITION, attempt, "unavailable")) {
        told.add(attempt);
      }
    }
    return told;
  }
}
