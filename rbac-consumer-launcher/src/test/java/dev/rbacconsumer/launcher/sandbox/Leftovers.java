package dev.rbacconsumer.launcher.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes and files that an ended sandbox must not leave behind. */
final class Leftovers {
  private Leftovers() {}

  /** Fails if a process or a file of a sandbox is left in its temporary folder. */
  static void assertNone(SandboxSession prompt, Path temporary) throws IOException {
    assertThat(prompt.leftBehind()).as(prompt.report()).isEmpty();
    // Broker and consumer have their folders on their command lines.
    assertThat(
            ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").contains(temporary.toString()))
                .filter(ProcessHandle::isAlive))
        .as(prompt.report())
        .isEmpty();
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files)
          .filteredOn(it -> !it.getFileName().toString().startsWith("hsperfdata"))
          .as(List.of(prompt.report()).toString())
          .isEmpty();
    }
  }
}
