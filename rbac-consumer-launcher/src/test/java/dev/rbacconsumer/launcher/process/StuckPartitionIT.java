package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static dev.rbacconsumer.launcher.process.StuckPartition.STUCK;
import static dev.rbacconsumer.launcher.process.StuckPartition.act;
import static dev.rbacconsumer.launcher.process.StuckPartition.blockedAfter;
import static dev.rbacconsumer.launcher.process.StuckPartition.command;
import static dev.rbacconsumer.launcher.process.StuckPartition.look;
import static dev.rbacconsumer.launcher.process.StuckPartition.number;
import static dev.rbacconsumer.launcher.process.StuckPartition.partition;
import static dev.rbacconsumer.launcher.process.StuckPartition.refused;
import static dev.rbacconsumer.launcher.process.StuckPartition.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.monitoring.Prometheus;
import dev.rbacconsumer.launcher.monitoring.ShortRules;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A partition that one message blocks, and what an operator does about it. */
@Tag("long")
class StuckPartitionIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int LATER = 500;

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(3);

  @Test
  void messageBlocksOthersUntilTheSchemaIsFixed() throws Exception {
    // Given
    Map<String, String> environment = environment();
    RelationTuple leaver = JarFixture.member("leaver");
    Set<String> model = new TreeSet<>();
    fixture.publishTo(STUCK, OutboxMessages.relations().add(leaver).build());
    // The kill leaves one message to recover: among several, the refused one has to be searched for
    // with a call for each, and an action may be over before that.
    environment.put("RBAC_KAFKA_CONSUMER_WINDOW", "1");
    String since;
    long attempts;

    // The status and the alert
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      Eventually.get(fixture.relations()::tupleTexts, it -> !it.isEmpty(), LONG);
      fixture.publishTo(STUCK, refused());
      JsonTree blocked = blockedWithinASecond(port);
      since = blocked.get("first_failed_at").text();
      for (int i = 0; i < LATER; i++) {
        fixture.publishTo(STUCK, later(i, model));
      }
      assertThatTheAlertFires(port);
      attempts = number(blockedAfter(2, port), "attempts");
      kill(jar);
    }

    // What waits
    assertThat(look(environment, "inspect"))
        .contains(
            "behind it 500 messages (offsets 2 to 501), no more can be read",
            "  100 removals in 100 messages, 400 additions in 400 messages")
        .anyMatch(line -> line.contains("failing since " + since.substring(0, 19)));

    // After its first attempt, only an operator makes another one.
    environment.remove("RBAC_KAFKA_CONSUMER_WINDOW");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "5m");
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      // The last failed attempt before the kill may not have been committed.
      JsonTree blocked = blockedAfter(attempts - 1, port);
      assertThat(blocked.get("first_failed_at").text()).isEqualTo(since);
      assertThat(fixture.relations().tupleTexts()).noneMatch(it -> it.contains("later-"));

      assertThat(act(3, port, "retry-now", "--by", "ann"))
          .singleElement()
          .asString()
          .startsWith("retry-now still_failing: attempt ")
          .contains("no_such_type");
      fixture.relations().store().setSchema(StoreSchema.permissive());
      assertThat(act(0, port, "retry-now", "--by", "ann"))
          .containsExactly("retry-now done: the record is applied");
      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
    }
    model.add("rbac/no_such_type:t1#t_member@rbac/principal:ann");
    assertThat(fixture.relations().tupleTexts()).containsExactlyInAnyOrderElementsOf(model);
  }

  /** Returns a message that adds a tuple, or removes the one of an earlier message. */
  private static OutboxMessage later(int number, Set<String> model) {
    if (number % 5 == 4) {
      RelationTuple earlier = JarFixture.member("later-" + (number - 3));
      model.remove(earlier.toString());
      return OutboxMessages.relations().remove(earlier).build();
    }
    RelationTuple added = JarFixture.member("later-" + number);
    model.add(added.toString());
    return OutboxMessages.relations().add(added).build();
  }

  /**
   * Waits until the status shows the block. None that was taken more than a second after the first
   * failure may lack it, however slow the machine is.
   */
  private static JsonTree blockedWithinASecond(int port) {
    List<Instant> without = new ArrayList<>();
    JsonTree blocked =
        Eventually.get(
            () -> {
              JsonTree status = status(port);
              JsonTree found = partition(status).get("blocked");
              if (!found.isObject()) {
                without.add(Instant.parse(status.get("at").text()));
              }
              return found;
            },
            JsonTree::isObject,
            LONG);
    Instant failed = Instant.parse(blocked.get("first_failed_at").text());
    assertThat(without).allMatch(at -> at.isBefore(failed.plusSeconds(1)));
    return blocked;
  }

  /** Evaluates the shipped rules with a real Prometheus, or else checks what they read. */
  private void assertThatTheAlertFires(int port) throws IOException {
    assertThat(Scrape.text(port).lines())
        .anyMatch(
            it ->
                it.matches(
                    "rbac_kafka_consumer_blocked\\{.*partition=\"%d\".*} 1.0".formatted(STUCK)))
        .noneMatch(it -> it.matches("rbac_kafka_consumer_dry_run.* 1.0"));
    if (!Prometheus.isInstalled()) {
      return;
    }
    Path folder = Files.createDirectory(fixture.files().resolve("prometheus"));
    Path rules = Files.writeString(fixture.files().resolve("rules.yaml"), ShortRules.text());
    try (Prometheus prometheus = Prometheus.start(folder, rules.toAbsolutePath(), port)) {
      Eventually.get(
          prometheus::alerts,
          all ->
              all.stream()
                  .filter(it -> it.state().equals("firing"))
                  .anyMatch(it -> it.name().equals("RBACConsumerPartitionBlocked")),
          LONG);
    }
  }

  @Test
  void aRecordThatCannotBeFixedIsSetAsideByWhoSawIt() throws Exception {
    Path audit = fixture.files().resolve("audit.jsonl");
    OutboxMessage refused = refused();
    fixture.publishTo(STUCK, refused);
    fixture.publishTo(STUCK, membership("later"));
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", audit.toString());
    String auditTopic = fixture.topic() + "-audit";
    fixture.kafka().createTopic(auditTopic, 2);
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_TOPIC", auditTopic);
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      JsonTree blocked = blockedAfter(1, port);
      String digest = blocked.get("digest").text();
      String[] named = {"--by", "ann", "--reason", "no such type", "--offset", "0", "--digest"};

      List<String> preview = act(0, port, "skip", with(named, digest));
      assertThat(preview)
          .contains(
              "Lost by it: 1 removals, which then stay granted, and 1 additions",
              "  - rbac/group:g-1#t_member@rbac/principal:leaver",
              "Nothing was done. To do it:");
      assertThat(act(3, port, "skip", with(named, "0123456789abcdef", "--yes")))
          .last()
          .asString()
          .startsWith("skip other_record: ")
          .contains(digest);
      assertThat(Files.readString(audit)).doesNotContain("\"kind\":\"record\"");
      assertThat(act(0, port, "skip", with(named, digest, "--yes")))
          .last()
          .asString()
          .startsWith("skip done: ");

      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
      assertThat(status(port).get("state").text()).isEqualTo("degraded");
      assertThatTheAuditTrailIsListed(environment);
    }
    assertThat(fixture.relations().tupleTexts())
        .containsExactly("rbac/group:g-1#t_member@rbac/principal:later");
    List<JsonTree> lines = new ArrayList<>();
    for (String line : Files.readAllLines(audit)) {
      if (!line.isEmpty()) {
        lines.add(JsonTree.parse(line));
      }
    }
    assertThat(lines)
        .extracting(it -> it.get("kind").text())
        .containsExactly("action", "record", "action");
    assertThat(lines.get(0).get("result").text()).isEqualTo("refused");
    assertThat(lines.get(2).get("by").text()).isEqualTo("ann");
    assertThat(lines.get(2).get("before").text()).startsWith("blocked at offset 0");
    assertThat(lines.get(2).get("after").text()).doesNotContain("blocked");
  }

  /** Lists the trail from its topic, whose entries are not yet there at once, and from both. */
  private static void assertThatTheAuditTrailIsListed(Map<String, String> environment)
      throws Exception {
    Map<String, String> ofTopic = new HashMap<>(environment);
    ofTopic.remove("RBAC_KAFKA_CONSUMER_AUDIT_FILE");
    List<String> entries =
        Eventually.get(() -> look(ofTopic, "audit", "--json"), it -> it.size() == 2, LONG);
    assertThat(JsonTree.parse(entries.get(1)).get("result").text()).isEqualTo("done");

    assertThat(look(environment, "audit", "--partition", Integer.toString(STUCK)))
        .satisfiesExactly(
            head -> assertThat(head).startsWith("TIME"),
            line -> assertThat(line).matches(".* skip .*-1@0 +ann +refused/other_record .*type"),
            line -> assertThat(line).matches(".* skip .*-1@0 +ann +done/done +no such type"),
            line -> assertThat(line).matches(".* copy for skip .*-1@0 +ann +rejected/.*type"));
    assertThat(look(environment, "audit", "--json")).containsAll(entries).hasSize(3);
  }

  @Test
  void aPauseOutlastsTheProcessThatPaused() throws Exception {
    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      Eventually.get(() -> partition(port), it -> it.get("state").text().equals("idle"), LONG);
      assertThat(act(0, port, "pause", "--by", "ann", "--reason", "schema is being fixed"))
          .containsExactly("pause done: the partition is paused, and the commit is durable");
      kill(jar);
    }
    fixture.publishTo(STUCK, membership("later"));

    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      JsonTree paused =
          Eventually.get(() -> partition(port), it -> it.get("paused").isObject(), LONG);
      assertThat(paused.get("state").text()).isEqualTo("paused");
      assertThat(paused.get("paused").get("by").text()).isEqualTo("ann");
      assertThat(paused.get("paused").get("reason").text()).isEqualTo("schema is being fixed");
      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("1"), LONG);
      assertThat(status(port).get("state").text()).isEqualTo("degraded");
      assertThat(fixture.relations().tupleTexts()).isEmpty();

      assertThat(act(0, port, "resume", "--by", "bob"))
          .containsExactly("resume done: the partition is resumed, and the commit is durable");
      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
    }
    assertThat(fixture.relations().tupleTexts()).hasSize(1);
  }

  @Test
  void whoHasNoTokenDoesNotAct() throws Exception {
    Path token = Files.writeString(fixture.files().resolve("token"), "0123456789abcdef-token");
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", token.toString());
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      Eventually.get(() -> partition(port), it -> it.get("state").text().equals("idle"), LONG);

      try (JarProcess without = command(port, "pause", "--by", "ann", "--reason", "because")) {
        assertThat(without.awaitExit(LONG)).isEqualTo(1);
        assertThat(without.err())
            .singleElement()
            .asString()
            .contains(" answers 401: Want the token");
      }
      assertThat(
              act(
                  0,
                  port,
                  "pause",
                  "--by",
                  "ann",
                  "--reason",
                  "because",
                  "--url",
                  "http://localhost:" + port,
                  "--token-file",
                  token.toString()))
          .singleElement()
          .asString()
          .startsWith("pause done");
      jar.awaitOut("Refused a request to act (from: 127.0.0.1, POST /actions)", LONG);
      assertThat(jar.out()).noneMatch(line -> line.contains("0123456789abcdef-token"));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "500ms");
    return environment;
  }

  private void kill(JarProcess jar) throws Exception {
    jar.kill();
    jar.awaitExit(LONG);
    fixture.kafka().expelMembers(fixture.topic());
  }
}
