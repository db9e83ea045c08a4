package dev.rbacconsumer.launcher.packaging;

import dev.rbacconsumer.launcher.bench.e2e.store.StoreProcess;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A broker, a store and the archive, for measurements of one process. Confined to a thread. */
final class StartupStage implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Time after the last message in which a consumer finishes its commits. */
  private static final Duration BEFORE_END = Duration.ofSeconds(1);

  private static final Duration BEFORE_IDLE = Duration.ofSeconds(30);
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** More messages than a process applies in {@link ColdStart#SECONDS}, and a mark in each ten. */
  private static final Workload BACKLOG = new Workload(1, 1, 150_000, 0, 15_000);

  private static final Workload ONE_MESSAGE = new Workload(1, 1, 1, 0, 1);

  private final Path files;
  private final Dist dist;
  private final Path jarClassData;
  private final KafkaProcess kafka;
  private final StoreProcess store;
  private int topics;

  /**
   * Starts broker and store, and creates class data for jar and archive.
   *
   * @param files directory for what the processes write
   */
  StartupStage(Path files) throws IOException, InterruptedException {
    this.files = files;
    this.dist = Dist.unpack(files);
    this.jarClassData = files.resolve("jar.jsa");
    this.kafka = KafkaProcess.start(Map.of());
    this.store = StoreProcess.testkit(files);
    createClassData();
  }

  /** Receives the log of a start that was measured. Times are in microseconds since 1970. */
  @FunctionalInterface
  interface StartLog {
    void add(long startedMicros, List<String> log, long appliedMicros);
  }

  /** Starts the consumer with one message to apply, and stops it once it is idle. */
  StartSample start(StartWay way, StartLog log) throws IOException, InterruptedException {
    String topic = topic(1);
    publish(ONE_MESSAGE, topic);
    Map<String, String> environment = environment(topic);
    long startedMicros = EpochMicros.now();
    try (JarProcess process = start(way, environment)) {
      process.awaitOut("listening on topic", LONGEST);
      double listening = (EpochMicros.now() - startedMicros) / 1000.0;
      Eventually.get(store::marks, marks -> marks == 1, LONGEST);
      double processor = processor(process).toNanos() / 1e6;
      long appliedMicros = store.times().values().iterator().next();
      process.awaitOut("Committed offset", LONGEST);
      LockSupport.parkNanos(BEFORE_END.toNanos());
      log.add(startedMicros, process.out(), appliedMicros);
      return new StartSample(
          listening, (appliedMicros - startedMicros) / 1000.0, processor, stop(process));
    }
  }

  /**
   * Returns the processor time of an idle consumer for each number of partitions, as a part of a
   * core. All of them are measured at the same time.
   */
  NavigableMap<Integer, Double> idleLoads(List<Integer> partitions)
      throws IOException, InterruptedException {
    Map<Integer, JarProcess> running = new HashMap<>();
    try {
      for (int count : partitions) {
        JarProcess process = start(StartWay.DIST_WITH_CLASS_DATA, environment(topic(count)));
        running.put(count, process);
        process.awaitOut("listening on topic", LONGEST);
      }
      LockSupport.parkNanos(BEFORE_IDLE.toNanos());
      Map<Integer, Duration> before = new HashMap<>();
      running.forEach((count, process) -> before.put(count, processor(process)));
      LockSupport.parkNanos(IDLE.toNanos());
      NavigableMap<Integer, Double> loads = new TreeMap<>();
      running.forEach(
          (count, process) -> {
            Duration used = processor(process).minus(before.get(count));
            loads.put(count, used.toNanos() / (double) IDLE.toNanos());
          });
      return loads;
    } finally {
      running.values().forEach(JarProcess::close);
    }
  }

  /** Measures how fast a process is while it becomes warm. */
  ColdStart coldStart() throws IOException {
    String topic = topic(1);
    publish(BACKLOG, topic);
    Map<String, String> environment = environment(topic);
    long startedMicros = EpochMicros.now();
    try (JarProcess process = start(StartWay.DIST_WITH_CLASS_DATA, environment)) {
      LockSupport.parkNanos(Duration.ofSeconds(ColdStart.SECONDS).toNanos());
      if (!process.isAlive()) {
        throw new IllegalStateException("the consumer ended: " + process.report());
      }
      return ColdStart.of(startedMicros, store.times());
    }
  }

  private String topic(int partitions) {
    String topic = "startup-" + topics++;
    kafka.createTopic(topic, partitions);
    store.reset(StoreSpec.parse("0"), 1);
    return topic;
  }

  private void publish(Workload workload, String topic) {
    try (Publisher publisher = new Publisher(kafka.bootstrapServers(), workload, topic, false)) {
      publisher.publishBacklog();
    }
  }

  private JarProcess start(StartWay way, Map<String, String> environment) throws IOException {
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

  /** Creates the class data of the jar and of the archive. */
  private void createClassData() throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(environment(topic(1)));
    environment.put("JAVA_TOOL_OPTIONS", "-XX:ArchiveClassesAtExit=" + jarClassData);
    String java = JarProcess.java().toString();
    String jar = JarProcess.jar().toString();
    try (JarProcess process = JarProcess.start(List.of(java, "-jar", jar), environment)) {
      process.awaitOut("Fence acquired", LONGEST);
      stop(process);
    }
    Path maker = dist.home().resolve("bin/rbac-consumer-cds");
    try (JarProcess process = Dist.start(maker, Map.of())) {
      process.awaitExit(LONGEST);
    }
    if (!Files.exists(jarClassData) || !Files.exists(dist.classData())) {
      throw new IllegalStateException("no class data in " + files);
    }
  }

  /** Stops a process, and returns how long that took, in milliseconds. */
  private static double stop(JarProcess process) throws InterruptedException {
    long begin = System.nanoTime();
    process.terminate();
    int code = process.awaitExit(LONGEST);
    double millis = (System.nanoTime() - begin) / 1e6;
    if (code != 0) {
      throw new IllegalStateException("want an orderly end, got " + code + process.report());
    }
    return millis;
  }

  private static Duration processor(JarProcess process) {
    return ProcessHandle.of(process.pid())
        .flatMap(it -> it.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("the consumer ended: " + process.report()));
  }

  private Map<String, String> environment(String topic) {
    return Map.of(
        "KAFKA_ENABLED",
        "true",
        "KAFKA_SERVERS",
        kafka.bootstrapServers(),
        "RBAC_KAFKA_CONSUMER_TOPIC",
        topic,
        "RBAC_KAFKA_CONSUMER_GROUP_ID",
        topic,
        "REPLICATION_TO_RELATION_ENABLED",
        "true",
        "RELATION_API_SERVER",
        store.target(),
        "RBAC_KAFKA_CONSUMER_METRICS_PORT",
        "0",
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
        files.resolve(topic + "-live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE",
        files.resolve(topic + "-ready").toString());
  }

  @Override
  public void close() {
    store.close();
    kafka.close();
  }
}
