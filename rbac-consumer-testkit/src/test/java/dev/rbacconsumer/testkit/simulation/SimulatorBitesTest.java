package dev.rbacconsumer.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that finds nothing proves something only if it would have found it. */
class SimulatorBitesTest {
  private static final int MOST_SCHEDULES = 400;

  /** Those that are caught within seconds; {@code make simulate-mutants} runs them all. */
  static List<Mutant> mutants() {
    List<String> quick =
        List.of(
            "commit before apply",
            "mark withdrawn from what was begun",
            "no fold after a crash",
            "fold in the wrong order",
            "isolation that adds what a later record removes",
            "one mark for all partitions",
            "failure taken for success",
            "adds before removals");
    List<Mutant> found =
        Mutants.ALL.stream().filter(mutant -> quick.contains(mutant.name())).toList();
    assertThat(found).hasSameSizeAs(quick);
    return found;
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("mutants")
  void aMistakeIsCaught(Mutant mutant) throws IOException {
    assertThat(MutantWorkshop.caught(mutant, -MOST_SCHEDULES)).isEqualTo(1);
  }

  /** The source changes; a mistake that cannot be made any more has to be made in another place. */
  @Test
  void everyMistakeCanStillBeMade() {
    for (Mutant mutant : Mutants.ALL) {
      assertThatCode(() -> MutantWorkshop.compile(mutant))
          .as(mutant.name())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatIsNoMistakeIsNotCaught() throws IOException {
    Mutant same =
        new Mutant(
            "no mistake",
            "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/internal/lane/Window.java",
            "final class Window {",
            "final class Window { // the same");

    assertThat(MutantWorkshop.caught(same, 50)).isZero();
  }
}
