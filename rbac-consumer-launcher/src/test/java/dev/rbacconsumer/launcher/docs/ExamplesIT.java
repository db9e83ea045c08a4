package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the command of each example in a copy of its folder, against the artifacts of this build as
 * {@code make install} would put them into the local repository.
 */
@Tag("long")
final class ExamplesIT {
  private static final Path EXAMPLES = Pages.ROOT.resolve("docs/examples");
  private static final long LONGEST_MINUTES = 8;

  @TempDir private static Path repository;
  @TempDir private Path copy;

  @BeforeAll
  static void installArtifacts() throws IOException {
    LocalRepository.create(repository);
  }

  static List<String> examples() {
    try (Stream<Path> folders = Files.list(EXAMPLES)) {
      return folders
          .filter(it -> Files.exists(it.resolve("pom.xml")))
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void eachWayToUseTheLibraryHasOne() {
    assertThat(examples())
        .contains(
            "downstream-tests",
            "guice-service",
            "jdbc-sink",
            "own-message-type",
            "spring-boot-service");
  }

  @ParameterizedTest
  @MethodSource("examples")
  @Timeout(value = LONGEST_MINUTES + 1, unit = TimeUnit.MINUTES)
  void theCommandOfItsPageSucceeds(String example) throws Exception {
    Copies.copy(EXAMPLES.resolve(example), copy);
    List<ShellBlock> commands =
        ShellBlock.of(example, Files.readString(copy.resolve("README.md"), UTF_8));
    assertThat(commands).as("one command").hasSize(1);
    Path log = copy.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", commands.get(0).text())
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + repository + " -XX:TieredStopAtLevel=1");
    Process build = builder.start();
    try {
      assertThat(build.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
      String output = Files.readString(log, UTF_8);
      assertThat(build.exitValue()).as(output).isZero();
      assertThat(output).contains("BUILD SUCCESS").containsPattern("Tests run: [1-9]");
    } finally {
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly();
    }
  }
}
