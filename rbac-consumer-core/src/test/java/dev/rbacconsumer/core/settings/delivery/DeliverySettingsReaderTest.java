package dev.rbacconsumer.core.settings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.time.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of delivery as an embedder reads them from a map. */
final class DeliverySettingsReaderTest {
  private static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "0.5"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY", "2m"),
          Map.entry("RBAC_KAFKA_CONSUMER_RETRY_JITTER", "0.25"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_MALFORMED", "skip"),
          Map.entry("RBAC_KAFKA_CONSUMER_MALFORMED_STREAK", "77"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_INVALID", "dead-letter"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_REJECTED", "stop"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_DATA_LOSS", "latest"),
          Map.entry("RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC", "true"),
          Map.entry("RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC", "outbox.dead"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS", "7"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES", "64KiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_WINDOW", "8"),
          Map.entry("RBAC_KAFKA_CONSUMER_WINDOW_MAX_TUPLES", "80"),
          Map.entry("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", "9"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "outbox.parked"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES", "11"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_BYTES", "12KiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS", "denied, t_banned"),
          Map.entry("RBAC_KAFKA_CONSUMER_QUARANTINE_UNREADABLE", "by-key"),
          Map.entry("RBAC_KAFKA_CONSUMER_ON_STORE_LOSS", "continue"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY", "step-by-step"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES", "1MiB"),
          Map.entry("RBAC_KAFKA_CONSUMER_REPLAY_DIR", "/var/replays"),
          Map.entry("RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS", "0"),
          Map.entry("RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1"));

  @Test
  void nothingSetGivesTheDefaultsOfTheParts() {
    DeliverySettings settings = read(Map.of()).orThrow();

    assertThat(settings.lanes()).isEqualTo(LaneSettings.DEFAULT);
    assertThat(settings.dispatcher("group")).isEqualTo(DispatcherSettings.defaults("group"));
    assertThat(settings.deadLetterTopic()).isEmpty();
    assertThat(settings.quarantineTopic()).isEmpty();
    assertThat(settings.lanes().quarantine()).isEqualTo(QuarantineSettings.OFF);
    assertThat(settings.replayDirectory()).isEqualTo(Path.of("/tmp"));
    assertThat(settings.maxReplayBytes()).isEqualTo(256L * 1024 * 1024);
    assertThat(settings.replayTables()).isNotNull();
  }

  @Test
  void everySettingReachesItsPart() {
    assertThat(EVERYTHING.keySet())
        .containsExactlyInAnyOrderElementsOf(
            new DeliverySettingsReader(SettingValues.of(Map.of()))
                .settings().stream().map(it -> it.name()).toList());

    DeliverySettings settings = read(EVERYTHING).orThrow();

    assertThat(settings.lanes(Duration.ofSeconds(3), new ChangeSteps(4, 5)))
        .isEqualTo(
            LaneSettings.DEFAULT
                .withBackoff(
                    Backoff.from(Duration.ofMillis(500))
                        .upTo(Duration.ofMinutes(2))
                        .withJitter(0.25))
                .withAttemptTimeout(Duration.ofSeconds(3))
                .withPolicies(
                    FailurePolicies.all(FailurePolicy.DEAD_LETTER)
                        .withRejected(FailurePolicy.STOP)
                        .withMalformedStreak(77))
                .withQueue(7, 65_536)
                .withWindow(8)
                .withBatchMaxMessages(9)
                .withWindowTuples(80)
                .withSteps(new ChangeSteps(4, 5))
                .withReplay(
                    new ReplaySettings(
                        ReplayMode.STEP_BY_STEP,
                        StoreLossPolicy.CONTINUE,
                        0,
                        Duration.ofSeconds(1)))
                .withQuarantine(
                    new QuarantineSettings(
                        true, Set.of("t_denied", "t_banned"), true, 11, 12 * 1024)));
    assertThat(settings.dispatcher("group"))
        .isEqualTo(
            DispatcherSettings.defaults("group")
                .withOnDataLoss(DataLossPolicy.LATEST)
                .withCompactedTopic(true));
    assertThat(settings.withDeadLetterTopic(it -> "my-" + it).deadLetterTopic())
        .contains("my-outbox.dead");
    assertThat(settings.withQuarantineTopic(it -> "my-" + it).quarantineTopic())
        .contains("my-outbox.parked");
    assertThat(settings.replayDirectory()).isEqualTo(Path.of("/var/replays"));
    assertThat(settings.maxReplayBytes()).isEqualTo(1024 * 1024);
  }

  @ParameterizedTest
  @CsvSource({"auto, auto", "AUTO, auto", "1, 1", "10000, 10000"})
  void batchesHaveANumberOrAnAdaptiveSize(String value, String size) {
    DeliverySettings settings =
        read(Map.of("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", value)).orThrow();

    assertThat(settings.lanes().batchSize()).hasToString(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "-1", "automatic", "1e3"})
  void noOtherBatchesCanBeSet(String value) {
    assertThat(problems(read(Map.of("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", value))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES: want auto or a whole number from 1 to 10000,"
                + " got \""
                + value
                + '"');
  }

  @Test
  void allProblemsAreNamedAsTheLauncherNamesThem() {
    Map<String, String> wrong =
        Map.of(
            "RBAC_KAFKA_CONSUMER_WINDOW", "0",
            "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY", "10m",
            "RBAC_KAFKA_CONSUMER_ON_REJECTED", "dead-letter");
    String first = "RBAC_KAFKA_CONSUMER_WINDOW: want a whole number from 1 to 100000, got \"0\"";
    String second =
        "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY: want at least RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY"
            + " (10m), got nothing, which means \"5m\"";
    String third =
        "RBAC_KAFKA_CONSUMER_ON_REJECTED: want RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC beside it, or"
            + " another policy, got \"dead-letter\"";

    assertThat(problems(read(wrong))).containsExactly(first, second, third);
    assertThatThrownBy(() -> read(wrong).orThrow())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.join("\n", first, second, third));
  }

  @Test
  void deadLettersNeedATopic() {
    FailurePolicies policies =
        FailurePolicies.all(FailurePolicy.SKIP).withMalformed(FailurePolicy.DEAD_LETTER);

    assertThatThrownBy(
            () ->
                new DeliverySettings(
                    LaneSettings.DEFAULT.withPolicies(policies),
                    Optional.empty(),
                    Optional.empty(),
                    DataLossPolicy.BLOCK,
                    false,
                    Path.of("/tmp"),
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dead-letter topic: want one for ");
  }

  @Test
  void quarantineNeedsATopic() {
    for (LaneSettings lanes :
        List.of(
            LaneSettings.DEFAULT.withQuarantine(QuarantineSettings.ON),
            LaneSettings.DEFAULT.withPolicies(
                FailurePolicies.DEFAULT.withInvalid(FailurePolicy.QUARANTINE)),
            LaneSettings.DEFAULT.withPolicies(
                FailurePolicies.DEFAULT.withRejected(FailurePolicy.QUARANTINE)))) {
      assertThatThrownBy(
              () ->
                  new DeliverySettings(
                      lanes,
                      Optional.empty(),
                      Optional.empty(),
                      DataLossPolicy.BLOCK,
                      false,
                      Path.of("/tmp"),
                      1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("topic of the quarantine: want one for ");
    }
    assertThat(
            problems(
                read(
                    Map.of(
                        "RBAC_KAFKA_CONSUMER_ON_INVALID", "quarantine",
                        "RBAC_KAFKA_CONSUMER_ON_REJECTED", "quarantine"))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_ON_INVALID: want RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC beside it,"
                + " or another policy, got \"quarantine\"",
            "RBAC_KAFKA_CONSUMER_ON_REJECTED: want RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC beside it,"
                + " or another policy, got \"quarantine\"");
  }

  @Test
  void quarantineIsNoPolicyForMessagesThatAreNotJson() {
    assertThat(problems(read(Map.of("RBAC_KAFKA_CONSUMER_ON_MALFORMED", "quarantine"))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_ON_MALFORMED: want one of retry, skip, dead-letter, stop,"
                + " got \"quarantine\"");
  }

  @Test
  void parkedMessagesAreRespectedAlsoWhereNoPolicyParksMore() {
    DeliverySettings settings =
        read(Map.of("RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "outbox.parked")).orThrow();

    assertThat(settings.lanes().quarantine().isOn()).isTrue();
    assertThat(settings.lanes().policies()).isEqualTo(FailurePolicies.DEFAULT);
  }

  @Test
  void wrongRelationIsNamedByItsPlace() {
    assertThat(
            problems(
                read(Map.of("RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS", "denied,Banned"))))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS: want names of relations, comma"
                + " separated, got \"denied,Banned\", wrong at entry 2");
  }

  @Test
  void decoderIsReadFromTheSameMap() {
    Map<String, String> all =
        Map.of(
            "RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS", "yes",
            "RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE", "hbi",
            "RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES", "1MiB",
            "RBAC_KAFKA_CONSUMER_MAX_TUPLES", "12",
            "RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH", "9",
            "RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH", "2000",
            "RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH", "11");

    assertThat(DecoderSettingsReader.read(SettingValues.of(Map.of())))
        .isEqualTo(new Reading.Accepted<>(DecoderSettings.DEFAULT, List.of()));
    assertThat(DecoderSettingsReader.read(SettingValues.of(all)).orThrow())
        .isEqualTo(
            DecoderSettings.DEFAULT
                .withBarePayloads(true)
                .withDefaultNamespace("hbi")
                .withMaxMessageBytes(1024 * 1024)
                .withMaxDepth(9)
                .withMaxNumberLength(11)
                .withMaxStringLength(2000)
                .withMaxTuples(12));
    assertThat(
            DecoderSettingsReader.read(
                    SettingValues.of(Map.of("RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE", "A B")))
                .problems())
        .hasSize(1);
  }

  private static Reading<DeliverySettings> read(Map<String, String> values) {
    return DeliverySettingsReader.read(SettingValues.of(values));
  }

  private static List<String> problems(Reading<?> reading) {
    return reading.problems().stream().map(Problem::toString).toList();
  }
}
