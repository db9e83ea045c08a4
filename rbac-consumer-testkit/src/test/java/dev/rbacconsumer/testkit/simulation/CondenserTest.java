package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CondenserTest {
  @Test
  void shortListStaysAsItIs() {
    List<String> lines = List.of("1s  a", "2s  a", "3s  a");

    assertThat(Condenser.condensed(lines, 3)).isEqualTo(lines);
  }

  @Test
  void seriesThatRepeatsItselfIsShownOnce() {
    List<String> lines = new ArrayList<>(List.of("     0.000s  begin"));
    for (int round = 0; round < 100; round++) {
      lines.add("     %d.000s  try attempt %d".formatted(2 * round + 1, round));
      lines.add("     %d.000s    refused".formatted(2 * round + 2));
    }
    lines.add("   201.000s  end");

    assertThat(Condenser.condensed(lines, 10))
        .containsExactly(
            "     0.000s  begin",
            "     1.000s  try attempt 0",
            "     2.000s    refused",
            "             (the last 2 lines again 99 times, until 200.000s)",
            "   201.000s  end");
  }

  @Test
  void beginningAndEndOfALongListAreShown() {
    List<String> lines =
        IntStream.range(0, 100).mapToObj(i -> "1s  " + Character.toString('A' + i)).toList();

    List<String> shown = Condenser.condensed(lines, 9);

    assertThat(shown).hasSize(9).startsWith("1s  A", "1s  B", "1s  C", "1s  D");
    assertThat(shown.get(4)).isEqualTo("             (92 lines are left out)");
    assertThat(shown.get(8)).isEqualTo(lines.get(99));
  }
}
