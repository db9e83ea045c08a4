package dev.rbacconsumer.core.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables on a disk that is full, in a process of its own that mounts one of 8 MiB. */
class FullDiskTest {
  @TempDir Path directory;

  @Test
  void aFullDiskIsAnErrorThatNamesItAndItsSpaceIsFreedAtOnce() throws Exception {
    assumeTrue(run("true").ended() == 0, "takes unshare and root");
    String java =
        "%s -cp '%s' %s %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                FullDiskProbe.class.getName(),
                directory);

    Run run = run(java);

    // Files of 1, 2 and 4 MiB, of which two exist at a time.
    String line =
        "131071 tuples: the table of the replay of changes-0 cannot be kept in "
            + directory
            + " (No space left on device): set RBAC_KAFKA_CONSUMER_REPLAY_DIR to a directory that"
            + " can be written and has room, or set RBAC_KAFKA_CONSUMER_REPLAY=step-by-step";
    assertThat(run.output()).containsExactly(line, line);
    assertThat(run.ended()).isZero();
  }

  private Run run(String command) throws IOException, InterruptedException {
    String mount = "mount -t tmpfs -o size=8m tmpfs '" + directory + "' && ";
    try {
      Process process =
          new ProcessBuilder("unshare", "--mount", "sh", "-c", mount + command)
              .redirectErrorStream(true)
              .start();
      List<String> output;
      try (var reader = process.inputReader(UTF_8)) {
        output = reader.lines().toList();
      }
      return new Run(output, process.waitFor());
    } catch (IOException noSuchProgram) {
      return new Run(List.of(), -1);
    }
  }

  private record Run(List<String> output, int ended) {}
}
