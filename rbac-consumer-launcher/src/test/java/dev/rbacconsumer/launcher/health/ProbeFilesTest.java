package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.health.Health;
import dev.rbacconsumer.core.health.ProbeState;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProbeFilesTest {
  private static final FileTime FIRST = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final FileTime SECOND = FileTime.from(Instant.parse("2026-01-01T00:00:30Z"));

  @TempDir private Path directory;
  private Path liveness;
  private Path readiness;
  private ProbeFiles files;

  @BeforeEach
  void place() {
    liveness = directory.resolve("liveness");
    readiness = directory.resolve("readiness");
    files = new ProbeFiles(liveness, readiness);
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED, true, true",
    "DISCONNECTED, true, false",
    "HUNG, false, false",
  })
  void healthDecidesWhichFilesExist(Health health, boolean alive, boolean ready) {
    for (ProbeState before : ProbeState.values()) {
      // Given
      files.show(before, FIRST);

      // When
      files.show(ProbeState.of(health), SECOND);

      // Then
      assertThat(Files.exists(liveness)).as("liveness after %s", before).isEqualTo(alive);
      assertThat(Files.exists(readiness)).as("readiness after %s", before).isEqualTo(ready);
    }
  }

  @Test
  void timeOfChangeIsTheLastGoodLook() throws IOException {
    // Given
    files.show(ProbeState.ALIVE_AND_READY, FIRST);

    // When
    files.show(ProbeState.ALIVE_AND_READY, SECOND);

    // Then
    assertThat(Files.getLastModifiedTime(liveness)).isEqualTo(SECOND);
    assertThat(Files.getLastModifiedTime(readiness)).isEqualTo(SECOND);
  }

  @Test
  void filesOfAnEarlierLifeAreRemoved() throws IOException {
    // Given
    Files.writeString(liveness, "left");
    Files.createFile(readiness);

    // When
    files.remove();

    // Then
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void linkThatSomeoneLeftIsNotFollowed() throws IOException {
    // Given
    Path target = Files.writeString(directory.resolve("target"), "precious");
    Files.setLastModifiedTime(target, FIRST);
    Files.createSymbolicLink(liveness, target);

    // When
    files.show(ProbeState.ALIVE, SECOND);

    // Then
    assertThat(target).hasContent("precious");
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(FIRST);
  }

  @Test
  void fileThatCannotBeWrittenIsLoggedOnceAndTheOtherOneStillWritten() {
    // Given
    Path nowhere = directory.resolve("missing").resolve("liveness");
    ProbeFiles half = new ProbeFiles(nowhere, readiness);

    // When
    try (var log = CapturedLog.of(ProbeFiles.class)) {
      half.show(ProbeState.ALIVE_AND_READY, FIRST);
      half.show(ProbeState.ALIVE_AND_READY, SECOND);

      // Then
      assertThat(log.lines())
          .containsExactly(
              "ERROR Cannot write probe file "
                  + nowhere
                  + ": there is no such directory; the platform may end us for it");
      assertThat(log.hasStackTraces()).isFalse();
    }
    assertThat(readiness).exists();
  }

  @Test
  void fileThatCannotBeRemovedIsLoggedAndTheOtherOneStillRemoved() throws IOException {
    // Given
    Files.createDirectories(readiness.resolve("occupied"));
    Files.createFile(liveness);

    // When
    try (var log = CapturedLog.of(ProbeFiles.class)) {
      files.remove();

      // Then
      assertThat(log.lines())
          .containsExactly(
              "ERROR Cannot remove probe file "
                  + readiness
                  + ": DirectoryNotEmptyException; the platform may trust us for it");
    }
    assertThat(liveness).doesNotExist();
  }
}
