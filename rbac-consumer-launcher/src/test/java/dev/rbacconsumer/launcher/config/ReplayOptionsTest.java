package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.lane.ReplayMode;
import dev.rbacconsumer.core.lane.ReplaySettings;
import dev.rbacconsumer.core.lane.StoreLossPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of replays as the environment has them. */
final class ReplayOptionsTest {
  /** The values that apply when nothing is set. */
  static final Settings.Replays DEFAULTS =
      new Settings.Replays(
          new ReplaySettings(
              ReplayMode.LAST_WORD, StoreLossPolicy.BLOCK, 10_000, Duration.ofSeconds(5)),
          Path.of("/tmp"),
          256 * 1024 * 1024);

  /** The values of {@link #everything}. */
  static final Settings.Replays EVERYTHING =
      new Settings.Replays(
          new ReplaySettings(
              ReplayMode.STEP_BY_STEP, StoreLossPolicy.CONTINUE, 0, Duration.ofSeconds(1)),
          Path.of("/var/replays"),
          1024 * 1024);

  static Map<String, String> everything() {
    return Map.of(
        "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS", "continue",
        "RBAC_KAFKA_CONSUMER_REPLAY", "step-by-step",
        "RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES", "1MiB",
        "RBAC_KAFKA_CONSUMER_REPLAY_DIR", "/var/replays",
        "RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS", "0",
        "RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS; skip; one of block, replay, continue",
        "RBAC_KAFKA_CONSUMER_REPLAY; last_word; one of last-word, step-by-step",
        "RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES; 1023KiB; an amount from 1MiB to 64GiB",
        "RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES; 65GiB; an amount from 1MiB to 64GiB",
        "RBAC_KAFKA_CONSUMER_REPLAY_DIR; replays; an absolute path",
        "RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS; 1000001; a whole number from 0 to 1000000",
        "RBAC_KAFKA_CONSUMER_MARK_INTERVAL; 999ms; a duration from 1s to 1h",
      })
  void wrongValuesAreRefusedWithWhatIsWanted(String name, String value, String wanted) {
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_ENABLED", "true");
    environment.put("KAFKA_SERVERS", "kafka:9092");
    environment.put("RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations");
    environment.put(name, value);

    SettingsResult result = SettingsReader.read(environment, Map.of());

    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Refused.class,
            it ->
                assertThat(it.problems())
                    .singleElement()
                    .asString()
                    .startsWith(name + ": want " + wanted)
                    .endsWith("got \"" + value + "\""));
  }
}
