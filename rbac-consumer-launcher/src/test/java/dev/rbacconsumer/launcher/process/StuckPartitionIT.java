package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.status.Chromium;
import dev.rbacconsumer.launcher.status.ChromiumSession;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A partition that one message blocks, and what an operator does about it. */
class StuckPartitionIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int STUCK = 1;
  private static final int LATER = 500;

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(3);

  @Test
  void countersGoOnAfterAKillAndTheRecordIsAppliedOnceTheSchemaIsFixed() throws Exception {
    fixture.publishTo(STUCK, refused());
    for (int i = 0; i < LATER; i++) {
      fixture.publishTo(STUCK, membership("later-" + i));
    }
    String since;
    long attempts;
    try (JarProcess jar = JarProcess.start(environment())) {
      JsonTree blocked = blockedAfter(2, port(jar));
      since = blocked.get("first_failed_at").text();
      attempts = number(blocked, "attempts");
      kill(jar);
    }

    // After its first attempt, only an operator makes another one.
    Map<String, String> patient = environment();
    patient.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "5m");
    try (JarProcess jar = JarProcess.start(patient)) {
      int port = port(jar);
      // The last failed attempt before the kill may not have been committed.
      JsonTree blocked = blockedAfter(attempts - 1, port);
      assertThat(blocked.get("first_failed_at").text()).isEqualTo(since);
      assertThat(fixture.relations().tupleTexts()).isEmpty();

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
    assertThat(fixture.relations().tupleTexts()).hasSize(LATER + 1);
  }

  @Test
  void aRecordThatCannotBeFixedIsSetAsideByWhoSawIt() throws Exception {
    Path audit = fixture.files().resolve("audit.jsonl");
    OutboxMessage refused = refused();
    fixture.publishTo(STUCK, refused);
    fixture.publishTo(STUCK, membership("later"));
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", audit.toString());
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

  @Test
  void thePageSetsARecordAsideForWhoHasTheToken() throws Exception {
    Path token = Files.writeString(fixture.files().resolve("token"), "0123456789abcdef-token");
    Path audit = fixture.files().resolve("audit.jsonl");
    fixture.publishTo(STUCK, refused());
    for (int i = 0; i < 20; i++) {
      fixture.publishTo(STUCK, membership("later-" + i));
    }
    Map<String, String> environment = environment();
    environment.put("RBAC_KAFKA_CONSUMER_ACTIONS_TOKEN_FILE", token.toString());
    environment.put("RBAC_KAFKA_CONSUMER_AUDIT_FILE", audit.toString());
    Path pictures = Files.createDirectories(Path.of("target", "stuck-partition-pictures"));
    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      String line = jar.awaitOut("Actions of operators at ", LONG);
      String url = line.substring(line.indexOf("http://"));
      blockedAfter(1, port);
      try (ChromiumSession page = new Chromium(fixture.files()).open(url + "/")) {
        page.awaitText("Partition 1 is blocked at offset 0");
        page.awaitText("Retry now");
        pictures(page, pictures, "blocked");
        page.type("Token", "0123456789abcdef-wrong");
        page.type("Your name", "ann");
        page.click("Retry now");
        page.awaitText("retry-now: 401: Want the token");
        page.type("Token", "0123456789abcdef-token");
        page.click("Retry now");
        page.awaitText("retry-now: still failing: attempt ");
        page.type("Reason", "no such type");
        page.click("Set aside…");
        page.awaitText("1 removals, which then stay granted, and 1 additions. Behind it wait 20");
        pictures(page, pictures, "set-aside");
        page.click("Skip for good");
        page.awaitText("all well");
        pictures(page, pictures, "after");
      }
      Eventually.get(() -> partition(port), it -> it.get("lag").text().equals("0"), LONG);
      assertThat(Files.readString(audit)).contains("\"action\":\"skip\"", "\"by\":\"ann\"");
    }
    assertThat(fixture.relations().tupleTexts()).hasSize(20);
  }

  private static void pictures(ChromiumSession page, Path directory, String name) throws Exception {
    page.picture(directory.resolve(name + "-light.png"), 1200, 900, "light");
    page.picture(directory.resolve(name + "-dark.png"), 1200, 900, "dark");
    page.picture(directory.resolve(name + "-phone.png"), 390, 844, "light");
  }

  private Map<String, String> environment() {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "500ms");
    return environment;
  }

  /** A message that removes and adds a relation, of which the store refuses one. */
  private static OutboxMessage refused() {
    return OutboxMessages.relations()
        .remove(RelationTuple.parse("rbac/group:g-1#t_member@rbac/principal:leaver"))
        .add(RelationTuple.parse("rbac/no_such_type:t1#t_member@rbac/principal:ann"))
        .build();
  }

  private void kill(JarProcess jar) throws Exception {
    jar.kill();
    jar.awaitExit(LONG);
    fixture.kafka().expelMembers(fixture.topic());
  }

  private static JsonTree blockedAfter(long attempts, int port) {
    return Eventually.get(
        () -> partition(port).get("blocked"),
        it -> it.isObject() && number(it, "attempts") > attempts,
        LONG);
  }

  private static JsonTree partition(int port) {
    return status(port).get("partitions").items().stream()
        .filter(it -> it.get("partition").text().equals(Integer.toString(STUCK)))
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  private static long number(JsonTree tree, String name) {
    String text = tree.get(name).text();
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  /** Runs a command to its end, and returns what it prints. */
  private static List<String> act(int code, int port, String verb, String... words)
      throws Exception {
    try (JarProcess command = command(port, verb, words)) {
      assertThat(command.awaitExit(LONG)).as(command.report()).isEqualTo(code);
      return command.out();
    }
  }

  private static JarProcess command(int port, String verb, String... words) throws Exception {
    String[] all = with(new String[] {verb, "--partition", Integer.toString(STUCK)}, words);
    return JarProcess.start(
        Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port)), all);
  }
}
