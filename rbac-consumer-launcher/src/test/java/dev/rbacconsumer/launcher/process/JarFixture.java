package dev.rbacconsumer.launcher.process;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Extension that gives each test a topic, an empty store and settings with which the jar delivers
 * from one to the other. Registered as a field of the test's instance.
 *
 * <p>All classes share one broker, which is started for the first of them and ends with the run; no
 * test sees the topic or the group of another. A class that stops or reconfigures its broker asks
 * for its {@link #withOwnBroker own}.
 */
final class JarFixture implements BeforeEachCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Tests so far: a test that is run again, or with other arguments, has another topic. */
  private static final AtomicInteger TESTS = new AtomicInteger();

  private final boolean sharesBroker;
  private final int partitions;
  private @Nullable EmbeddedKafka kafka;
  private @Nullable RelationsServer relations;
  private @Nullable Path files;
  private String topic = "";

  private JarFixture(boolean sharesBroker, int partitions) {
    this.sharesBroker = sharesBroker;
    this.partitions = partitions;
  }

  /** A fixture on the broker of all classes, whose topics have one partition. */
  static JarFixture withSharedBroker() {
    return new JarFixture(true, 1);
  }

  /** A fixture on the broker of all classes, whose topics have so many partitions. */
  static JarFixture withSharedBroker(int partitions) {
    return new JarFixture(true, partitions);
  }

  /** A fixture on a broker of this class, whose topics have so many partitions. */
  static JarFixture withOwnBroker(int partitions) {
    return new JarFixture(false, partitions);
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    kafka =
        storeOfBroker(test)
            .getOrComputeIfAbsent("broker", key -> EmbeddedKafka.start(), EmbeddedKafka.class);
    relations = RelationsServer.builder().start();
    files = Files.createTempDirectory("jar");
    topic =
        "%s-%s-%d"
            .formatted(
                test.getRequiredTestClass().getSimpleName(),
                test.getRequiredTestMethod().getName(),
                TESTS.incrementAndGet());
    kafka.createTopic(topic, partitions);
  }

  /**
   * Returns the store that closes the broker. Maven runs each class alone, so that the store of the
   * root ends with the class; that of the session ends with the JVM.
   */
  private ExtensionContext.Store storeOfBroker(ExtensionContext test) {
    ExtensionContext.Namespace ours = ExtensionContext.Namespace.create(JarFixture.class);
    return sharesBroker
        ? test.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ours)
        : test.getParent().orElseThrow().getStore(ours);
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    relations().close();
    List<Path> all;
    try (Stream<Path> walk = Files.walk(files())) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  EmbeddedKafka kafka() {
    return Objects.requireNonNull(kafka);
  }

  /** The store of this test, as a server that refuses what the schema of RBAC does not know. */
  RelationsServer relations() {
    return Objects.requireNonNull(relations);
  }

  /** Directory of this test, with the jar's probe files {@code live} and {@code ready}. */
  Path files() {
    return Objects.requireNonNull(files);
  }

  /** The topic of this test, which is also the name of the group. */
  String topic() {
    return topic;
  }

  /** The first partition of the topic. */
  PartitionId partition() {
    return partition(0);
  }

  PartitionId partition(int number) {
    return new PartitionId(topic, number);
  }

  /** New settings with which the jar delivers; to be changed as a test needs. */
  Map<String, String> environment() {
    return JarEnvironment.delivering(kafka().bootstrapServers(), relations(), topic, files());
  }

  /** Publishes messages to the first partition. */
  void publish(OutboxMessage... messages) {
    for (OutboxMessage message : messages) {
      publishTo(0, message);
    }
  }

  void publishTo(int partition, OutboxMessage message) {
    // The broker gives records their offset.
    kafka().publish(message.at(partition(partition), new Offset(0)));
  }

  /** A message that adds a principal to the group {@code g-1}. */
  static OutboxMessage membership(String principal) {
    return OutboxMessages.relations().add(member(principal)).build();
  }

  /** The tuple with which a principal is a member of the group {@code g-1}. */
  static RelationTuple member(String principal) {
    return RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:" + principal);
  }

  /** The port of metrics and status, once a jar serves them. */
  static int port(JarProcess jar) {
    try {
      return Scrape.portIn(jar.awaitOut("Metrics at ", PATIENCE));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** The status that the jar at a port reports. */
  static JsonTree status(int port) {
    return ((StatusAnswer.Told) StatusClient.local(port, PATIENCE).ask()).status();
  }

  /** The status of the only partition of the jar at a port. */
  static JsonTree partitionStatus(int port) {
    return status(port).get("partitions").items().get(0);
  }
}
