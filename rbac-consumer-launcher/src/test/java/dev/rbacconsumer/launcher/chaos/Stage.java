package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A deployment that scenarios strike: a topic with its producer, a store with its watcher, and a
 * group of consumers. Confined to a thread.
 */
final class Stage implements AutoCloseable {
  // Enough for a machine that is busy with twenty times what it can do.
  private static final Duration PROGRESS = Duration.ofMinutes(5);
  private static final Duration DRAIN = Duration.ofMinutes(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  final KafkaProcess kafka;
  final TcpProxy kafkaNetwork;
  final RelationsServer relations;
  final TcpProxy storeNetwork;
  final Random random;
  final Ledger ledger;
  final Watcher watcher = new Watcher();
  final Fleet fleet;

  private final String name;
  private final Setup setup;
  private final Producer producer;
  private final Path files;
  private final List<String> violations = new ArrayList<>();

  /**
   * @param kafkaNetwork between the consumers and the broker
   * @param name of the topic and of the group, not used before
   */
  Stage(KafkaProcess kafka, TcpProxy kafkaNetwork, String name, Setup setup, long seed) {
    this.kafka = kafka;
    this.kafkaNetwork = kafkaNetwork;
    this.name = name;
    this.setup = setup;
    this.random = new Random(seed);
    this.relations = RelationsServer.builder().start();
    this.storeNetwork = newNetwork(relations.port());
    this.ledger = new Ledger(name, setup.partitions(), seed);
    this.producer = new Producer(ledger, watcher, kafka::publish, setup.ahead());
    this.files = newDirectory();
    this.fleet = new Fleet(environment(), files);
  }

  /** Begins to produce and to consume. */
  void open() throws InterruptedException {
    kafka.createTopic(name, setup.partitions());
    relations.setLatency(setup.latency());
    relations.onWrite(watcher);
    producer.start();
    fleet.start(setup.consumers());
    fleet.awaitReading();
  }

  String topic() {
    return name;
  }

  String group() {
    return name;
  }

  Setup setup() {
    return setup;
  }

  /** Waits until so many more tuples have appeared. */
  void awaitTuples(int more) throws InterruptedException {
    long wanted = watcher.tuples() + more;
    if (!watcher.await(() -> watcher.tuples() >= wanted, PROGRESS)) {
      violate("no progress within " + PROGRESS + System.lineSeparator() + fleet.report());
    }
  }

  /** Waits until all that has been published to a partition by now was seen. */
  void awaitAllOf(int partition) throws InterruptedException {
    long wanted = ledger.records(partition) - 1;
    if (!watcher.await(() -> watcher.latest(partition) >= wanted, PROGRESS)) {
      violate(
          "partition %d: want record %d within %s, got %d%n%s"
              .formatted(partition, wanted, PROGRESS, watcher.latest(partition), fleet.report()));
    }
  }

  /** Waits for a random time below a bound. */
  void rest(int mostMillis) {
    rest(0, mostMillis);
  }

  /** Waits for a random time from one bound to another. */
  void rest(int leastMillis, int mostMillis) {
    int millis = leastMillis + random.nextInt(mostMillis - leastMillis);
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    // A wait may end early.
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** A member that was killed is missed at once, and not at the end of its session. */
  void buryTheDead() {
    if (setup.isClassic()) {
      kafka.expelMembers(group());
    }
  }

  /** What must not be, and is. */
  void violate(String what) {
    violations.add(what);
  }

  boolean isViolated() {
    return !violations.isEmpty() || !watcher.violations().isEmpty() || !fleet.deserters().isEmpty();
  }

  /** Publishes no more, and waits until the store has what the log says, and all is committed. */
  void drain() {
    producer.close();
    kafkaNetwork.heal();
    storeNetwork.heal();
    relations.start();
    relations.clearFaults();
    long deadline = System.nanoTime() + DRAIN.toNanos();
    while (!isDrained()) {
      if (System.nanoTime() - deadline >= 0) {
        violate(difference());
        return;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** All that went wrong. */
  List<String> violations() {
    List<String> all = new ArrayList<>(watcher.violations());
    all.addAll(violations);
    fleet.deserters().forEach(said -> all.add("a consumer ended by itself\n" + said));
    return all;
  }

  @Override
  public void close() {
    fleet.close();
    relations.close();
    try {
      storeNetwork.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Stream<Path> paths = Files.walk(files)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isDrained() {
    return relations.tupleTexts().equals(ledger.tuples()) && kafka.lag(group(), topic()) == 0;
  }

  private String difference() {
    NavigableSet<String> missing = new TreeSet<>(ledger.tuples());
    NavigableSet<String> present = relations.tupleTexts();
    NavigableSet<String> tooMany = new TreeSet<>(present);
    tooMany.removeAll(missing);
    missing.removeAll(present);
    return "not drained within %s: lag %d, missing %s, too many %s%n%s"
        .formatted(DRAIN, kafka.lag(group(), topic()), missing, tooMany, fleet.report());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(setup.settings());
    environment.putAll(
        Map.ofEntries(
            // What a process of a minute is quickest with.
            Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m"),
            Map.entry("KAFKA_ENABLED", "true"),
            Map.entry("KAFKA_SERVERS", kafka.bootstrapServers()),
            Map.entry("RBAC_KAFKA_CONSUMER_TOPIC", name),
            Map.entry("RBAC_KAFKA_CONSUMER_GROUP_ID", name),
            Map.entry("REPLICATION_TO_RELATION_ENABLED", "true"),
            Map.entry("RELATION_API_SERVER", storeNetwork.target()),
            Map.entry("RBAC_KAFKA_CONSUMER_METRICS_PORT", "off")));
    return environment;
  }

  private static TcpProxy newNetwork(int port) {
    try {
      return new TcpProxy(port);
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a proxy", e);
    }
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("rbac-consumer-chaos-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
