package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.network.NetworkFault;
import dev.rbacconsumer.testkit.network.TcpProxy;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Actions of operators whose owner is killed, or loses its partitions, half-way through: Kafka gets
 * their writes and the owner no answer, or Kafka gets nothing.
 */
final class OperatorCrashIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final AtomicReference<TcpProxy> NETWORK = new AtomicReference<>();
  private static final AtomicInteger TESTS = new AtomicInteger();
  private static EmbeddedKafka kafka;

  private final ExecutorService operators = Executors.newCachedThreadPool();
  private final RelationsServer relations = RelationsServer.builder().start();
  private final Map<Act, CompletableFuture<ActionAnswer>> answers = new EnumMap<>(Act.class);
  private final Map<PartitionId, List<String>> digests = new HashMap<>();
  private String topic = "";

  @TempDir private Path files;

  /** Actions, each on a partition of its own. */
  private enum Act {
    PAUSE(0, "pause"),
    RESUME(1, "resume"),
    SKIP(2, "skip"),
    DEAD_LETTER(3, "dead-letter"),
    QUARANTINE_REPLAY(4, "quarantine-replay"),
    QUARANTINE_DISCARD(5, "quarantine-discard");

    private final int partition;
    private final String word;

    Act(int partition, String word) {
      this.partition = partition;
      this.word = word;
    }
  }

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.startBehind(OperatorCrashIT::openProxy);
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

  @ParameterizedTest
  @EnumSource(
      value = NetworkFault.class,
      names = {"LOST_REQUESTS", "LOST_ANSWERS"})
  void ownerThatDiesHalfWayLosesNothingAndDoesNothingTwice(NetworkFault fault) throws Exception {
    boolean arrives = fault == NetworkFault.LOST_ANSWERS;
    long copies;
    try (JarProcess first = start("first")) {
      bringAbout(port(first));
      copies = copies();
      NETWORK.get().fault(fault);
      beginAll(port(first));
      if (arrives) {
        // A commit has arrived, and so have the copies of the records; no answer to either has.
        Eventually.get(() -> isPaused(Act.PAUSE) || !isPaused(Act.RESUME), it -> it, LONG);
        long both = copies + 2;
        Eventually.get(this::copies, it -> it >= both, LONG);
      }
      first.kill();
      first.awaitExit(LONG);
    }
    assertThat(answers.values()).noneMatch(OperatorCrashIT::hasSucceeded);
    List<Act> paused = Stream.of(Act.PAUSE, Act.RESUME).filter(this::isPaused).toList();
    if (!arrives) {
      assertThat(paused).containsExactly(Act.RESUME);
      assertThat(copies()).isEqualTo(copies);
    }
    NETWORK.get().heal();
    NETWORK.get().resetConnections();
    kafka.expelMembers(topic);

    try (JarProcess next = start("next")) {
      int port = port(next);
      awaitAll(port);
      for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
        assertThat(partition(port, act).get("paused").isObject())
            .as(act.word)
            .isEqualTo(paused.contains(act));
      }
      finish(port);
    }
    assertThatTheStoreIsTheModel();
  }

  @Test
  void ownerThatStopsHalfWayDoesNothingAfterAnotherHasTakenOver() throws Exception {
    try (JarProcess first = start("first")) {
      bringAbout(port(first));
      NETWORK.get().swallowConnections();
      beginAll(port(first));
      first.freeze();
      kafka.expelMembers(topic);

      try (JarProcess next = start("next")) {
        int port = port(next);
        awaitAll(port);
        finish(port);
        long copies = copies();
        first.thaw();

        // Each request gets an end, and none claims an effect.
        for (CompletableFuture<ActionAnswer> answer : answers.values()) {
          answer.handle((given, gone) -> given).get(LONG.toSeconds(), SECONDS);
        }
        assertThat(answers.values()).noneMatch(OperatorCrashIT::hasSucceeded);
        assertThatTheStoreIsTheModel();
        assertThat(copies()).isEqualTo(copies);
      }
    }
  }

  /** Brings each partition into the state that its action is about. */
  private void bringAbout(int port) {
    for (Act act : Act.values()) {
      switch (act) {
        case PAUSE, RESUME -> add(act, "early");
        case SKIP, DEAD_LETTER -> {
          // Set aside with the first one, the client of the dead letters is connected.
          publish(act, BadMessage.BLANK_RESOURCE_ID.message());
          publish(act, BadMessage.BLANK_RESOURCE_ID.message());
          add(act, "early");
        }
        case QUARANTINE_REPLAY, QUARANTINE_DISCARD -> {
          publish(act, OutboxMessages.relations().add(odd(act), tuple(act, "first")).build());
          add(act, "early");
        }
      }
    }
    for (Act act : new Act[] {Act.SKIP, Act.DEAD_LETTER}) {
      blocked(port, act, 0);
      assertThat(isDone(request(port, act, 0))).as(act.word).isTrue();
      blocked(port, act, 1);
    }
    for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
      awaitNoLag(port, act);
    }
    assertThat(isDone(request(port, "pause", Act.RESUME, ""))).isTrue();
    for (Act act : new Act[] {Act.QUARANTINE_REPLAY, Act.QUARANTINE_DISCARD}) {
      Eventually.get(
          () -> partition(port, act).get("quarantine").get("records").text(),
          it -> it.equals("2"),
          LONG);
    }
    relations.store().setSchema(StoreSchema.permissive());
    add(Act.RESUME, "later");
  }

  /** Begins each action, and returns once all of them are in progress. */
  private void beginAll(int port) {
    for (Act act : Act.values()) {
      String record =
          switch (act) {
            case PAUSE, RESUME -> "";
            case SKIP, DEAD_LETTER -> record(act, 1);
            case QUARANTINE_REPLAY, QUARANTINE_DISCARD -> record(act, 0);
          };
      answers.put(
          act,
          CompletableFuture.supplyAsync(() -> request(port, act.word, act, record), operators));
    }
    for (Act act : Act.values()) {
      Eventually.get(
          () -> code(request(port, "retry-now", act, "")), it -> it.equals("busy"), LONG);
    }
  }

  /** Does what is left of each action, and lets the messages behind it through. */
  private void finish(int port) {
    for (Act act : new Act[] {Act.SKIP, Act.DEAD_LETTER}) {
      blocked(port, act, 1);
      assertThat(isDone(request(port, act, 1))).as(act.word).isTrue();
      // A second operator is too late.
      assertThat(code(request(port, act, 1))).isIn("head_moved", "nothing_waits");
    }
    for (Act act : new Act[] {Act.QUARANTINE_REPLAY, Act.QUARANTINE_DISCARD}) {
      assertThat(isDone(request(port, act, 0))).as(act.word).isTrue();
      assertThat(code(request(port, act, 0))).isEqualTo("not_parked");
      assertThat(isDone(request(port, Act.QUARANTINE_REPLAY.word, act, record(act, 1)))).isTrue();
    }
    for (Act act : new Act[] {Act.PAUSE, Act.RESUME}) {
      if (partition(port, act).get("paused").isObject()) {
        assertThat(isDone(request(port, "resume", act, ""))).as(act.word).isTrue();
      }
    }
    for (Act act : Act.values()) {
      publish(
          act,
          OutboxMessages.relations().remove(tuple(act, "early")).add(tuple(act, "last")).build());
    }
    for (Act act : Act.values()) {
      awaitNoLag(port, act);
    }
  }

  /** The store is what the messages make of it, without those that operators have set aside. */
  private void assertThatTheStoreIsTheModel() {
    assertThat(relations.tuples())
        .containsExactlyInAnyOrder(
            tuple(Act.PAUSE, "last"),
            tuple(Act.RESUME, "later"),
            tuple(Act.RESUME, "last"),
            tuple(Act.SKIP, "last"),
            tuple(Act.DEAD_LETTER, "last"),
            odd(Act.QUARANTINE_REPLAY),
            tuple(Act.QUARANTINE_REPLAY, "first"),
            tuple(Act.QUARANTINE_REPLAY, "last"),
            tuple(Act.QUARANTINE_DISCARD, "last"));
  }

  private JarProcess start(String instance) throws IOException {
    Map<String, String> environment =
        JarEnvironment.delivering(kafka.bootstrapServers(), relations, topic, files);
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "5m");
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", dead());
    environment.put("RBAC_KAFKA_CONSUMER_ON_REJECTED", "quarantine");
    environment.put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", parked());
    environment.put(
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve(instance + "-live").toString());
    environment.put(
        "RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve(instance + "-ready").toString());
    return JarProcess.start(environment);
  }

  private String dead() {
    return topic + "-dead";
  }

  private String parked() {
    return topic + "-parked";
  }

  private PartitionId partition(Act act) {
    return new PartitionId(topic, act.partition);
  }

  private void publish(Act act, OutboxMessage message) {
    Offset offset = kafka.publish(message.at(partition(act), new Offset(0)));
    digests
        .computeIfAbsent(partition(act), any -> new ArrayList<>())
        .add(RecordDigest.of(message.at(partition(act), offset)));
  }

  private void add(Act act, String principal) {
    publish(act, OutboxMessages.relations().add(tuple(act, principal)).build());
  }

  private static RelationTuple tuple(Act act, String principal) {
    return RelationTuple.parse(
        "rbac/group:%s#t_member@rbac/principal:%s".formatted(act.word, principal));
  }

  /** Returns a tuple of a type that the schema of RBAC lacks. */
  private static RelationTuple odd(Act act) {
    return RelationTuple.parse(
        "rbac/no_such_type:%s#t_member@rbac/principal:ann".formatted(act.word));
  }

  /** Returns the number of copies among the dead letters. */
  private long copies() {
    CommitPosition end = kafka.endOffsets(dead()).get(new PartitionId(dead(), 0));
    return end.value();
  }

  private boolean isPaused(Act act) {
    return CommitMetadata.of(kafka.committedOffsets(topic).get(partition(act)))
        .flatMap(it -> it.notes().paused())
        .isPresent();
  }

  private ActionAnswer request(int port, Act act, int offset) {
    return request(port, act.word, act, record(act, offset));
  }

  private ActionAnswer request(int port, String action, Act act, String record) {
    ActionClient client =
        ActionClient.at("http://127.0.0.1:" + port, LONG, Optional.empty()).orElseThrow();
    return client.act(
        """
        {"action":"%s","partition":%d,"by":"ann","reason":"test","id":"%s","at":"%s"%s}
        """
            .formatted(action, act.partition, UUID.randomUUID(), Instant.now(), record));
  }

  /** Returns the fields that name the record at an offset. */
  private String record(Act act, int offset) {
    return ",\"offset\":%d,\"digest\":\"%s\""
        .formatted(offset, digests.get(partition(act)).get(offset));
  }

  private static boolean isDone(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given && given.isDone();
  }

  private static boolean hasSucceeded(CompletableFuture<ActionAnswer> answer) {
    return answer.isDone() && !answer.isCompletedExceptionally() && isDone(answer.join());
  }

  private static String code(ActionAnswer answer) {
    return answer instanceof ActionAnswer.Given given ? given.tree().get("code").text() : "";
  }

  private void blocked(int port, Act act, long offset) {
    Eventually.get(
        () -> partition(port, act).get("blocked").get("offset").text(),
        it -> it.equals(Long.toString(offset)),
        LONG);
  }

  private static void awaitNoLag(int port, Act act) {
    Eventually.get(() -> partition(port, act).get("lag").text(), it -> it.equals("0"), LONG);
  }

  /** Waits until every partition has its lock and the metadata of its commit. */
  private static void awaitAll(int port) {
    for (Act act : Act.values()) {
      Eventually.get(
          () -> partition(port, act).get("fence").get("state").text(),
          it -> it.equals("held"),
          LONG);
      Eventually.get(() -> partition(port, act).get("position").text(), it -> !it.isEmpty(), LONG);
    }
  }

  private static JsonTree partition(int port, Act act) {
    return status(port).get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(act.partition)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  private static int openProxy(int port) {
    try {
      NETWORK.set(new TcpProxy(port));
      return NETWORK.get().port();
    } catch (IOException failed) {
      throw new UncheckedIOException("no port for a proxy", failed);
    }
  }
}
