package dev.rbacconsumer.launcher.bench.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final Map<String, String> DEFAULTS = Map.of("rounds", "3", "stores", "1,5");

  @Test
  void emptyValueLeavesTheDefault() {
    Arguments arguments = Arguments.parse(DEFAULTS, List.of("--rounds=7", "--stores="));

    assertThat(arguments.number("rounds")).isEqualTo(7);
    assertThat(arguments.words("stores")).containsExactly("1", "5");
  }

  @Test
  void pairsAreThoseOfTheList() {
    Arguments arguments =
        Arguments.parse(Map.of("settings", "", "none", ""), List.of("--settings=A=1,B=c=d"));

    assertThat(arguments.pairs("settings")).isEqualTo(Map.of("A", "1", "B", "c=d"));
    assertThat(arguments.pairs("none")).isEmpty();
  }

  @Test
  void unknownNameIsRefused() {
    assertThatThrownBy(() -> Arguments.parse(DEFAULTS, List.of("--round=7")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--round=7");
  }
}
