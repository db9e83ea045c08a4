package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the runnable jar says it stands, beside a real broker and a Relations API. */
class StatusIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration FIRST_DELAY = Duration.ofMinutes(2);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void recordThatTheStoreRefusesShowsWithAllThatIsKnownOfItWithinASecond() throws Exception {
    OutboxMessage refused =
        message(
            "rbac/no_such_type:t1#t_member@rbac/principal:ann",
            "rbac/group:g1#t_member@rbac/principal:payload-secret");
    try (JarProcess jar = JarProcess.start(environment())) {
      int port = port(jar);
      fixture.publish(message("rbac/group:g1#t_member@rbac/principal:ann"));
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      fixture.publish(refused);
      fixture.publish(message("rbac/group:g1#t_member@rbac/principal:bob"));

      JsonTree first =
          Eventually.get(() -> status(port), it -> partition(it).get("blocked").isObject(), LONG);
      JsonTree partition =
          Eventually.get(
              () -> partition(status(port)), it -> it.get("lag").text().equals("2"), LONG);

      Instant at = Instant.parse(first.get("at").text());
      JsonTree blocked = partition(first).get("blocked");
      Instant failed = Instant.parse(blocked.get("first_failed_at").text());
      assertThat(Duration.between(failed, at)).isLessThan(Duration.ofSeconds(1));
      assertThat(blocked.get("offset").text()).isEqualTo("1");
      assertThat(blocked.get("key").text()).isEqualTo(keyOf(at(refused)));
      assertThat(blocked.get("event_id").text()).isEqualTo(idOf(at(refused)));
      assertThat(blocked.get("event_type").text()).isEqualTo("create_custom_role");
      assertThat(blocked.get("org_id").text()).isEqualTo("acme");
      assertThat(blocked.get("class").text()).isEqualTo("rejected");
      assertThat(blocked.get("code").text()).isNotEmpty();
      assertThat(blocked.get("reason").text()).contains("no_such_type");
      assertThat(blocked.get("first_error").text())
          .isEqualTo(blocked.get("last_error").text())
          .isEqualTo(
              "rejected/" + blocked.get("code").text() + ": " + blocked.get("reason").text());
      assertThat(blocked.get("attempts").text()).isEqualTo("1");
      assertThat(blocked.get("last_failed_at").text()).isEqualTo(failed.toString());
      assertThat(Duration.between(failed, Instant.parse(blocked.get("next_attempt_at").text())))
          .isBetween(FIRST_DELAY, FIRST_DELAY.multipliedBy(11).dividedBy(10));

      assertThat(partition.get("state").text()).isEqualTo("blocked");
      assertThat(partition.get("position").text()).isEqualTo("1");
      assertThat(partition.get("committed").text()).isEqualTo("1");
      assertThat(partition.get("end").text()).isEqualTo("3");
      assertThat(partition.get("queue_records").text()).isEqualTo("1");
      assertThat(partition.get("fence").get("state").text()).isEqualTo("held");
      assertThat(status(port).get("state").text()).isEqualTo("degraded");
      assertThat(told(port).text()).doesNotContain("payload-secret");
      assertPrinted(port);
    }
  }

  /** By the command, in another process. */
  private void assertPrinted(int port) throws Exception {
    Map<String, String> environment =
        Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port));
    try (JarProcess text = JarProcess.start(environment, "status");
        JarProcess json = JarProcess.start(environment, "status", "--json")) {
      assertThat(text.awaitExit(LONG)).as(text.report()).isEqualTo(3);
      assertThat(text.out())
          .anyMatch(line -> line.matches(" +0  blocked +1 +1 +3 +2 .*"))
          .anyMatch(line -> line.startsWith("! Partition 0 is blocked at offset 1: rejected/"))
          .anyMatch(line -> line.contains(" org acme"))
          .noneMatch(line -> line.contains("\u001b"));
      assertThat(text.err()).isEmpty();

      assertThat(json.awaitExit(LONG)).as(json.report()).isEqualTo(3);
      assertThat(json.out()).hasSize(1);
      assertThat(JsonTree.parse(json.out().get(0)).get("state").text()).isEqualTo("degraded");
    }
  }

  @Test
  void consumerThatIsSwitchedOffSaysSo() throws Exception {
    Map<String, String> off = environment();
    off.put("RBAC_KAFKA_CONSUMER_REPLICAS", "0");
    off.put("RBAC_KAFKA_CONSUMER_STATUS_ACCESS", "loopback");

    try (JarProcess jar = JarProcess.start(off)) {
      int port = port(jar);
      try (JarProcess text =
          JarProcess.start(Map.of(), "status", "--url", "http://localhost:" + port)) {
        assertThat(text.awaitExit(LONG)).as(text.report()).isZero();
        assertThat(text.out().get(0)).endsWith(": disabled");
      }
    }
  }

  @Test
  void consumerThatIsNotThereEndsTheCommandWithASentence() throws Exception {
    try (JarProcess text =
        JarProcess.start(Map.of(), "status", "--url", "http://no-such-host.invalid:1")) {
      assertThat(text.awaitExit(LONG)).as(text.report()).isEqualTo(1);
      assertThat(text.out()).isEmpty();
      assertThat(text.err()).singleElement().asString().contains("nothing answers at ");
    }
  }

  private static JsonTree partition(JsonTree status) {
    return status.get("partitions").items().stream()
        .findFirst()
        .orElseGet(() -> new JsonTree("", null));
  }

  private static StatusAnswer.Told told(int port) {
    return (StatusAnswer.Told) StatusClient.local(port, LONG).ask();
  }

  private static OutboxMessage message(String... tuples) {
    return OutboxMessages.relations()
        .add(Stream.of(tuples).map(RelationTuple::parse).toList())
        .orgId("acme")
        .eventType("create_custom_role")
        .build();
  }

  private SourceRecord at(OutboxMessage message) {
    return message.at(fixture.partition(), new Offset(0));
  }

  private static String keyOf(SourceRecord record) {
    return new String(Objects.requireNonNull(record.key()), StandardCharsets.UTF_8);
  }

  private static String idOf(SourceRecord record) {
    return record.headers().stream()
        .filter(header -> header.name().equals("id"))
        .map(RecordHeader::value)
        .map(value -> new String(Objects.requireNonNull(value), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, String> environment() {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", FIRST_DELAY.toSeconds() + "s");
    return environment;
  }
}
