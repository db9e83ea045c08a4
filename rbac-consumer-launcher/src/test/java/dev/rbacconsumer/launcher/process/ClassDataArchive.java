package dev.rbacconsumer.launcher.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Class data of the jar, which all processes of all test runs share: with it, a start costs half of
 * the processor time. It is made by the first that needs it, and again for another jar or another
 * virtual machine.
 */
final class ClassDataArchive {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final class Holder {
    private static final Optional<Path> ARCHIVE = create();
  }

  private ClassDataArchive() {}

  /** Returns the option of the virtual machine with the archive; none where none can be made. */
  static List<String> option() {
    return Holder.ARCHIVE.map(it -> List.of("-XX:SharedArchiveFile=" + it)).orElse(List.of());
  }

  private static Optional<Path> create() {
    Path jar = JarProcess.jar().toAbsolutePath();
    try {
      String build =
          Long.toHexString(
              31 * Files.getLastModifiedTime(jar).toMillis()
                  + 17 * Files.size(jar)
                  + JarProcess.java().hashCode());
      Path archive = jar.resolveSibling("classes-" + build + ".jsa");
      Path lockFile = jar.resolveSibling("classes.lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(archive)) {
          create(archive);
        }
      }
      return Optional.of(archive).filter(Files::exists);
    } catch (IOException unusable) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Starts the jar once with an ordinary configuration that connects to nothing. */
  private static void create(Path archive) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("class-data");
    Path unfinished = work.resolve("archive");
    List<String> command =
        List.of(
            JarProcess.java().toString(),
            "-XX:ArchiveClassesAtExit=" + unfinished,
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-jar",
            JarProcess.jar().toString());
    try (JarProcess jar = JarProcess.start(command, environment(work))) {
      jar.awaitOut("listening on topic", LONGEST);
      jar.terminate();
      jar.awaitExit(LONGEST);
    }
    if (Files.exists(unfinished)) {
      Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Map<String, String> environment(Path work) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "none");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
    environment.put("RELATION_API_SERVER", "127.0.0.1:1");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", work.resolve("live").toString());
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", work.resolve("ready").toString());
    return environment;
  }
}
