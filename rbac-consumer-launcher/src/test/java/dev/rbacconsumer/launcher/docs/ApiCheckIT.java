package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the API of a module with a release, as each build does from the first release on. */
final class ApiCheckIT {
  private static final String MODULE = "rbac-consumer-core";
  private static final String RELEASE = "0.0.1";
  private static final Path TYPES = Path.of(MODULE, "target/classes/dev/rbacconsumer/core");

  @TempDir private static Path repository;
  @TempDir private Path copy;

  @BeforeAll
  static void releaseThisBuild() throws IOException {
    LocalRepository.create(repository);
    LocalRepository.release(repository, MODULE, RELEASE);
  }

  @BeforeEach
  void copyTheModule() throws IOException {
    Copies.copy(Pages.ROOT.resolve(TYPES), copy.resolve(TYPES));
    try (Stream<Path> modules = Files.list(Pages.ROOT)) {
      for (Path pom : modules.map(it -> it.resolve("pom.xml")).filter(Files::exists).toList()) {
        Copies.copy(pom, copy.resolve(Pages.ROOT.relativize(pom)));
      }
    }
    Copies.copy(Pages.ROOT.resolve("pom.xml"), copy.resolve("pom.xml"));
  }

  @Test
  void internalTypeMayVanish() throws Exception {
    Files.delete(copy.resolve(TYPES).resolve("internal/lane/Window.class"));

    assertThat(check()).contains("BUILD SUCCESS");
  }

  @Test
  void stableTypeMayNot() throws Exception {
    Files.delete(copy.resolve(TYPES).resolve("record/PartitionId.class"));

    assertThat(check())
        .contains("BUILD FAILURE", "dev.rbacconsumer.core.record.PartitionId:CLASS_REMOVED");
  }

  private String check() throws IOException, InterruptedException {
    Path log = copy.resolve("build.log");
    Process build =
        new ProcessBuilder(
                List.of(
                    "mvn",
                    "-B",
                    "jar:jar",
                    "japicmp:cmp@api",
                    "-pl",
                    MODULE,
                    "-Dapi.unchecked=false",
                    "-Dapi.baseline=" + RELEASE,
                    "-Dmaven.repo.local=" + repository))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    try {
      assertThat(build.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
      return Files.readString(log, UTF_8);
    } finally {
      build.destroyForcibly();
    }
  }
}
