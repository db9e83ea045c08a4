package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archive, unpacked. The system property {@code process.dist} says which; by default that of
 * this build.
 *
 * @param home what the archive has at its top
 */
record Dist(Path home) {
  /** Unpacks the archive as a person does. */
  static Dist unpack(Path directory) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive().toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("tar").isZero();
    try (Stream<Path> top = Files.list(directory)) {
      List<Path> all = top.toList();
      assertThat(all).as("at the top").hasSize(1);
      return new Dist(all.get(0));
    }
  }

  Path script() {
    return home.resolve("bin/rbac-consumer");
  }

  /** Class data archive, where the start script looks for it. */
  Path classData() {
    return home.resolve("lib/rbac-consumer.jsa");
  }

  /** The jars, by their names. */
  List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  String text(String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  /** Runs the start script on the Java of this test. */
  JarProcess start(Map<String, String> environment, String... args) throws IOException {
    return start(script(), environment, args);
  }

  /** Runs a script of it, or a link to one, on the Java of this test. */
  static JarProcess start(Path script, Map<String, String> environment, String... args)
      throws IOException {
    Map<String, String> all = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    all.put("JAVA_HOME", JarProcess.java().getParent().getParent().toString());
    all.putAll(environment);
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    return JarProcess.start(command, all);
  }

  private static Path archive() throws IOException {
    String named = System.getProperty("process.dist");
    if (named != null) {
      return Path.of(named);
    }
    try (Stream<Path> files = Files.list(JarProcess.jar().getParent())) {
      return files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
  }
}
