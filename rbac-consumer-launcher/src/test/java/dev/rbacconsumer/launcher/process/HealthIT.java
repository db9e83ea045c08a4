package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.BadMessage;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table of {@code docs/health.md}: the runnable jar, a real broker, and what befalls them. */
class HealthIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String WELL = "live ready: 200 200 200";

  @RegisterExtension private final JarFixture fixture = JarFixture.withOwnBroker(2);

  @Test
  void withoutItsBrokerTheConsumerIsAliveAndNotReadyAndReadyWhenItIsBack() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      await(port, WELL);

      fixture.kafka().stop();
      await(port, "live: 200 503 200");
      assertThat(ask(port, "/readyz").body())
          .contains("\"name\":\"kafka\",\"ok\":false,\"reason\":\"no answer from ");
      assertThat(ask(port, "/status").body())
          .contains("\"state\":\"degraded\"")
          .contains("\"problem\":{\"reason\":\"no answer from ");
      fixture.kafka().restart();
      await(port, WELL);
      jar.terminate();

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isZero();
      // The first look may come before the first answer, or after it.
      assertThat(told(jar, "Health: "))
          .filteredOn(line -> !line.startsWith("INFO  Health: not connected to Kafka yet"))
          .containsExactly(
              "INFO  Health: connected",
              "WARN  Health: not connected to Kafka; not ready (kafka: no answer from "
                  + fixture.kafka().bootstrapServers()
                  + " within 5000 ms)",
              "INFO  Health: connected");
      assertThat(told(jar, "clientId=")).doesNotHaveDuplicates();
    }
    assertThat(fixture.files()).isEmptyDirectory();
  }

  @Test
  void aBlockedPartitionAndAnOutageOfTheStoreAreReportedAndFailNothing() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      int port = port(jar);
      await(port, WELL);
      fixture.publishTo(0, membership("ann"));
      fixture.publishTo(1, membership("ann"));
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);
      jar.awaitOut("Committed offset (partition: 1, offset: 0)", LONG);
      fixture.relations().stop();
      fixture.publish(BadMessage.BLANK_RESOURCE_ID.message());
      fixture.publishTo(1, membership("ann"));

      String told =
          Eventually.get(
              () -> ask(port, "/readyz").body(),
              it -> it.contains(blocked(0)) && it.contains(blocked(1)),
              LONG);
      assertThat(told)
          .startsWith("{\"status\":\"degraded\"")
          .contains(
              blocked(0) + "\"reason\":\"invalid: ",
              blocked(1) + "\"reason\":\"transient: unavailable\",\"since\":\"");
      assertThat(seen(port)).isEqualTo(WELL);

      fixture.relations().start();
      Eventually.get(() -> ask(port, "/livez").body(), it -> !it.contains("\"partition\":1"), LONG);
    }
  }

  @Test
  void aConsumerThatEndsByItselfLeavesNothingBehind() throws Exception {
    Map<String, String> strict = fixture.environment();
    strict.put("RBAC_KAFKA_CONSUMER_ON_INVALID", "stop");
    try (JarProcess jar = JarProcess.start(strict)) {
      await(port(jar), WELL);

      fixture.publish(BadMessage.BLANK_RESOURCE_ID.message());

      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(1);
    }
    assertThat(fixture.files()).isEmptyDirectory();
  }

  @Test
  void whatAKilledConsumerLeftIsGoneBeforeTheNextOneReadsAWord() throws Exception {
    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      await(port(jar), WELL);
      jar.kill();
      jar.awaitExit(LONG);
    }
    assertThat(seen()).isEqualTo("live ready");
    Map<String, String> lost = fixture.environment();
    lost.put("KAFKA_SERVERS", "127.0.0.1:1");

    try (JarProcess jar = JarProcess.start(lost)) {
      jar.awaitOut("RBAC Kafka consumer started", LONG);
      assertThat(seen()).isNotEqualTo("live ready");
      int port = port(jar);
      await(port, "live: 200 503 503");
    }
  }

  @Test
  void aSecondConsumerThatIsRefusedTakesNoFileOfTheFirst() throws Exception {
    Map<String, String> calm = fixture.environment();
    calm.put("RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL", "10m");
    try (JarProcess first = JarProcess.start(calm)) {
      int port = port(first);
      await(port, WELL);
      Map<String, String> same = fixture.environment();
      same.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", String.valueOf(port));
      Map<String, String> unusable = fixture.environment();
      unusable.put("RELATION_API_CA_FILE", "/no/such/file");

      for (Map<String, String> refused : List.of(same, unusable)) {
        // The first one looks less often, so that what is taken away stays away.
        try (JarProcess second = JarProcess.start(refused)) {
          int code = second.awaitExit(LONG);

          assertThat(code).as(second.report()).isEqualTo(refused == same ? 1 : 2);
          assertThat(seen()).isEqualTo("live ready");
        }
      }
      assertThat(seen(port)).isEqualTo(WELL);
    }
  }

  @Test
  void aLaneThatHangsEndsTheLivenessWhichIsAnsweredAllTheSame() throws Exception {
    Path hanging =
        ModuleJar.write(
            fixture.files().resolve("hanging.jar"), NeverReturns.class, NeverReturns.Wired.class);
    Map<String, String> impatient = fixture.environment();
    impatient.put("RELATION_API_TIMEOUT", "2s");
    impatient.put("RBAC_KAFKA_CONSUMER_STALL_REPORT", "1s");
    impatient.put("RBAC_KAFKA_CONSUMER_STALL_LIVENESS", "1s");
    impatient.put("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "1s");
    try (JarProcess jar = JarProcess.startWith(hanging, impatient)) {
      int port = port(jar);
      await(port, WELL);

      fixture.publishTo(1, membership("ann"));

      await(port, ": 503 503 200");
      // On a busy machine another partition may count as stalled, too, but not for long.
      String livez =
          Eventually.get(
              () -> ask(port, "/livez").body(),
              it ->
                  it.contains("stands still without a reason: partition " + fixture.topic() + "-1"),
              LONG);
      assertThat(livez)
          .contains("{\"what\":\"stalled\",\"topic\":\"" + fixture.topic() + "\",\"partition\":1,");
      jar.terminate();
      jar.awaitExit(LONG);
    }
    assertThat(seen()).isEmpty();
  }

  @Test
  void aConsumerThatIsSwitchedOffIsWell() throws Exception {
    Map<String, String> off = fixture.environment();
    off.put("RBAC_KAFKA_CONSUMER_REPLICAS", "0");
    try (JarProcess jar = JarProcess.start(off)) {
      int port = port(jar);
      await(port, WELL);

      assertThat(ask(port, "/readyz").body())
          .contains("switched off by RBAC_KAFKA_CONSUMER_REPLICAS=0");
    }
  }

  /** The beginning of the degradation that the probes report of a partition. */
  private String blocked(int partition) {
    return "\"what\":\"blocked\",\"topic\":\"%s\",\"partition\":%d,"
        .formatted(fixture.topic(), partition);
  }

  private void await(int port, String wanted) {
    Eventually.get(() -> seen(port), wanted::equals, LONG);
  }

  /** Files, then the status of liveness, readiness and startup. */
  private String seen(int port) {
    return "%s: %d %d %d"
        .formatted(
            seen(),
            ask(port, "/livez").statusCode(),
            ask(port, "/readyz").statusCode(),
            ask(port, "/startupz").statusCode());
  }

  private String seen() {
    return (Files.exists(fixture.files().resolve("live")) ? "live" : "")
        + (Files.exists(fixture.files().resolve("ready")) ? " ready" : "");
  }

  private static HttpResponse<String> ask(int port, String path) {
    return Scrape.request("GET", port, path, "");
  }

  /** Level and text of the lines with a part, without times and threads. */
  private static List<String> told(JarProcess jar, String part) {
    return jar.out().stream()
        .filter(line -> line.contains(part))
        .map(line -> line.replaceFirst("^\\S+ (\\w+ +)\\[.*?\\] \\w+: ", "$1"))
        .toList();
  }
}
