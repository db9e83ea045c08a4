package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.partitionStatus;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static dev.rbacconsumer.launcher.process.JarFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.BadMessage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the runnable jar leaves behind of messages that are not JSON. */
class PassedOverIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void theyAreKeptLoggedAndShownUntilAStreakOfThemBlocksThePartition() throws Exception {
    String dead = fixture.topic() + "-dead";
    fixture.kafka().createTopic(dead, 1);
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", dead);
    environment.put("RBAC_KAFKA_CONSUMER_MALFORMED_STREAK", "2");

    try (JarProcess jar = JarProcess.start(environment)) {
      int port = port(jar);
      fixture.publish(BadMessage.NOT_JSON.message());
      fixture.publish(membership("ann"));
      jar.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);

      assertThat(jar.awaitOut("Kept 1 non-JSON message among the dead letters", LONG))
          .contains("offsets of " + fixture.topic() + "-0: 0", "Error: malformed/malformed_json: ");
      assertThat(fixture.kafka().endOffsets(dead).values()).containsExactly(new CommitPosition(1));
      assertDegraded(port);

      fixture.publish(BadMessage.NOT_JSON.message());
      fixture.publish(BadMessage.NOT_JSON.message());
      JsonTree blocked =
          Eventually.get(
              () -> partitionStatus(port).get("blocked"),
              // The record before shows as blocked while it is being set aside.
              it -> it.get("code").text().equals("malformed_streak"),
              LONG);
      assertThat(blocked.get("offset").text()).isEqualTo("3");
      assertThat(fixture.kafka().endOffsets(dead).values()).containsExactly(new CommitPosition(2));
    }
  }

  private static void assertDegraded(int port) throws Exception {
    JsonTree status = status(port);
    JsonTree passedOver = status.get("passed_over").items().get(0);
    assertThat(status.get("state").text()).isEqualTo("degraded");
    assertThat(passedOver.get("class").text()).isEqualTo("malformed");
    assertThat(passedOver.get("skipped").text()).isEqualTo("0");
    assertThat(passedOver.get("dead_lettered").text()).isEqualTo("1");
    try (JarProcess text =
        JarProcess.start(Map.of(), "status", "--url", "http://localhost:" + port)) {
      assertThat(text.awaitExit(LONG)).as(text.report()).isEqualTo(3);
      assertThat(text.out())
          .contains("! Messages were passed over: malformed, 0 skipped, 1 set aside");
    }
  }
}
