package dev.rbacconsumer.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with classes that were parsed before, and with an archive of them that is of no use. */
@Tag("long")
final class ClassDataIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final PartitionId TOPIC = new PartitionId("outbox.event.relations", 0);

  /** What is unpacked has class data that was made by hand, once. */
  @TempDir private static Path shared;

  private static Dist made;

  @TempDir private Path directory;

  @BeforeAll
  static void makeArchive() throws Exception {
    made = unpack(shared);
    try (JarProcess maker = Dist.start(made.home().resolve("bin/rbac-consumer-cds"), Map.of())) {
      assertThat(maker.awaitExit(LONG)).as(maker.report()).isZero();
      assertThat(maker.out()).containsExactly(made.classData().toRealPath().toString());
    }
    assertThat(made.classData()).isNotEmptyFile();
  }

  @Test
  void consumerStartsFromTheArchiveThatWasMade() throws Exception {
    assertThat(classesOfAStart(made)).satisfies(ClassDataIT::areFromTheArchive);
  }

  @Test
  void firstStartMakesTheArchiveForTheNext() throws Exception {
    Dist dist = unpack(directory);

    assertThat(classesOfAStart(dist)).noneMatch(line -> line.contains("(top)"));
    // It appears under its name when it is complete.
    Eventually.get(() -> Files.exists(dist.classData()), it -> it, LONG);

    assertThat(classesOfAStart(dist)).satisfies(ClassDataIT::areFromTheArchive);
    assertThat(dist.home().resolve("lib")).isDirectoryNotContaining("glob:**.new*");
  }

  @Test
  void onlyOneStartTriesToMakeTheArchive() throws Exception {
    Dist dist = unpack(directory);
    Path tries = directory.resolve("tries");
    Path maker = dist.home().resolve("bin/rbac-consumer-cds");
    Files.writeString(maker, "#!/bin/sh\necho tried >> '%s'\n".formatted(tries));

    assertThat(classesOfAStart(dist)).isNotEmpty();
    Eventually.get(() -> Files.exists(tries), it -> it, LONG);
    assertThat(classesOfAStart(dist)).isNotEmpty();

    assertThat(tries).hasContent("tried");
  }

  @Test
  void startWorksWhereNoArchiveCanBeWritten() throws Exception {
    Path nowhere = directory.resolve("missing/rbac-consumer.jsa");
    Map<String, String> environment = new HashMap<>(DistIT.idle(directory));
    environment.put("RBAC_CONSUMER_CDS", nowhere.toString());

    try (JarProcess consumer = unpack(directory).start(environment)) {
      consumer.awaitOut("listening on topic", LONG);
      consumer.terminate();

      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(consumer.err()).isEmpty();
      assertThat(nowhere.getParent()).doesNotExist();
    }
  }

  /**
   * The archive is made without a delivery, from a file with names. {@code -Dupdate} writes that
   * file again.
   */
  @Test
  void deliveryLoadsHardlyAnyClassThatIsNotInTheArchive() throws Exception {
    Path loaded = directory.resolve("loaded");
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer relations = RelationsServer.builder().start()) {
      kafka.createTopic(TOPIC.topic(), 1);
      RelationTuple member = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");
      kafka.publish(OutboxMessages.relations().add(member).build().at(TOPIC, new Offset(0)));
      Map<String, String> environment = new HashMap<>(DistIT.idle(directory));
      environment.remove("RBAC_CONSUMER_CDS");
      environment.put("KAFKA_SERVERS", kafka.bootstrapServers());
      environment.put("RBAC_KAFKA_CONSUMER_TOPIC", TOPIC.topic());
      environment.put("REPLICATION_TO_RELATION_ENABLED", "true");
      environment.put("RELATION_API_SERVER", relations.target());
      environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "0");
      environment.put("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
      try (JarProcess consumer = made.start(environment)) {
        consumer.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
        consumer.terminate();
        assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      }
    }
    List<String> all = Files.readAllLines(loaded).stream().filter(ClassDataIT::hasName).toList();
    List<String> parsed = all.stream().filter(line -> !line.contains("shared objects")).toList();
    if (Boolean.getBoolean("update")) {
      addNames(parsed);
    }

    assertThat(parsed)
        .as("parsed anew; -Dupdate adds them to the file of names")
        .hasSizeLessThan(all.size() / 20);
  }

  @Test
  void archiveThatIsOfNoUseIsSaidApartFromWhatTheProgramSays() throws Exception {
    Dist dist = unpack(directory);
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
    Path launcher = made.home().resolve("lib/rbac-consumer-launcher.jar");
    FileTime before = Files.getLastModifiedTime(launcher);
    Files.setLastModifiedTime(launcher, FileTime.fromMillis(1));

    try (JarProcess consumer = made.start(Map.of(), "--version")) {
      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(consumer.out()).hasSize(2);
    } finally {
      Files.setLastModifiedTime(launcher, before);
    }
  }

  @Test
  void archiveThatCannotBeWrittenIsSaidAndNothingIsLeftBehind() throws Exception {
    Path nowhere = directory.resolve("missing/rbac-consumer.jsa");
    Map<String, String> environment = Map.of("RBAC_CONSUMER_CDS", nowhere.toString());

    try (JarProcess maker = Dist.start(made.home().resolve("bin/rbac-consumer-cds"), environment)) {
      assertThat(maker.awaitExit(LONG)).isEqualTo(1);
      assertThat(maker.err()).last().isEqualTo("rbac-consumer-cds: cannot write " + nowhere);
      assertThat(nowhere).doesNotExist();
    }
  }

  /** Returns the lines about our classes in a start without a broker. */
  private List<String> classesOfAStart(Dist dist) throws Exception {
    Path loaded = directory.resolve("loaded");
    Map<String, String> environment = new HashMap<>(DistIT.idle(directory));
    environment.remove("RBAC_CONSUMER_CDS");
    environment.put("JAVA_OPTS", "-Xlog:class+load:file=" + loaded);
    try (JarProcess consumer = dist.start(environment)) {
      consumer.awaitOut("listening on topic", LONG);
      consumer.terminate();
      assertThat(consumer.awaitExit(LONG)).as(consumer.report()).isZero();
      assertThat(consumer.err()).isEmpty();
    }
    return Files.readAllLines(loaded).stream()
        .filter(line -> line.contains(" dev.rbacconsumer.launcher.") && !line.contains("$$"))
        .toList();
  }

  private static void areFromTheArchive(List<? extends String> classes) {
    assertThat(classes)
        .hasSizeGreaterThan(50)
        .filteredOn(line -> !line.contains("shared objects file (top)"))
        .as("parsed anew")
        .hasSizeLessThan(classes.size() / 10);
  }

  /** Returns whether the class of a line has a name that is the same in each run. */
  private static boolean hasName(String line) {
    return line.contains(" source: ")
        && !line.contains("$$")
        && !line.contains("LambdaForm")
        && !line.contains("Proxy")
        && !line.contains("reflect.Generated")
        && !line.contains("source: __");
  }

  /** Adds classes to the file of names, except those that no archive takes. */
  private static void addNames(List<String> lines) throws Exception {
    Path file =
        Path.of(System.getProperty("basedir", ""))
            .resolve("src/main/resources/dev/rbacconsumer/launcher/runtime/delivery-classes.txt");
    NavigableSet<String> names = new TreeSet<>(Files.readAllLines(file));
    lines.stream()
        .filter(line -> line.contains("source: file:"))
        .map(line -> line.substring(0, line.indexOf(" source: ")))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .forEach(names::add);
    Files.write(file, names);
  }

  private static Dist unpack(Path directory) throws Exception {
    // Java 17 takes no class from an archive whose jar is below a directory with a space.
    return Dist.unpack(Files.createDirectory(directory.resolve("anywhere")));
  }
}
