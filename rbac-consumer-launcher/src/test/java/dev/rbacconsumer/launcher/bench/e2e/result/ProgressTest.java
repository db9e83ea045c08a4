package dev.rbacconsumer.launcher.bench.e2e.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void firstHalfIsApartFromTheSecond() {
    // Ten messages in the first second, and ten in the next tenth of a second.
    Progress progress =
        Progress.of(
            Map.of(
                new Mark(0, 0), 5_000_000L,
                new Mark(0, 10), 6_000_000L,
                new Mark(0, 20), 6_100_000L));

    assertThat(progress.messages()).isEqualTo(21);
    assertThat(progress.rate(0, 0.5)).isEqualTo(10);
    assertThat(progress.rate(0.5, 1)).isEqualTo(100);
    assertThat(progress.messages(0.5, 1)).isEqualTo(10);
    assertThat(progress.timeAt(0)).isEqualTo(5_000_000);
  }

  @Test
  void partitionsAddUp() {
    Progress progress =
        Progress.of(
            Map.of(
                new Mark(0, 0), 0L,
                new Mark(1, 0), 0L,
                new Mark(0, 9), 1_000_000L,
                new Mark(1, 9), 2_000_000L));

    assertThat(progress.messages()).isEqualTo(20);
    assertThat(progress.rate(0, 1)).isEqualTo(9);
  }

  @Test
  void lastMessageFirstIsNotTheEnd() {
    Progress progress =
        Progress.of(
            Map.of(
                new Mark(0, 20), 1_000_000L,
                new Mark(0, 0), 2_000_000L,
                new Mark(0, 10), 3_000_000L));

    assertThat(progress.steps())
        .extracting(Progress.Step::messages)
        .isEqualTo(List.of(10L, 11L, 21L));
  }

  @Test
  void nothingBetweenTwoPartsHasNoRate() {
    assertThat(Progress.of(Map.of(new Mark(0, 9), 1L)).rate(0, 1)).isNaN();
  }
}
