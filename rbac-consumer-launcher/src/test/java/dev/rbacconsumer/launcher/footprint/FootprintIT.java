package dev.rbacconsumer.launcher.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short versions of {@link FootprintMain} and {@link ReplayFootprintMain}. */
@Tag("long")
class FootprintIT {
  private static final int MESSAGES = 3_000;

  @Test
  void smallHeapIsEnoughForABacklog(@TempDir Path files) throws Exception {
    Footprint footprint = new FootprintRun(MESSAGES, List.of("-Xmx64m"), files, line -> {}).run();

    assertThat(footprint.messages()).isEqualTo(MESSAGES);
    assertThat(footprint.collections().pauses()).isPositive();
    assertThat(footprint.collections().mostUsedMiB()).isBetween(1L, 64L);
    assertThat(footprint.memory().peakMiB()).isBetween(65L, 512L);
    assertThat(footprint.pauseShare()).isLessThan(0.2);
  }

  @Test
  void replayByLastWordWritesNothingThatTheStoreHasAndMakesFewerCalls(@TempDir Path files)
      throws Exception {
    ReplayRun run = new ReplayRun(MESSAGES, List.of("-Xmx64m"), files, line -> {});

    List<ReplayCost> costs = run.run();

    ReplayCost lastWord = costs.get(0);
    ReplayCost stepByStep = costs.get(1);
    assertThat(lastWord.mode()).isEqualTo("last-word");
    assertThat(lastWord.changes()).isZero();
    assertThat(lastWord.calls()).isBetween(1L, stepByStep.calls() / 2);
    assertThat(stepByStep.mode()).isEqualTo("step-by-step");
    assertThat(stepByStep.changes()).isGreaterThan(MESSAGES);
  }
}
