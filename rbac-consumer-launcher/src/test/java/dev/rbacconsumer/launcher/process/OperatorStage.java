package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;

import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ActionClient;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic on a broker behind a proxy, with a partition for each action of an operator, and the
 * requests of operators to the jars that deliver from it. Used from the thread of a test, requests
 * from any.
 */
abstract class OperatorStage {
  static final Duration LONG = Duration.ofMinutes(2);
  static final AtomicReference<TcpProxy> NETWORK = new AtomicReference<>();
  static final AtomicInteger TESTS = new AtomicInteger();
  static EmbeddedKafka kafka;

  final ExecutorService operators = Executors.newCachedThreadPool();
  final RelationsServer relations = RelationsServer.builder().start();
  final Map<PartitionId, List<String>> digests = new HashMap<>();
  String topic = "";

  @TempDir Path files;

  /** Actions, each on a partition of its own. */
  enum Act {
    PAUSE(0, "pause"),
    RESUME(1, "resume"),
    SKIP(2, "skip"),
    DEAD_LETTER(3, "dead-letter"),
    QUARANTINE_REPLAY(4, "quarantine-replay"),
    QUARANTINE_DISCARD(5, "quarantine-discard");

    final int partition;
    final String word;

    Act(int partition, String word) {
      this.partition = partition;
      this.word = word;
    }
  }

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.startBehind(OperatorStage::openProxy);
  }

  @AfterAll
  static void closeBroker() throws IOException {
    kafka.close();
    NETWORK.get().close();
  }

  @BeforeEach
  void createTopics() {
    topic = "operator-crash-" + TESTS.incrementAndGet();
    kafka.createTopic(topic, Act.values().length);
    kafka.createTopic(dead(), 1);
    kafka.createTopic(parked(), 1);
    kafka.alterTopic(parked(), Map.of("cleanup.policy", "compact"));
  }

  @AfterEach
  void heal() {
    NETWORK.get().heal();
    NETWORK.get().resetConnections();
    operators.shutdownNow();
    relations.close();
  }

  /** Starts a consumer that parks what the store refuses. */
  JarProcess start(String instance) throws IOException {
    return start(instance, "quarantine");
  }

  /**
   * Starts a consumer.
   *
   * @param onRejected policy for what the store refuses
   */
  JarProcess start(String instance, String onRejected) throws IOException {
    Map<String, String> environment =
        JarEnvironment.delivering(kafka.bootstrapServers(), relations, topic, files);
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "5m");
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", dead());
    environment.put("RBAC_KAFKA_CONSUMER_ON_REJECTED", onRejected);
    environment.put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", parked());
    environment.put(
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve(instance + "-live").toString());
    environment.put(
        "RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve(instance + "-ready").toString());
    return JarProcess.start(environment);
  }

  String dead() {
    return topic + "-dead";
  }

  String parked() {
    return topic + "-parked";
  }

  PartitionId partition(Act act) {
    return new PartitionId(topic, act.partition);
  }

  void publish(Act act, OutboxMessage message) {
    Offset offset = kafka.publish(message.at(partition(act), new Offset(0)));
    digests
        .computeIfAbsent(partition(act), any -> new ArrayList<>())
        .add(RecordDigest.of(message.at(partition(act), offset)));
  }

  void add(Act act, String principal) {
    publish(act, OutboxMessages.relations().add(tuple(act, principal)).build());
  }

  static RelationTuple tuple(Act act, String principal) {
    return RelationTuple.parse(
        "rbac/group:%s#t_member@rbac/principal:%s".formatted(act.word, principal));
  }

  /** Returns a tuple of a type that the schema of RBAC lacks. */
  static RelationTuple odd(Act act) {
    return RelationTuple.parse(
        "rbac/no_such_type:%s#t_member@rbac/principal:ann".formatted(act.word));
  }

  /** Returns the number of copies among the dead letters. */
  long copies() {
    CommitPosition end = kafka.endOffsets(dead()).get(new PartitionId(dead(), 0));
    return end.value();
  }

  boolean isPaused(Act act) {
    return CommitMetadata.of(kafka.committedOffsets(topic).get(partition(act)))
        .flatMap(it -> it.notes().paused())
        .isPresent();
  }

  ActionAnswer request(int port, Act act, int offset) {
    return request(port, act.word, act, record(act, offset));
  }

  ActionAnswer request(int port, String action, Act act, String record) {
    ActionClient client =
        ActionClient.at("http://127.0.0.1:" + port, LONG, Optional.empty()).orElseThrow();
    return client.act(
        """
        {"action":"%s","partition":%d,"by":"ann","reason":"test","id":"%s","at":"%s"%s}
        """
            .formatted(action, act.partition, UUID.randomUUID(), Instant.now(), record));
  }

  /** Returns the fields that name the record at an offset. */
  String record(Act act, int offset) {
    return ",\"offset\":%d,\"digest\":\"%s\""
        .formatted(offset, digests.get(partition(act)).get(offset));
  }

  static boolean isDone(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given && given.isDone();
  }

  static boolean hasSucceeded(CompletableFuture<ActionAnswer> answer) {
    return answer.isDone() && !answer.isCompletedExceptionally() && isDone(answer.join());
  }

  static String code(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given ? given.tree().get("code").text() : "";
  }

  void blocked(int port, Act act, long offset) {
    Eventually.get(
        () -> partition(port, act).get("blocked").get("offset").text(),
        it -> it.equals(Long.toString(offset)),
        LONG);
  }

  static void awaitNoLag(int port, Act act) {
    Eventually.get(() -> partition(port, act).get("lag").text(), it -> it.equals("0"), LONG);
  }

  /** Waits until every partition has its lock. */
  static void awaitLocks(int port) {
    for (Act act : Act.values()) {
      Eventually.get(
          () -> partition(port, act).get("fence").get("state").text(),
          it -> it.equals("held"),
          LONG);
    }
  }

  /** Waits until every partition has its lock and the metadata of its commit. */
  static void awaitAll(int port) {
    awaitLocks(port);
    for (Act act : Act.values()) {
      Eventually.get(() -> partition(port, act).get("position").text(), it -> !it.isEmpty(), LONG);
    }
  }

  static JsonTree partition(int port, Act act) {
    return status(port).get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(act.partition)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  static int openProxy(int port) {
    try {
      NETWORK.set(new TcpProxy(port));
      return NETWORK.get().port();
    } catch (IOException failed) {
      throw new UncheckedIOException("no port for a proxy", failed);
    }
  }
}
