package dev.rbacconsumer.testkit.internal.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.testkit.kafka.OwnClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files of one sandbox, in a folder of its own.
 *
 * @param folder the folder
 * @param environment file with the environment for other terminals, which may be elsewhere
 */
record SandboxFiles(Path folder, Path environment) {
  /** Creates the folder below another one. */
  static SandboxFiles create(Path temporary, Optional<Path> environment) {
    try {
      Path folder = Files.createTempDirectory(temporary, "rbac-consumer-sandbox-");
      return new SandboxFiles(
          folder, environment.map(Path::toAbsolutePath).orElse(folder.resolve("environment")));
    } catch (IOException unable) {
      throw new UncheckedIOException("cannot create a folder for the sandbox", unable);
    }
  }

  /** Returns a new folder for the consumer. */
  Path consumerFolder() {
    try {
      return Files.createDirectories(folder.resolve("consumer"));
    } catch (IOException unable) {
      throw new UncheckedIOException("cannot create a folder for the consumer", unable);
    }
  }

  /**
   * Writes programs for other terminals, and a file that makes a shell find them.
   *
   * @param jar jar of the consumer
   * @param variables variables of the file, beside the path of programs
   */
  void writeForTerminals(Path jar, Map<String, String> variables) {
    String java = ConsumerProcess.java().toString();
    try {
      Path programs = Files.createDirectories(folder.resolve("bin"));
      CommandScripts.writeConsumer(programs, java, jar);
      if (CommandScripts.hasKafkaTools()) {
        CommandScripts.writeKafkaTools(programs, java, OwnClassPath.text());
      }
      StringBuilder text = new StringBuilder();
      variables.forEach((name, value) -> text.append("export %s='%s'%n".formatted(name, value)));
      text.append("export PATH='%s':\"$PATH\"%n".formatted(programs));
      Files.writeString(environment, text, UTF_8);
    } catch (IOException unable) {
      throw new UncheckedIOException("cannot write files for other terminals", unable);
    }
  }

  /** Deletes everything. */
  void delete() {
    try {
      Files.deleteIfExists(environment);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException unable) {
      throw new UncheckedIOException("cannot delete " + folder, unable);
    }
  }
}
