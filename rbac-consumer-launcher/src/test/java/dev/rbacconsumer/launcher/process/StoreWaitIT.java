package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.member;
import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.Eventually;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the runnable jar does at its start while the store does not answer. */
class StoreWaitIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String WAITING =
      "The Relations API gives no usable answer yet: waiting up to ";
  private static final String ASSIGNED = "Partitions assigned";

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker(2);

  @Test
  void itTakesNoPartitionBeforeTheStoreAnswers() throws Exception {
    fixture.publish(membership("ann"));
    fixture.relations().stop();
    try (JarProcess jar = JarProcess.start(waiting("5m"))) {
      int port = port(jar);
      jar.awaitOut(WAITING, LONG);

      String readyz =
          Eventually.get(
              () -> Scrape.request("GET", port, "/readyz", "").body(),
              it -> it.contains("\"name\":\"kafka\",\"ok\":true"),
              LONG);
      assertThat(readyz)
          .startsWith("{\"status\":\"failed\"")
          .contains("\"name\":\"start\",\"ok\":false,\"reason\":\"waits up to 5m for ");
      assertThat(jar.out()).noneMatch(line -> line.contains(ASSIGNED));

      fixture.relations().start();
      jar.awaitOut("The Relations API answers", LONG);
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      assertThat(fixture.relations().tuples()).contains(member("ann"));
      assertThat(Scrape.request("GET", port, "/readyz", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itTakesNoPartitionFromAnInstanceThatDelivers() throws Exception {
    try (JarProcess delivering = JarProcess.start(fixture.environment())) {
      fixture.publish(membership("ann"));
      delivering.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      Map<String, String> cutOff = waiting("5m");
      cutOff.put("RELATION_API_SERVER", "127.0.0.1:1");
      try (JarProcess waiting = JarProcess.start(cutOff)) {
        waiting.awaitOut(WAITING, LONG);

        fixture.publish(membership("bob"));
        delivering.awaitOut("Committed offset (partition: 0, offset: 1)", LONG);
        waiting.terminate();

        assertThat(waiting.awaitExit(LONG)).as(waiting.report()).isZero();
        assertThat(waiting.out()).noneMatch(line -> line.contains(ASSIGNED));
        assertThat(delivering.out()).noneMatch(line -> line.contains("Partitions revoked"));
      }
    }
  }

  @Test
  void itGoesOnWithoutTheStoreAfterTheLongestWait() throws Exception {
    fixture.relations().stop();
    try (JarProcess jar = JarProcess.start(waiting("2s"))) {
      int port = port(jar);
      jar.awaitOut(
          "The Relations API has given no usable answer within 2s: asking for partitions", LONG);
      jar.awaitOut(ASSIGNED, LONG);

      Eventually.get(
          () -> Scrape.request("GET", port, "/readyz", "").statusCode(), it -> it == 200, LONG);
    }
  }

  private Map<String, String> waiting(String longest) {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_STORE_WAIT", longest);
    return environment;
  }
}
