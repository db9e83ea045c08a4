package dev.rbacconsumer.launcher.process;

import static dev.rbacconsumer.launcher.process.JarFixture.membership;
import static dev.rbacconsumer.launcher.process.JarFixture.port;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.launcher.metrics.ExpositionText;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads from the runnable jar, beside a real broker and a Relations API. */
class MetricsIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String PREFIX = "rbac_kafka_consumer_";

  @RegisterExtension private final JarFixture fixture = JarFixture.withSharedBroker();

  @Test
  void whatWasAppliedAndCommittedIsCountedAndNothingIsBehind() throws Exception {
    fixture.publish(membership("ann"), membership("bob"), OutboxMessages.withValue("no JSON"));

    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      jar.awaitOut("Committed offset (partition: 0, offset: 2)", LONG);
      ExpositionText metrics = Scrape.metrics(port(jar));

      assertThat(metrics.types().keySet())
          .filteredOn(name -> name.startsWith("rbac_"))
          .containsExactlyInAnyOrderElementsOf(families());
      assertThat(metrics.value("process_open_fds")).isPositive();
      assertThat(metrics.value("jvm_memory_bytes_used{area=\"heap\",}")).isPositive();
      assertThat(value(metrics, "client_records_consumed_total")).isEqualTo(3);
      assertThat(value(metrics, "client_connections")).isPositive();
      assertThat(value(metrics, "client_failed_authentications_total")).isZero();
      assertThat(processed(metrics, "relations", "success")).isEqualTo(2);
      assertThat(processed(metrics, "unknown", "skipped")).isEqualTo(1);
      assertThat(value(metrics, "validation_errors_total{error_type=\"malformed_json\",}"))
          .isEqualTo(1);
      assertThat(value(metrics, "tuples_total{operation=\"added\",}")).isEqualTo(2);
      assertThat(value(metrics, "tuples_total{operation=\"removed\",}")).isZero();
      assertThat(
              value(
                  metrics,
                  "message_processing_duration_seconds_count{message_type=\"relations\",}"))
          .isEqualTo(2);
      assertThat(value(metrics, "lock_acquisition_total{reason=\"startup\",status=\"success\",}"))
          .isEqualTo(1);
      assertThat(value(metrics, "rebalance_events_total{event_type=\"partitions_assigned\",}"))
          .isEqualTo(1);
      assertThat(value(metrics, "commits_total{status=\"failure\",}")).isZero();
      assertThat(metrics.value("rbac_kessel_write_duration_seconds_count{operation=\"add\",}"))
          .isEqualTo(2);
      assertThat(value(metrics, "relations_calls_total{operation=\"lock\",outcome=\"success\",}"))
          .as("the lock and the first mark; more marks may have followed")
          .isGreaterThanOrEqualTo(2);
      assertThat(value(metrics, "repeated_events_total")).isZero();
      assertThat(ofPartition(port(jar), "replay_records_left")).isZero();
      Eventually.get(() -> ofPartition(port(jar), "lag"), lag -> lag.equals(0.0), LONG);
      assertThat(ofPartition(port(jar), "blocked")).isZero();
    }
  }

  @Test
  void recordThatBlocksShowsAsBlockedAndWhatIsBehindItAsLag() throws Exception {
    fixture.publish(
        membership("first"), BadMessage.BLANK_RESOURCE_ID.message(), membership("behind"));

    try (JarProcess jar = JarProcess.start(fixture.environment())) {
      jar.awaitOut("Retrying message processing", LONG);

      Eventually.get(() -> ofPartition(port(jar), "lag"), lag -> lag.equals(2.0), LONG);
      assertThat(ofPartition(port(jar), "blocked")).isEqualTo(1);
      assertThat(processed(Scrape.metrics(port(jar)), "relations", "success")).isEqualTo(1);
    }
  }

  @Test
  void portThatIsTakenEndsTheProcessWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        JarProcess jar = JarProcess.start(environment("" + taken.getLocalPort()))) {
      assertThat(jar.awaitExit(LONG)).as(jar.report()).isEqualTo(1);
      assertThat(jar.out())
          .filteredOn(line -> line.contains("ERROR") || line.startsWith(" "))
          .singleElement()
          .asString()
          .contains("Cannot serve metrics on port " + taken.getLocalPort() + ": ");
      assertThat(jar.err()).isEmpty();
    }
    assertThat(fixture.files()).isEmptyDirectory();
  }

  @Test
  void withoutMetricsTheConsumerRunsAllTheSame() throws Exception {
    fixture.publish(membership("unmeasured"));

    try (JarProcess jar = JarProcess.start(environment("off"))) {
      jar.awaitOut("Committed offset (partition: 0, offset: 0)", LONG);

      assertThat(jar.out()).noneMatch(line -> line.contains("Metrics at "));
    }
  }

  private Map<String, String> environment(String metricsPort) {
    Map<String, String> environment = fixture.environment();
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", metricsPort);
    return environment;
  }

  private double ofPartition(int port, String family) {
    String sample = PREFIX + family + "{partition=\"0\",topic=\"" + fixture.topic() + "\",}";
    return Scrape.metrics(port).samples().getOrDefault(sample, -1.0);
  }

  private static double processed(ExpositionText metrics, String type, String status) {
    return value(
        metrics,
        "messages_processed_total{message_type=\"%s\",status=\"%s\",}".formatted(type, status));
  }

  private static double value(ExpositionText metrics, String sample) {
    return metrics.value(PREFIX + sample);
  }

  private static Set<String> families() {
    Set<String> names = new TreeSet<>();
    for (MetricFamily family : MetricFamily.values()) {
      names.add(family.exportName());
    }
    return names;
  }
}
