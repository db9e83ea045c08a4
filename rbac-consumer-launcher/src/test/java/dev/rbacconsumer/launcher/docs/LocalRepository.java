package dev.rbacconsumer.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local repository of Maven with the artifacts of this build. All others are those of the real
 * local repository, by links, so that nothing is fetched twice and nothing of this build is left
 * there.
 */
final class LocalRepository {
  private static final String PARENT = "rbac-consumer";
  private static final List<String> MODULES =
      List.of(
          "rbac-consumer-core",
          "rbac-consumer-kafka-adapter",
          "rbac-consumer-relations-grpc",
          "rbac-consumer-testkit");

  private LocalRepository() {}

  static void create(Path folder) throws IOException {
    Path real = real();
    Files.createDirectories(real);
    linkAllBut("dev", real, folder);
    Path dev = Files.createDirectories(folder.resolve("dev"));
    if (Files.isDirectory(real.resolve("dev"))) {
      linkAllBut("rbacconsumer", real.resolve("dev"), dev);
    }
    Path own = dev.resolve("rbacconsumer");
    String version = version();
    install(own, PARENT, version, Pages.ROOT.resolve("pom.xml"), Optional.empty());
    for (String module : MODULES) {
      Path root = Pages.ROOT.resolve(module);
      Path jar = root.resolve("target/%s-%s.jar".formatted(module, version));
      install(own, module, version, root.resolve("pom.xml"), Optional.of(jar));
    }
  }

  /** Adds a module of this build as a release, and the parent. */
  static void release(Path folder, String module, String release) throws IOException {
    Path own = folder.resolve("dev/rbacconsumer");
    String version = version();
    for (String artifact : List.of(PARENT, module)) {
      Path from = own.resolve(artifact).resolve(version);
      Path to = Files.createDirectories(own.resolve(artifact).resolve(release));
      String pom = Files.readString(from.resolve("%s-%s.pom".formatted(artifact, version)));
      Files.writeString(
          to.resolve("%s-%s.pom".formatted(artifact, release)), pom.replace(version, release));
    }
    Path jars = own.resolve(module);
    Files.copy(
        jars.resolve("%s/%s-%s.jar".formatted(version, module, version)),
        jars.resolve("%s/%s-%s.jar".formatted(release, module, release)));
  }

  private static void install(
      Path group, String artifact, String version, Path pom, Optional<Path> jar)
      throws IOException {
    Path folder = Files.createDirectories(group.resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    Files.copy(pom, folder.resolve(name + ".pom"));
    if (jar.isPresent()) {
      assertThat(jar.get()).isRegularFile();
      Files.copy(jar.get(), folder.resolve(name + ".jar"));
    }
  }

  private static void linkAllBut(String name, Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(it -> !it.endsWith(name)).toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
      }
    }
  }

  private static Path real() {
    String set = System.getProperty("maven.repo.local", "");
    return set.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(set);
  }

  private static String version() {
    Matcher found =
        Pattern.compile("<artifactId>rbac-consumer</artifactId>\\s*<version>([^<]+)</version>")
            .matcher(Pages.read(Path.of("pom.xml")));
    assertThat(found.find()).as("the version of the build").isTrue();
    return found.group(1);
  }
}
