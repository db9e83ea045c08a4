package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with classes that were parsed before, and with an archive of them that is of no use. */
final class ClassDataIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private Dist dist;

  @BeforeEach
  void unpack() throws Exception {
    // Java 17 takes no class from an archive whose jar is below a directory with a space.
    dist = Dist.unpack(Files.createDirectory(directory.resolve("anywhere")));
  }

  @Test
  void consumerStartsFromTheArchiveThatWasMade() throws Exception {
    Path loaded = directory.resolve("loaded");
    makeArchive();
    Map<String, String> environment = new HashMap<>(DistIT.idle(directory));
    environment.put("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);

    try (JarProcess consumer = dist.start(environment)) {
      consumer.awaitOut("listening on topic", LONG);
      consumer.terminate();

      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(consumer.err()).isEmpty();
      List<String> ours =
          Files.readAllLines(loaded).stream()
              .filter(line -> line.contains(" dev.rbacconsumer.launcher.") && !line.contains("$$"))
              .toList();
      assertThat(ours)
          .hasSizeGreaterThan(50)
          .filteredOn(line -> !line.contains("shared objects file (top)"))
          .as("parsed anew")
          .hasSizeLessThan(ours.size() / 10);
    }
  }

  @Test
  void archiveThatIsOfNoUseIsSaidApartFromWhatTheProgramSays() throws Exception {
    Files.writeString(dist.classData(), "no archive");

    try (JarProcess consumer = dist.start(Map.of(), "--version");
        JarProcess jar = JarProcess.start(Map.of(), "--version")) {
      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(jar.awaitExit(LONG)).isZero();
      assertThat(consumer.out()).isEqualTo(jar.out());
    }
  }

  @Test
  void archiveOfOtherJarsIsOfNoUseAndDoesNoHarm() throws Exception {
    makeArchive();
    Path launcher = dist.home().resolve("lib/rbac-consumer-launcher.jar");
    Files.setLastModifiedTime(launcher, FileTime.fromMillis(1));

    try (JarProcess consumer = dist.start(Map.of(), "--version")) {
      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(consumer.out()).hasSize(2);
    }
  }

  @Test
  void archiveThatCannotBeWrittenIsSaidAndNothingIsLeftBehind() throws Exception {
    Path nowhere = directory.resolve("missing/rbac-consumer.jsa");
    Map<String, String> environment = Map.of("RBAC_CONSUMER_CDS", nowhere.toString());

    try (JarProcess maker = Dist.start(dist.home().resolve("bin/rbac-consumer-cds"), environment)) {
      assertThat(maker.awaitExit(LONG)).isEqualTo(1);
      assertThat(maker.err()).last().isEqualTo("rbac-consumer-cds: cannot write " + nowhere);
      assertThat(nowhere).doesNotExist();
    }
  }

  private void makeArchive() throws Exception {
    try (JarProcess maker = Dist.start(dist.home().resolve("bin/rbac-consumer-cds"), Map.of())) {
      assertThat(maker.awaitExit(LONG)).as(maker.report()).isZero();
      assertThat(maker.out()).containsExactly(dist.classData().toRealPath().toString());
    }
    assertThat(dist.classData()).isNotEmptyFile();
  }
}
