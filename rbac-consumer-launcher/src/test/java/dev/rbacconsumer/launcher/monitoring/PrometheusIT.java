package dev.rbacconsumer.launcher.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.server.ServerFault;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus scrapes the running jar beside a real broker. Of the two partitions one goes
 * on, with messages that are good, not JSON, or refused by the store at first; the other one stands
 * at a message that is old and invalid.
 */
class PrometheusIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String TOPIC = "outbox";
  private static final PartitionId GOES_ON = new PartitionId(TOPIC, 0);
  private static final PartitionId STANDS = new PartitionId(TOPIC, 1);
  private static final String APPLIED =
      "rbac_kafka_consumer_messages_processed_total{message_type='relations',status='success'}";
  private static final String MALFORMED =
      "rbac_kafka_consumer_validation_errors_total{error_type='malformed_json'}";
  private static final int GOOD = 30;
  private static final int BAD = 40;

  /** How long a call to the store takes at least, so that a quantile cannot be right by chance. */
  private static final Duration LATENCY = Duration.ofMillis(60);

  /** A rate is drawn out to the ends of its window, by a scrape or two on each side. */
  private static final double DRAWN_OUT = 1.6;

  private static final double WINDOW_SECONDS = 300;

  @TempDir private static Path folder;
  private static EmbeddedKafka kafka;
  private static RelationsServer relations;
  private static JarProcess jar;
  private static Prometheus prometheus;
  private static int port;

  @BeforeAll
  static void consumeUnderTheEyesOfPrometheus() throws Exception {
    Installed.prometheus("prometheus");
    kafka = EmbeddedKafka.start();
    kafka.createTopic(TOPIC, 2);
    kafka.alterTopic(TOPIC, Map.of("retention.ms", "604800000"));
    relations = RelationsServer.builder().start();
    jar = JarProcess.start(environment());
    port = Scrape.portIn(jar.awaitOut("Metrics at ", LONG));
    prometheus = Prometheus.start(Files.createDirectory(folder.resolve("prometheus")), port);
    await("count(rbac_kafka_consumer_oldest_unapplied_age_seconds)", 2);

    relations.next(Rpc.CREATE_TUPLES, 1, new ServerFault.Answer(GrpcErrorCode.UNAVAILABLE, "down"));
    kafka.publish(member("first"));
    kafka.publish(BadMessage.NOT_JSON.message().at(GOES_ON, new Offset(0)));
    kafka.publish(old(BadMessage.BLANK_RESOURCE_ID.message()));
    await(APPLIED, 1);
    await(MALFORMED, 1);
    relations.setLatency(LATENCY);
    for (int i = 0; i < GOOD; i++) {
      kafka.publish(member("principal-" + i));
    }
    for (int i = 0; i < BAD; i++) {
      kafka.publish(BadMessage.NOT_JSON.message().at(GOES_ON, new Offset(0)));
    }
    await(APPLIED, 1 + GOOD);
    await(MALFORMED, 1 + BAD);
  }

  @AfterAll
  static void stop() {
    Stream.of(prometheus, jar, relations, kafka)
        .filter(it -> it != null)
        .forEach(PrometheusIT::close);
  }

  @Test
  void rateOfMessagesIsThatOfWhatWasApplied() {
    String rate = "rate(rbac_kafka_consumer_messages_processed_total[5m])";

    assertThat(prometheus.query(rate))
        .filteredOn(it -> it.labels().get("status").equals("success"))
        .filteredOn(it -> it.labels().get("message_type").equals("relations"))
        .singleElement()
        .satisfies(it -> assertIncrease(it.value(), 1 + GOOD));
  }

  @Test
  void rateOfValidationErrorsIsThatOfWhatWasNoJson() {
    String rate = "rate(rbac_kafka_consumer_validation_errors_total[5m])";

    assertThat(prometheus.query(rate))
        .filteredOn(it -> it.labels().get("error_type").equals("malformed_json"))
        .singleElement()
        .satisfies(it -> assertIncrease(it.value(), 1 + BAD));
  }

  @Test
  void rateOfRetriesIsAboveZeroForTheMessageThatBlocks() {
    String rate = "rate(rbac_kafka_consumer_retry_attempts_total[5m])";

    assertThat(prometheus.query(rate))
        .filteredOn(it -> it.labels().get("attempt_number").equals("10"))
        .filteredOn(it -> it.value() > 0)
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isFinite())
        .satisfies(it -> assertThat(it.labels().get("retry_reason")).isEqualTo("invalid_id"));
    assertThat(prometheus.query(rate))
        .filteredOn(it -> it.labels().get("retry_reason").equals("unavailable"))
        .hasSize(10)
        .filteredOn(it -> it.value() > 0)
        .singleElement()
        .satisfies(it -> assertThat(it.labels().get("attempt_number")).isEqualTo("1"))
        .satisfies(it -> assertIncrease(it.value(), 1));
  }

  @Test
  void quantileOfTheTimeToProcessIsNotBelowWhatTheStoreTakes() {
    String buckets = "rbac_kafka_consumer_message_processing_duration_seconds_bucket";
    String quantile =
        "histogram_quantile(0.95, sum by (le) (rate(%s{message_type='relations'}[5m])))";

    assertThat(prometheus.query(quantile.formatted(buckets)))
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isBetween(LATENCY.toMillis() / 1e3, 10.0));
  }

  @Test
  void alertsAreActiveExactlyWhereTheyShouldBe() {
    Set<String> expected =
        Set.of(
            "RBACConsumerHighErrorRate",
            "RBACConsumerHighRetryRate",
            "RBACConsumerPartitionBlocked",
            "RBACConsumerMessagesPassedOver",
            "RBACConsumerRemovalLate",
            "RBACConsumerRemovalOverdue",
            "RBACConsumerBehind");

    Eventually.get(PrometheusIT::active, expected::equals, LONG);

    assertThat(prometheus.alerts())
        .hasSize(Monitoring.alerts().size())
        .allSatisfy(alert -> assertThat(alert.error()).as(alert.name()).isEmpty())
        .allSatisfy(alert -> assertThat(alert.health()).as(alert.name()).isEqualTo("ok"));
    assertThat(prometheus.alerts())
        .filteredOn(alert -> alert.name().startsWith("RBACConsumerRemoval"))
        .allMatch(alert -> alert.state().equals("firing"));
  }

  @Test
  void whereNoOneIsMeasuredThatIsTheOnlyAlert() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0);
        Prometheus blind =
            Prometheus.start(
                Files.createDirectory(folder.resolve("blind")), nobody.getLocalPort())) {
      Eventually.get(
          blind::alerts,
          alerts ->
              alerts.stream()
                  .filter(alert -> !alert.state().equals("inactive"))
                  .map(Prometheus.Alert::name)
                  .toList()
                  .equals(List.of("RBACConsumerAbsent")),
          LONG);
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void everyExpressionOfRulesDashboardAndDocumentsCanBeEvaluated(String expression) {
    var samples = prometheus.query(expression);

    // What compares, and what is told of a distribution as a whole, may well be nothing.
    if (expression.contains("(") && !expression.matches(".*([=<>] |absent).*")) {
      assertThat(samples).as(expression).isNotEmpty();
    }
  }

  @Test
  void promtoolFindsNothingToSayAboutTheMetrics() throws Exception {
    assertThat(Installed.promtool(Scrape.text(port), "check", "metrics")).isEmpty();
  }

  static Stream<String> expressions() {
    return Stream.of(
            Monitoring.alerts().stream().map(it -> it.query().text()),
            Monitoring.lines().stream().map(it -> it.query().text()),
            Monitoring.documented().stream())
        .flatMap(it -> it)
        .distinct();
  }

  private static Set<String> active() {
    return prometheus.alerts().stream()
        .filter(alert -> !alert.state().equals("inactive"))
        .map(Prometheus.Alert::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertIncrease(double rate, int increase) {
    assertThat(rate * WINDOW_SECONDS).isBetween(increase * 0.99, increase * DRAWN_OUT);
  }

  private static void await(String expression, double value) {
    Eventually.get(() -> prometheus.sum(expression), sum -> sum == value, LONG);
  }

  private static SourceRecord member(String principal) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + principal);
    return OutboxMessages.relations()
        .add(tuple)
        .createdAt(Instant.now().minusSeconds(1))
        .build()
        .at(GOES_ON, new Offset(0));
  }

  /** Ten minutes old, by its timestamp. */
  private static SourceRecord old(OutboxMessage message) {
    long then = Instant.now().minus(Duration.ofMinutes(10)).toEpochMilli();
    return new SourceRecord(
        STANDS, new Offset(0), then, message.key(), message.value(), message.headers());
  }

  private static Map<String, String> environment() {
    return Map.of(
        "KAFKA_ENABLED",
        "true",
        "KAFKA_SERVERS",
        kafka.bootstrapServers(),
        "RBAC_KAFKA_CONSUMER_TOPIC",
        TOPIC,
        "REPLICATION_TO_RELATION_ENABLED",
        "true",
        "RELATION_API_SERVER",
        relations.target(),
        "RBAC_KAFKA_CONSUMER_METRICS_PORT",
        "0",
        "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
        "10ms",
        "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
        "10ms",
        "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
        folder.resolve("live").toString(),
        "RBAC_KAFKA_CONSUMER_READINESS_FILE",
        folder.resolve("ready").toString());
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
