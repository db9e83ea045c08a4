package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.config.types.AdvertisedUrl;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsReaderTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "kafka:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations");

  /** The settings of delivery with {@link #everything}. */
  private static final DeliverySettings DELIVERY =
      new DeliverySettings(
          LaneSettings.DEFAULT
              .withBackoff(
                  Backoff.from(Duration.ofMillis(500)).upTo(Duration.ofMinutes(2)).withJitter(0.25))
              .withPolicies(NonDefaultSettings.POLICIES)
              .withQueue(7, 65_536)
              .withWindow(8)
              .withWindowTuples(80)
              .withBatchMaxMessages(9)
              .withReplay(ReplayOptionsTest.LANES)
              .withQuarantine(NonDefaultSettings.QUARANTINE),
          Optional.of("outbox.dead"),
          Optional.of("outbox.parked"),
          DataLossPolicy.LATEST,
          true,
          Path.of("/var/replays"),
          1024 * 1024);

  @Test
  void leastThatMustBeSetGivesAllDefaults() {
    // When
    var settings = accepted(LEAST).settings();

    // Then
    assertThat(settings)
        .isEqualTo(
            new Settings(
                new KafkaSourceSettings(
                    new KafkaClientSettings(
                        "kafka:9092",
                        "rbac-consumer-group",
                        "rbac-consumer",
                        Map.of("group.protocol", "classic")),
                    "outbox.event.relations"),
                DeliveryMode.DRY_RUN,
                RelationsSettings.forTarget("localhost:9000").build(),
                new DeliverySettings(
                    LaneSettings.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    DataLossPolicy.BLOCK,
                    false,
                    Path.of("/tmp"),
                    256 * 1024 * 1024),
                DecoderSettings.DEFAULT,
                new TokenSettings.Log(),
                ActionSettingsReadTest.DEFAULTS,
                new Settings.Health(
                    Duration.ofSeconds(30),
                    Path.of("/tmp/kubernetes-liveness"),
                    Path.of("/tmp/kubernetes-readiness"),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(300),
                    Duration.ofHours(1)),
                new Settings.Metrics(
                    Optional.of(9464), "/metrics", List.of(), new AdvertisedUrl.Automatic()),
                StatusAccess.ALL,
                10_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                new Settings.Log(LogLevel.INFO, LogFormat.TEXT, Optional.of(20)),
                true));
  }

  @Test
  void everySettingCanBeSet() {
    // Given
    Map<String, String> environment = everything();
    assertThat(environment.keySet())
        .containsExactlyInAnyOrderElementsOf(
            AllSettings.ALL.stream()
                .map(Setting::name)
                .filter(it -> !RelationsSettingsReadTest.EXCLUDED_BY_OTHERS.contains(it))
                .filter(it -> !TokenSettingsReadTest.EXCLUDED_BY_OTHERS.contains(it))
                .toList());

    // When
    var result = accepted(environment);

    // Then
    assertThat(result.settings())
        .isEqualTo(
            new Settings(
                new KafkaSourceSettings(
                    new KafkaClientSettings(
                        "a:1,[::1]:2,b.example.com:3",
                        "aZ09/_|-=+",
                        "rbac-consumer",
                        Map.of(
                            "group.protocol", "consumer", "group.instance.id", "rbac-consumer-0")),
                    "outbox.event.relations"),
                DeliveryMode.DELIVER,
                RelationsSettingsReadTest.EVERYTHING,
                DELIVERY,
                NonDefaultSettings.DECODING,
                TokenSettingsReadTest.EVERYTHING,
                ActionSettingsReadTest.EVERYTHING,
                NonDefaultSettings.HEALTH,
                new Settings.Metrics(
                    Optional.empty(),
                    "/m/e",
                    List.of("a.example", "*.b.example"),
                    new AdvertisedUrl.Given(URI.create("http://10.0.0.7:9464"))),
                StatusAccess.LOOPBACK,
                0,
                Duration.ofSeconds(20),
                Duration.ofSeconds(3),
                new Settings.Log(LogLevel.DEBUG, LogFormat.JSON, Optional.empty()),
                false));
    assertThat(result.warnings()).isEmpty();
  }

  private static Map<String, String> everything() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("RBAC_KAFKA_CONSUMER_REPLICAS", "0");
    environment.put("CLOWDER_ENABLED", "no");
    environment.put("ACG_CONFIG", "");
    environment.put("RBAC_KAFKA_CUSTOM_CONSUMER_BROKER", "");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PATH", "/m/e");
    environment.put("RBAC_KAFKA_CONSUMER_STATUS_ACCESS", "loopback");
    environment.put("RBAC_KAFKA_CONSUMER_APPLIED_EVENTS", "0");
    environment.put("RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS", "a.example, *.b.example");
    environment.put("RBAC_KAFKA_CONSUMER_ADMIN_ADVERTISED_URL", "http://10.0.0.7:9464");
    environment.put("KAFKA_SERVERS", "a:1, [::1]:2,b.example.com:3");
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_ID", "aZ09/_|-=+");
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL", "Consumer");
    environment.put("RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID", "rbac-consumer-0");
    environment.put("REPLICATION_TO_RELATION_ENABLED", "True");
    environment.putAll(RelationsSettingsReadTest.everything());
    environment.putAll(TokenSettingsReadTest.everything());
    environment.putAll(ActionSettingsReadTest.everything());
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "0.5");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "2m");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_JITTER", "0.25");
    environment.putAll(ReplayOptionsTest.everything());
    environment.putAll(NonDefaultSettings.quarantine());
    environment.putAll(NonDefaultSettings.policies());
    environment.put("RBAC_KAFKA_CONSUMER_ON_DATA_LOSS", "latest");
    environment.put("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true");
    environment.put("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "outbox.dead");
    environment.put("RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS", "yes");
    environment.put("RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE", "hbi");
    environment.put("RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES", "1MiB");
    environment.put("RBAC_KAFKA_CONSUMER_MAX_TUPLES", "12");
    environment.put("RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH", "9");
    environment.put("RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH", "2000");
    environment.put("RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH", "11");
    environment.put("RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS", "7");
    environment.put("RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES", "64KiB");
    environment.put("RBAC_KAFKA_CONSUMER_WINDOW", "8");
    environment.put("RBAC_KAFKA_CONSUMER_WINDOW_MAX_TUPLES", "80");
    environment.put("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", "9");
    environment.put("RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT", "20");
    environment.put("RBAC_KAFKA_CONSUMER_STORE_WAIT", "3s");
    environment.put("RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL", "5s");
    environment.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", "/run/alive");
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", "/run/ready");
    environment.put("RBAC_KAFKA_CONSUMER_STALL_REPORT", "20s");
    environment.put("RBAC_KAFKA_CONSUMER_STALL_LIVENESS", "40s");
    environment.put("RBAC_KAFKA_CONSUMER_PASSED_OVER_DEGRADED", "0");
    environment.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", "Off");
    environment.put("DJANGO_LOG_LEVEL", "debug");
    environment.put("RBAC_KAFKA_CONSUMER_LOG_FORMAT", "Json");
    environment.put("RBAC_KAFKA_CONSUMER_LOG_MAX_RATE", "Off");
    return environment;
  }

  @Test
  void nothingSetNamesEverythingThatIsMissing() {
    assertThat(problems(Map.of()))
        .containsExactly(
            "KAFKA_ENABLED: want true, or the consumer does not run,"
                + " got nothing, which means \"false\"",
            "RBAC_KAFKA_CONSUMER_TOPIC: want the name of a topic"
                + " (1 to 249 of A-Z a-z 0-9 . _ -) (or --topic), got nothing");
  }

  @Test
  void policyThatSetsAsideNeedsATopicOfItsOwn() {
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_ON_REJECTED", "dead-letter")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_ON_REJECTED: want RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC beside it,"
                + " or another policy, got \"dead-letter\"");
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "outbox.event.relations")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC: want another topic than the one that is read,"
                + " got \"outbox.event.relations\"");
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_ON_INVALID", "ignore")))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_ON_INVALID: want one of retry, skip, dead-letter, quarantine,"
                + " stop, got \"ignore\"");
  }

  @Test
  void blankCountsAsNotSet() {
    assertThat(accepted(with("RELATION_API_TIMEOUT", "  ")).settings().relations().callDeadline())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(problems(with("RBAC_KAFKA_CONSUMER_TOPIC", " ")))
        .singleElement()
        .asString()
        .contains("nothing");
  }

  @Test
  void withoutBrokersTheOneOfALaptopIsUsedAndTheLogWarns() {
    SettingsResult.Accepted result = accepted(with("KAFKA_SERVERS", ""));

    assertThat(result.settings().kafka().client().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(result.warnings())
        .contains("KAFKA_SERVERS is not set: the broker is localhost:9092, which is the default");
  }

  @Test
  void topicOptionBeatsTheVariable() {
    // When
    var result = SettingsReader.read(LEAST, Map.of("--topic", "other"));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            it -> {
              assertThat(it.settings().kafka().topic()).isEqualTo("other");
              assertThat(it.lines())
                  .contains("RBAC_KAFKA_CONSUMER_TOPIC = \"other\" (--topic)")
                  .contains("KAFKA_SERVERS = \"kafka:9092\" (environment)")
                  .contains("RELATION_API_TIMEOUT = \"10s\" (default)");
            });
  }

  @Test
  void wrongOptionIsReportedByItsOwnName() {
    // When
    var result = SettingsReader.read(LEAST, Map.of("--topic", "no spaces"));

    // Then
    assertThat(lines(result))
        .singleElement()
        .asString()
        .startsWith("--topic: ")
        .endsWith("got \"no spaces\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "KAFKA_ENABLED; maybe; got \"maybe\"",
        "KAFKA_ENABLED; off; got \"off\"",
        "KAFKA_SERVERS; a:1,,b:2; got \"a:1,,b:2\", wrong at entry 2",
        "RBAC_KAFKA_CONSUMER_TOPIC; a/b; got \"a/b\"",
        "RBAC_KAFKA_CONSUMER_GROUP_ID; my group; got \"my group\" with U+0020 at position 3",
        "RBAC_KAFKA_CONSUMER_GROUP_ID; grüppe; got \"grüppe\" with U+00FC at position 3",
        "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL; eager; got \"eager\"",
        "RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID; pod 0; got \"pod 0\"",
        "REPLICATION_TO_RELATION_ENABLED; ja; got \"ja\"",
        "RELATION_API_SERVER; relations:0; got \"relations:0\"",
        "RELATION_API_TIMEOUT; -1s; got \"-1s\"",
        "RELATION_API_DIALECT; kessel; got \"kessel\"",
        "RBAC_KAFKA_CONSUMER_RETRY_JITTER; 1.1; got \"1.1\"",
        "RBAC_KAFKA_CONSUMER_RETRY_JITTER; NaN; got \"NaN\"",
        "RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES; 0; got \"0\"",
        "RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH; 7; got \"7\"",
        "RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH; many; got \"many\"",
        "RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH; 0; got \"0\"",
        "RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS; 0; got \"0\"",
        "RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES; 9999999999GiB; got \"9999999999GiB\"",
        "RBAC_KAFKA_CONSUMER_WINDOW; 100001; got \"100001\"",
        "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES; 0; got \"0\"",
        "RBAC_KAFKA_CONSUMER_METRICS_PORT; :9464; got \":9464\"",
        "RBAC_KAFKA_CONSUMER_METRICS_PORT; none; got \"none\"",
      })
  void wrongValueIsOneLineWithNameAndValue(String name, String value, String got) {
    assertThat(problems(with(name, value)))
        .singleElement()
        .asString()
        .startsWith(name + ": want ")
        .endsWith(got);
  }

  @Test
  void allProblemsComeAtOnce() {
    // Given
    Map<String, String> environment = with("RELATION_API_TIMEOUT", "soon");
    environment.put("DJANGO_LOG_LEVEL", "loud");
    environment.put("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "10m");
    environment.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", "/tmp/x/../kubernetes-liveness");

    // Then
    assertThat(problems(environment))
        .containsExactly(
            "RELATION_API_TIMEOUT: want a duration from 1ms to 1h"
                + " such as 250ms, 10s, 5m or 10 (seconds), got \"soon\"",
            "DJANGO_LOG_LEVEL: want one of DEBUG, INFO, WARNING, ERROR, CRITICAL, got \"loud\"",
            "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY:"
                + " want at least RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY (10m),"
                + " got nothing, which means \"5m\"",
            "RBAC_KAFKA_CONSUMER_READINESS_FILE:"
                + " want another file than RBAC_KAFKA_CONSUMER_LIVENESS_FILE,"
                + " got \"/tmp/x/../kubernetes-liveness\"");
  }

  @Test
  void longOrControlledTextIsShownBoundedOnOneLine() {
    assertThat(problems(with("DJANGO_LOG_LEVEL", "a\nb\u001b[31m" + "x".repeat(500))))
        .singleElement()
        .asString()
        .endsWith("got \"a\\nb\\u001b[31m" + "x".repeat(66) + "…\"");
  }

  @Test
  void replicationSwitchedOffIsSaidLoudly() {
    assertThat(accepted(LEAST).warnings())
        .singleElement()
        .asString()
        .startsWith("REPLICATION_TO_RELATION_ENABLED is false, so this is a DRY RUN")
        .contains("nothing is applied or committed");
  }

  @Test
  void aDryRunIsTheFirstWarning() {
    assertThat(accepted(with("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELEY", "1s")).warnings())
        .hasSize(2)
        .first()
        .asString()
        .contains("DRY RUN");
  }

  @Test
  void aConsumerThatIsSwitchedOffIsNoDryRun() {
    assertThat(accepted(with("RBAC_KAFKA_CONSUMER_REPLICAS", "0")).warnings()).isEmpty();
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  private static SettingsResult.Accepted accepted(Map<String, String> environment) {
    return SettingsReader.read(environment, Map.of())
        .match(it -> it, refused -> fail(refused.problems().toString()));
  }

  private static List<String> problems(Map<String, String> environment) {
    return lines(SettingsReader.read(environment, Map.of()));
  }

  private static List<String> lines(SettingsResult result) {
    return result.match(
        accepted -> List.of(),
        refused -> refused.problems().stream().map(Problem::toString).toList());
  }
}
