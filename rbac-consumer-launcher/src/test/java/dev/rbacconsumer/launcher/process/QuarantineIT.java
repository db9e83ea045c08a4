package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that are parked, through a restart and a rebalance, until they are replayed. */
class QuarantineIT {
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int STUCK = 1;
  private static final RelationTuple UNKNOWN =
      RelationTuple.parse("rbac/no_such_type:t1#t_member@rbac/principal:ann");
  private static final String[] YES = {"--by", "ann", "--reason", "schema is fixed", "--yes"};

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(3);

  /** Tuples after all published messages, one after the other. */
  private final Set<RelationTuple> serial = new HashSet<>();

  private int free;

  @BeforeEach
  void createTopic() {
    fixture.kafka().createTopic(parked(), 2);
    fixture.kafka().alterTopic(parked(), Map.of("cleanup.policy", "compact"));
  }

  @Test
  void replayAfterRestartAndRebalanceGivesTheTuplesOfTheSerialOrder() throws Exception {
    publish(List.of(member("g-1", "leaver")), List.of(UNKNOWN, member("g-1", "bob")));
    publishFree();
    publish(List.of(member("g-1", "bob")), List.of());
    publish(List.of(), List.of(member("g-2", "ann")));
    publishFree();
    publish(List.of(), List.of(member("g-2", "carl")));
    try (JarProcess jar = JarProcess.start(environment("one"))) {
      awaitNoLag(port(jar));
      assertThat(fixture.relations().tuples()).containsExactlyInAnyOrderElementsOf(free());
      assertParked("0", "2", "3", "5");
      jar.kill();
      jar.awaitExit(LONG);
      fixture.kafka().expelMembers(fixture.topic());
    }

    publishFree();
    publish(List.of(), List.of(member("g-1", "dora")));
    try (JarProcess first = JarProcess.start(environment("one"))) {
      awaitNoLag(port(first));
      assertThat(fixture.relations().tuples()).containsExactlyInAnyOrderElementsOf(free());
      assertParked("0", "2", "3", "5", "7");
      try (JarProcess second = JarProcess.start(environment("two"))) {
        Eventually.get(() -> partitions(port(second)), it -> !it.isEmpty(), LONG);
        publish(List.of(member("g-2", "carl")), List.of(member("g-2", "eve")));
        publishFree();
        int owner =
            Eventually.get(() -> owner(first, second), Optional::isPresent, LONG).orElseThrow();
        Eventually.get(() -> fixture.relations().tuples(), it -> it.containsAll(free()), LONG);
        awaitNoLag(owner);
        assertParked("0", "2", "3", "5", "7", "8");

        assertThat(quarantine(3, owner, "replay", YES))
            .last()
            .isEqualTo(
                "0 messages replayed, 1 failed, 5 not tried; the same command goes on with those");
        fixture.relations().store().setSchema(StoreSchema.permissive());
        assertThat(quarantine(0, owner, "replay", YES))
            .last()
            .isEqualTo("6 messages replayed, 0 failed, 0 not tried");

        assertThat(quarantine(0, owner, "list"))
            .containsExactly("nothing is parked in " + parked());
        assertThat(fixture.relations().tuples()).containsExactlyInAnyOrderElementsOf(serial);
        publish(List.of(member("g-1", "dora")), List.of());
        Eventually.get(() -> Set.copyOf(fixture.relations().tuples()), serial::equals, LONG);
      }
    }
  }

  @Test
  void discardedMessageIsCopiedAndWhatWaitedBehindItIsReplayed() throws Exception {
    Path audit = fixture.files().resolve("audit.jsonl");
    publish(List.of(), List.of(UNKNOWN, member("g-1", "bob")));
    publish(List.of(), List.of(member("g-1", "carl")));
    Map<String, String> environment = environment("one");
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", audit.toString());
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      awaitNoLag(port);
      String[] place = {"--partition", Integer.toString(STUCK), "--offset", "0"};
      JsonTree shown = JsonTree.parse(quarantine(0, port, "show", with(place, "--json")).get(0));
      String digest = shown.get("digest").text();
      assertThat(quarantine(3, port, "discard", with(place, with(YES, "--digest", other(digest)))))
          .noneMatch(line -> line.contains("done"));
      assertParked("0", "1");

      assertThat(quarantine(0, port, "discard", with(place, with(YES, "--digest", digest))))
          .last()
          .asString()
          .startsWith("quarantine discard done: ");

      assertThat(quarantine(0, port, "replay", YES))
          .last()
          .isEqualTo("1 message replayed, 0 failed, 0 not tried");
    }
    assertThat(fixture.relations().tuples()).containsExactly(member("g-1", "carl"));
    assertThat(Files.readString(audit))
        .contains("\"kind\":\"record\"", "\"action\":\"quarantine-discard\"");
  }

  private String parked() {
    return fixture.topic() + "-parked";
  }

  private Map<String, String> environment(String instance) {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_ON_REJECTED", "quarantine");
    environment.put("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", parked());
    environment.put(
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
        fixture.files().resolve(instance + "-live").toString());
    environment.put(
        "RBAC_KAFKA_CONSUMER_READINESS_FILE",
        fixture.files().resolve(instance + "-ready").toString());
    return environment;
  }

  private void publish(List<RelationTuple> removals, List<RelationTuple> additions) {
    fixture.publishTo(STUCK, OutboxMessages.relations().remove(removals).add(additions).build());
    serial.removeAll(removals);
    serial.addAll(additions);
  }

  /** Publishes a message that shares no object with any other. */
  private void publishFree() {
    publish(List.of(), List.of(member("free-" + free, "free-" + free)));
    free++;
  }

  /** Returns the tuples of the messages that share no object with any other. */
  private List<RelationTuple> free() {
    List<RelationTuple> tuples = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      tuples.add(member("free-" + i, "free-" + i));
    }
    return tuples;
  }

  private static RelationTuple member(String group, String principal) {
    return RelationTuple.parse(
        "rbac/group:%s#t_member@rbac/principal:%s".formatted(group, principal));
  }

  private static String other(String digest) {
    return digest.startsWith("0") ? "1" + digest.substring(1) : "0" + digest.substring(1);
  }

  private void assertParked(String... offsets) throws Exception {
    JsonTree list = JsonTree.parse(quarantine(0, 0, "list", "--json").get(0));
    assertThat(list.get("parked").items())
        .extracting(it -> it.get("offset").text())
        .containsExactly(offsets);
  }

  private static void awaitNoLag(int port) {
    Eventually.get(
        () -> partition(port),
        it -> it.isPresent() && it.get().get("lag").text().equals("0"),
        LONG);
  }

  private static Optional<Integer> owner(JarProcess... jars) {
    return Arrays.stream(jars)
        .map(JarFixture::port)
        .filter(port -> partition(port).isPresent())
        .findFirst();
  }

  private static List<JsonTree> partitions(int port) {
    return status(port).get("partitions").items();
  }

  private static Optional<JsonTree> partition(int port) {
    return partitions(port).stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(STUCK)))
        .findFirst();
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** Runs a command to its end, and returns what it prints. */
  private List<String> quarantine(int code, int port, String verb, String... words)
      throws Exception {
    Map<String, String> environment = environment("command");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port));
    try (JarProcess command =
        JarProcess.start(environment, with(new String[] {"quarantine", verb}, words))) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isEqualTo(code);
      return command.out();
    }
  }
}
