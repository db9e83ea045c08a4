package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures the time from the start of a process to the line that says it listens, and prints a
 * table: {@code StartupMain [rounds]}, 11 by default. In each round every way has its turn, in
 * another order. The first round does not count: it finds nothing in the machine's caches.
 */
public final class StartupMain {
  private static final String LISTENING = "listening on topic";
  private static final String TOPIC = "outbox.event.relations-replication-event";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Path files;
  private final Dist dist;
  private final Path jarClassData;
  private final Map<String, String> environment;

  private StartupMain(Path files, EmbeddedKafka kafka, RelationsServer relations)
      throws IOException, InterruptedException {
    this.files = files;
    this.dist = Dist.unpack(files);
    this.jarClassData = files.resolve("jar.jsa");
    this.environment =
        Map.of(
            "KAFKA_ENABLED",
            "true",
            "KAFKA_SERVERS",
            kafka.bootstrapServers(),
            "RBAC_KAFKA_CONSUMER_TOPIC",
            TOPIC,
            "REPLICATION_TO_RELATION_ENABLED",
            "true",
            "RELATION_API_SERVER",
            relations.target(),
            "RBAC_KAFKA_CONSUMER_METRICS_PORT",
            "0",
            "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
            files.resolve("live").toString(),
            "RBAC_KAFKA_CONSUMER_READINESS_FILE",
            files.resolve("ready").toString());
  }

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    Path files = Files.createTempDirectory("rbac-consumer-startup-");
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        RelationsServer relations = RelationsServer.builder().start()) {
      kafka.createTopic(TOPIC, 1);
      StartTimes times = new StartupMain(files, kafka, relations).measure(rounds);
      System.out.println();
      times.table().forEach(System.out::println);
    }
    System.exit(0);
  }

  private StartTimes measure(int rounds) throws IOException, InterruptedException {
    archive();
    Random order = new Random(1);
    StartTimes times = new StartTimes();
    List<StartWay> ways = Arrays.asList(StartWay.values());
    for (int round = 0; round <= rounds; round++) {
      Collections.shuffle(ways, order);
      Map<StartWay, Double> millis = new EnumMap<>(StartWay.class);
      for (StartWay way : ways) {
        millis.put(way, millisOf(way));
      }
      System.out.println((round == 0 ? "does not count: " : "") + millis);
      if (round > 0) {
        times.add(millis);
      }
    }
    return times;
  }

  /** Makes the class data of both. */
  private void archive() throws IOException, InterruptedException {
    Map<String, String> making = new HashMap<>(environment);
    making.put("JAVA_TOOL_OPTIONS", "-XX:ArchiveClassesAtExit=" + jarClassData);
    String java = JarProcess.java().toString();
    String jar = JarProcess.jar().toString();
    try (JarProcess process = JarProcess.start(List.of(java, "-jar", jar), making)) {
      end(process);
    }
    Path maker = dist.home().resolve("bin/rbac-consumer-cds");
    try (JarProcess dist = Dist.start(maker, Map.of())) {
      dist.awaitExit(LONGEST);
    }
    if (!Files.exists(jarClassData) || !Files.exists(dist.classData())) {
      throw new IllegalStateException("no class data in " + files);
    }
  }

  private double millisOf(StartWay way) throws IOException, InterruptedException {
    long startedAt = System.nanoTime();
    try (JarProcess process = start(way)) {
      process.awaitOut(LISTENING, LONGEST);
      double millis = (System.nanoTime() - startedAt) / 1e6;
      end(process);
      return millis;
    }
  }

  private JarProcess start(StartWay way) throws IOException {
    String java = JarProcess.java().toString();
    String jar = JarProcess.jar().toString();
    Map<String, String> withoutClassData = new HashMap<>(environment);
    withoutClassData.put("RBAC_CONSUMER_CDS", "off");
    return switch (way) {
      case JAR -> JarProcess.start(List.of(java, "-jar", jar), environment);
      case JAR_WITH_CLASS_DATA ->
          JarProcess.start(
              List.of(java, "-XX:SharedArchiveFile=" + jarClassData, "-jar", jar), environment);
      case DIST -> dist.start(withoutClassData);
      case DIST_WITH_CLASS_DATA -> dist.start(environment);
    };
  }

  private static void end(JarProcess process) throws InterruptedException {
    process.awaitOut(LISTENING, LONGEST);
    process.terminate();
    int code = process.awaitExit(LONGEST);
    if (code != 0) {
      throw new IllegalStateException("want an orderly end, got " + code + process.report());
    }
  }
}
