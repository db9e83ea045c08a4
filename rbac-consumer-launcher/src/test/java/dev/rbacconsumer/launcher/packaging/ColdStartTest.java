package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  @Test
  void ratesAreThoseOfTheirSeconds() {
    Map<Mark, Long> times = new HashMap<>();
    int number = 0;
    long micros = 7_000_000;
    for (int second = 0; second < ColdStart.SECONDS; second++) {
      int rate = second < 5 ? 100 : second < 20 ? 1000 : 2000;
      for (int mark = 0; mark < 10; mark++) {
        times.put(new Mark(0, number), micros + 50_000);
        number += rate / 10;
        micros += 100_000;
      }
    }

    assertThat(ColdStart.of(7_000_000, times)).isEqualTo(new ColdStart(100, 1000, 2000));
  }

  @Test
  void secondsWithoutMessagesHaveTheRateZero() {
    Map<Mark, Long> times = Map.of(new Mark(0, 0), 12_000_000L, new Mark(0, 99), 13_000_000L);

    assertThat(ColdStart.of(0, times)).isEqualTo(new ColdStart(0, 0, 0));
  }
}
