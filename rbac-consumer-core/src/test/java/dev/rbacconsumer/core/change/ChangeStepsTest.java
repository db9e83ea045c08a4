package dev.rbacconsumer.core.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.internal.lane.LaneScript;
import dev.rbacconsumer.core.tuple.TupleChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeStepsTest {
  @ParameterizedTest
  @CsvSource({
    "2, 3, -a +b +c, -a +b +c",
    "2, 3, -a -b -c, -a -b",
    "2, 3, -a -b +c +d, -a -b",
    "2, 3, -a +b +c +d, -a",
    "2, 3, +a +b +c +d, +a +b +c",
    "9, 2, -a -b -c, -a -b",
    "1, 1, -a +b, -a"
  })
  void theFirstStepHoldsRemovalsUpToTheBoundsAndAdditionsOnlyBehindAll(
      int removals, int tuples, String change, String first) {
    TupleChange step =
        new ChangeSteps(removals, tuples)
            .first(TupleChange.net(LaneScript.tuples(change, "-"), LaneScript.tuples(change, "+")));

    assertThat(LaneScript.text(step)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "-1, 1"})
  void aStepHoldsSomething(int removals, int tuples) {
    assertThatThrownBy(() -> new ChangeSteps(removals, tuples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("steps: want >= 1, got %d removals, %d tuples", removals, tuples);
  }

  @Test
  void theBoundOfTuplesBoundsTheBytesOfTheWindow() {
    LaneSettings settings = LaneSettings.DEFAULT.withQueue(1, 1_000).withWindowTuples(5);

    assertThat(settings.windowBytes()).isEqualTo(5 * LaneSettings.MIN_TUPLE_BYTES);
    assertThat(settings.withWindowTuples(12).windowBytes()).isEqualTo(1_000);
    assertThat(settings.withWindowTuples(Integer.MAX_VALUE).windowBytes()).isEqualTo(1_000);
  }

  @Test
  void aWindowHoldsAtLeastOneTuple() {
    assertThatThrownBy(() -> LaneSettings.DEFAULT.withWindowTuples(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("window: want >= 1 tuples, got 0");
  }
}
