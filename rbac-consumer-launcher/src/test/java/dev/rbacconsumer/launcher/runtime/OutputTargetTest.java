package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.runtime.HostName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputTargetTest {
  @ParameterizedTest
  @CsvSource({"'', 80", "120, 120", "10, 60", "4000, 160", "wide, 80", "-5, 80", "99999, 80"})
  void theWidthIsWhatTheShellSaysWithinReason(String columns, int width) {
    assertThat(OutputTarget.width(columns)).isEqualTo(width);
  }

  @Test
  void aFileHasNeitherColoursNorAScreen() {
    assertThat(OutputTarget.none()).isEqualTo(new OutputTarget(false, false, 80));
  }

  @Test
  void withoutATerminalThereAreNoColoursWhateverIsWanted() {
    OutputTarget terminal = OutputTarget.of(Map.of("COLUMNS", "100"), true);

    assertThat(terminal.colours()).isEqualTo(terminal.isTerminal());
    assertThat(terminal.width()).isEqualTo(100);
  }

  @Test
  void theMachineHasAName() {
    assertThat(HostName.find()).isNotBlank().doesNotContain("\n");
  }
}
