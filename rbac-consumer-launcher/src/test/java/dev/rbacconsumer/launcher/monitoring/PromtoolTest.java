package dev.rbacconsumer.launcher.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Prometheus itself judges the rules, where it is installed. */
final class PromtoolTest {
  private static final String MISSING =
      "THE ALERTS ARE NOT TESTED: promtool is not on the PATH; it comes with Debian's package"
          + " prometheus";

  @Test
  void rulesAreValid() throws Exception {
    assertThat(promtool("check", "rules", "rules.yaml")).contains("SUCCESS");
  }

  @Test
  void rulesFireWhenTheyShouldAndAreSilentWhenTheyShould() throws Exception {
    assertThat(promtool("test", "rules", "rules.test.yaml")).contains("SUCCESS");
  }

  /** What it writes; it has to end with 0. */
  private static String promtool(String... arguments) throws IOException, InterruptedException {
    Optional<Path> tool = find("promtool");
    if (tool.isEmpty()) {
      LoggerFactory.getLogger(PromtoolTest.class).warn(MISSING);
    }
    assumeTrue(tool.isPresent(), MISSING);
    List<String> command = new ArrayList<>(List.of(tool.get().toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Monitoring.FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(path -> path.toFile().canExecute())
        .findFirst();
  }
}
