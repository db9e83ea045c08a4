package dev.rbacconsumer.launcher.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.launcher.tokens.TenantDatabase;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.internal.sandbox.CommandScripts;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands of the documentation as a reader would, in a folder with the built jar, beside
 * a Kafka broker and a Relations API. Only their addresses are others than those on the page.
 */
final class CommandsIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String TOPIC = "outbox.event.relations-replication-event";

  /** What the page about bad messages speaks of. */
  private static final String BAD_MESSAGE =
      "{\"schema\":{},\"payload\":\"{\\\"relations_to_add\\\":[{\\\"resource\\\":{\\\"type\\\":"
          + "{\\\"namespace\\\":\\\"rbac\\\",\\\"name\\\":\\\"role\\\"},\\\"id\\\":\\\"\\\"},"
          + "\\\"relation\\\":\\\"inventory_hosts_read\\\",\\\"subject\\\":{\\\"subject\\\":"
          + "{\\\"type\\\":{\\\"namespace\\\":\\\"rbac\\\",\\\"name\\\":\\\"principal\\\"},"
          + "\\\"id\\\":\\\"*\\\"}}}],\\\"relations_to_remove\\\":[],"
          + "\\\"resource_context\\\":{\\\"org_id\\\":\\\"1\\\"}}\"}\n";

  private static final String GOOD_MESSAGE =
      BAD_MESSAGE.replace("\\\"id\\\":\\\"\\\"", "\\\"id\\\":\\\"r1\\\"");

  private static EmbeddedKafka kafka;
  private static RelationsServer relations;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start();
    kafka.createTopic(TOPIC, 3);
    // The consumer before this one has left its commits.
    kafka.commit(
        "rbac-consumer-group", new PartitionId(TOPIC, 0), Commit.of(new CommitPosition(0)));
    relations = RelationsServer.builder().start();
  }

  @AfterAll
  static void stop() {
    relations.close();
    kafka.close();
  }

  @BeforeEach
  void fill() throws IOException {
    Path target = Files.createDirectories(folder.resolve("rbac-consumer-launcher/target"));
    Path jar = JarProcess.jar().toAbsolutePath();
    Files.createSymbolicLink(target.resolve("rbac-consumer.jar"), jar);
    Files.createSymbolicLink(folder.resolve("rbac-consumer.jar"), jar);
    Files.createSymbolicLink(folder.resolve("Makefile"), Pages.ROOT.resolve("Makefile"));
    Path built = Pages.ROOT.resolve("rbac-consumer-launcher/target");
    CommandScripts.writeKafkaTools(
        Files.createDirectory(folder.resolve("bin")),
        "java",
        Files.readString(built.resolve("test-classpath.txt"), UTF_8).strip());
  }

  static List<ShellBlock> blocks() {
    return Pages.commands().stream()
        .filter(it -> it.isRun() && it.stage() == ShellBlock.Stage.FOLDER)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void commandsDoWhatThePageSays(ShellBlock block) throws Exception {
    Optional<TenantDatabase> database = database(block);
    boolean isGood = block.place().contains("getting-started");
    Files.writeString(folder.resolve("message"), isGood ? GOOD_MESSAGE : BAD_MESSAGE);
    Path said = folder.resolve("said");
    Process process = bash(withDatabase(block.text(), database), said);
    try {
      if (block.until().isPresent()) {
        Eventually.get(
            () -> read(said),
            text -> text.contains(block.until().get()) || !process.isAlive(),
            LONG);
        terminate(process);
      }
      boolean ended = process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS);

      assertThat(ended).as(read(said)).isTrue();
      assertThat(process.exitValue()).as(read(said)).isEqualTo(block.code().orElse(0));
      assertThat(read(said)).contains(block.until().orElse(""));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      database.ifPresent(TenantDatabase::close);
    }
  }

  /** The database of RBAC, for commands that name one. */
  private static Optional<TenantDatabase> database(ShellBlock block) {
    return block.text().contains("DATABASE_HOST")
        ? Optional.of(TenantDatabase.start())
        : Optional.empty();
  }

  private static String withDatabase(String commands, Optional<TenantDatabase> database) {
    return database
        .map(it -> it.cluster())
        .map(
            it ->
                commands
                    .replace("DATABASE_PORT=5432", "DATABASE_PORT=" + it.port())
                    .replace("DATABASE_USER=rbac", "DATABASE_USER=" + it.user())
                    .replace("DATABASE_NAME=rbac", "DATABASE_NAME=postgres"))
        .orElse(commands);
  }

  private Process bash(String commands, Path said) throws IOException {
    String here =
        commands
            .replace("localhost:9092", kafka.bootstrapServers())
            .replace("localhost:9000", relations.target());
    ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", here);
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
    String programs =
        Path.of(System.getProperty("java.home"), "bin")
            + File.pathSeparator
            + folder.resolve("bin").toAbsolutePath();
    builder.environment().merge("PATH", programs, (old, own) -> own + File.pathSeparator + old);
    builder.environment().put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    builder.environment().put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", folder.resolve("l").toString());
    builder.environment().put("RBAC_KAFKA_CONSUMER_READINESS_FILE", folder.resolve("r").toString());
    return builder.start();
  }

  /**
   * The last command may be a child of the shell, or of a program that it has started, or have
   * taken the place of the shell.
   */
  private static void terminate(Process shell) {
    List<ProcessHandle> last =
        shell.descendants().filter(it -> it.children().findAny().isEmpty()).toList();
    (last.isEmpty() ? List.of(shell.toHandle()) : last).forEach(ProcessHandle::destroy);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, UTF_8) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
