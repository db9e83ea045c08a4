package dev.rbacconsumer.launcher.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Programs that a machine has, or has not. */
final class Installed {
  private static final int AT_MOST_SECONDS = 60;

  private Installed() {}

  /** Where a program of Prometheus is; the test is skipped, loudly, where there is none. */
  static Path prometheus(String program) {
    Optional<Path> found = find(program);
    String missing =
        "NOT TESTED WITH PROMETHEUS: %s is not on the PATH; Debian's package prometheus brings it"
            .formatted(program);
    if (found.isEmpty()) {
      LoggerFactory.getLogger(Installed.class).warn(missing);
    }
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }

  static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(path -> path.toFile().canExecute())
        .findFirst();
  }

  /** What promtool writes about an input; it has to end with 0. */
  static String promtool(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(prometheus("promtool").toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Monitoring.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(command + " failed: " + output);
    }
    return output;
  }
}
