package dev.rbacconsumer.launcher.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void delayOfAPartitionIsThatOfItsLatestMessage() {
    Map<Mark, Long> appended = times("0-1 100000", "0-2 120000", "1-1 110000");
    Map<Mark, Long> applied = times("0-1 102000", "1-1 111500", "0-2 170000");

    assertThat(Timings.longestDelays(appended, applied, 0, 200_000))
        .containsExactly(entry(0, 50.0), entry(1, 1.5));
  }

  @Test
  void messagesOutsideOfTheTimeDoNotCount() {
    Map<Mark, Long> appended = times("0-1 100000", "0-2 120000", "0-3 140000", "1-1 90000");
    Map<Mark, Long> applied = times("0-1 190000", "0-2 190000", "0-3 193000");

    assertThat(Timings.longestDelays(appended, applied, 120_000, 139_999))
        .containsExactly(entry(0, 70.0));
  }

  @Test
  void messageWithoutAnAnswerIsNotPassedOver() {
    assertThatThrownBy(() -> Timings.longestDelays(times("3-7 100"), Map.of(), 0, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3-7");
  }

  @Test
  void gapCountsIfAPartOfItIsInTheTime() {
    Map<Mark, Long> applied =
        times("0-1 10000", "1-1 11000", "0-2 40000", "1-2 43000", "0-3 45000", "0-4 95000");

    assertThat(Timings.longestGaps(applied, 35_000, 44_000))
        .containsExactly(entry(0, 30.0), entry(1, 32.0));
    assertThat(Timings.longestGaps(applied, 45_000, 60_000)).containsExactly(entry(0, 50.0));
  }

  @Test
  void messageThatWasAppliedAfterTheNextOneIsOutOfOrder() {
    Map<Mark, Long> applied = times("0-0 10", "1-0 11", "0-2 20", "0-1 30", "0-3 40", "1-1 41");

    assertThat(Timings.outOfOrder(applied)).containsExactly(new Mark(0, 1));
  }

  @Test
  void messagesOfOneChangeAreInOrder() {
    assertThat(Timings.outOfOrder(times("0-1 10", "0-0 10", "0-2 10", "0-3 11"))).isEmpty();
  }

  @Test
  void rateIsThatOfTheGivenTime() {
    List<Long> applied = List.of(0L, 1_000_000L, 1_500_000L, 2_999_999L, 3_000_000L);

    assertThat(Timings.count(applied, 1_000_000, 3_000_000)).isEqualTo(3);
    assertThat(Timings.rate(applied, 1_000_000, 3_000_000)).isEqualTo(1.5);
  }

  private static Map<Mark, Long> times(String... lines) {
    Map<Mark, Long> times = new LinkedHashMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      times.put(Mark.parse(words[0]), Long.parseLong(words[1]));
    }
    return times;
  }
}
