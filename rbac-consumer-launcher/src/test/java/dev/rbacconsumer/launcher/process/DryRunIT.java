package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The runnable jar without REPLICATION_TO_RELATION_ENABLED, and then with it. */
class DryRunIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void whatADryRunHasReadIsAppliedInOrderOnceItIsSwitchedOn() throws Exception {
    // Given
    int before = fixture.relations().calls();
    fixture.publish(change(List.of("ann"), List.of()));
    fixture.publish(change(List.of("bob"), List.of()));
    fixture.publish(change(List.of(), List.of("ann")));

    // When
    try (JarProcess jar = JarProcess.start(quickStart("false"))) {
      jar.awaitOut("would be applied (partition: 0, offset: 2", LONG);
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      assertThat(jar.out().get(0)).contains("WARN").contains("DRY RUN");
      assertThat(jar.out())
          .noneMatch(line -> line.contains("Committed offset"))
          .noneMatch(line -> line.contains("Fence acquired"))
          .noneMatch(line -> line.contains("processed successfully"));
    }

    // Then
    assertThat(fixture.kafka().committedOffsets(fixture.topic())).isEmpty();
    assertThat(fixture.relations().calls()).isEqualTo(before);

    // When
    try (JarProcess jar = JarProcess.start(quickStart("true"))) {
      jar.awaitOut("Message processed successfully (partition: 0, offset: 2)", LONG);
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      assertThat(jar.out().stream().filter(line -> line.contains("processed successfully")))
          .satisfiesExactly(
              line -> assertThat(line).contains("offset: 0)"),
              line -> assertThat(line).contains("offset: 1)"),
              line -> assertThat(line).contains("offset: 2)"));
    }

    // Then
    assertThat(fixture.relations().tupleTexts())
        .contains("rbac/group:g-1#t_member@rbac/principal:bob")
        .doesNotContain("rbac/group:g-1#t_member@rbac/principal:ann");
    assertThat(fixture.kafka().lag(fixture.topic(), fixture.topic())).isZero();
  }

  @Test
  void aRunningDryRunSaysSoWhereverItIsAsked() throws Exception {
    fixture.publish(change(List.of("cid"), List.of()));
    fixture.publish(OutboxMessages.withValue("{\"not\":\"an envelope\"}"));
    fixture.publish(change(List.of("dan"), List.of()));

    try (JarProcess jar = JarProcess.start(quickStart("false"))) {
      int port = port(jar);
      jar.awaitOut("would block its partition (partition: 0, offset: 1)", LONG);
      jar.awaitOut("would be applied (partition: 0, offset: 2", LONG);

      JsonTree status = JsonTree.parse(body(port, "/status"));
      JsonTree partition = status.get("partitions").items().get(0);
      assertThat(status.get("state").text()).isEqualTo("dry-run");
      assertThat(status.get("mode").text()).isEqualTo("dry-run");
      assertThat(partition.get("state").text()).isEqualTo("dry-run");
      assertThat(partition.get("fence").get("state").text()).isEqualTo("unused");
      assertThat(partition.get("lag").text()).isEqualTo("3");
      assertThat(partition.get("plan").get("block").text()).isEqualTo("1");
      assertThat(partition.get("plan").get("first_problem").get("offset").text()).isEqualTo("1");
      assertThat(Eventually.get(() -> body(port, "/readyz"), it -> it.contains("dry-run"), LONG))
          .contains("{\"name\":\"dry-run\",\"ok\":true,");
      assertThat(body(port, "/metrics"))
          .contains("rbac_kafka_consumer_dry_run 1.0")
          .contains("message_type=\"relations\",status=\"dry_run\",} 2.0")
          .doesNotContain("status=\"success\",} 1")
          .doesNotContain(
              "rbac_kafka_consumer_messages_processed_total{message_type=\"relations\","
                  + "status=\"success\"");

      try (JarProcess text =
          JarProcess.start(
              Map.of("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port)), "status")) {
        assertThat(text.awaitExit(LONG)).as(text.report()).isZero();
        assertThat(text.out()).first().asString().endsWith(": dry-run");
        assertThat(text.out())
            .contains("DRY RUN: nothing is applied and nothing is committed.")
            .contains("  partition 0, read to 3: 2 apply, 1 block");
      }
    }
    assertThat(fixture.kafka().committedOffsets(fixture.topic())).isEmpty();
  }

  /** The variables of the documented quick start. */
  private Map<String, String> quickStart(String replication) {
    Map<String, String> environment = fixture.environment();
    environment.put("REPLICATION_TO_RELATION_ENABLED", replication);
    return environment;
  }

  private static String body(int port, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static OutboxMessage change(List<String> added, List<String> removed) {
    RelationsMessageBuilder message = OutboxMessages.relations();
    added.forEach(principal -> message.add(member(principal)));
    removed.forEach(principal -> message.remove(member(principal)));
    return message.build();
  }
}
