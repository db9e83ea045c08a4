package dev.rbacconsumer.launcher.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short version of {@link FootprintMain}: that it runs in so little, and that it is seen. */
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
}
