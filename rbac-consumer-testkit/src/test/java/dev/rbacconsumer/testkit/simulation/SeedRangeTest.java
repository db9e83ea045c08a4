package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedRangeTest {
  @Test
  void aRangeSaysHowToRepeatIt() {
    assertThat(new SeedRange(4711, 20_000).command())
        .isEqualTo("make simulate FROM=4711 SCHEDULES=20000");
    assertThat(new SeedRange(4711, 1).command()).isEqualTo("make simulate SEED=4711");
    assertThat(new SeedRange(7, 3).stream()).containsExactly(7L, 8L, 9L);
  }

  @Test
  void eachRunDrawsOthers() {
    Set<SeedRange> drawn =
        IntStream.range(0, 20).mapToObj(run -> SeedRange.fresh(10)).collect(Collectors.toSet());

    assertThat(drawn).hasSizeGreaterThan(10);
  }

  @Test
  void aRangeWithoutASeedIsRefused() {
    assertThatThrownBy(() -> new SeedRange(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SeedRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
