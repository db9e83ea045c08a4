package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of replays as the environment has them. */
final class ReplayOptionsTest {
  /** The values of {@link #everything} for lanes. */
  static final ReplaySettings LANES =
      new ReplaySettings(
          ReplayMode.STEP_BY_STEP, StoreLossPolicy.CONTINUE, 0, Duration.ofSeconds(1));

  static Map<String, String> everything() {
    return Map.of(
        "RBAC_KAFKA_CONSUMER_ON_STORE_LOSS", "continue",
        "RBAC_KAFKA_CONSUMER_REPLAY", "step-by-step",
        "RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES", "1MiB",
        "RBAC_KAFKA_CONSUMER_REPLAY_DIR", "/var/replays",
        "RBAC_KAFKA_CONSUMER_REMEMBERED_EVENTS", "0",
        "RBAC_KAFKA_CONSUMER_MARK_INTERVAL", "1");
  }

  @TempDir private Path directory;

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
    Map<String, String> environment = least();
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

  @Test
  void aDirectoryThatAReplayCouldNotUseIsAWarning() throws Exception {
    Path missing = directory.resolve("missing");
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(warnings("RBAC_KAFKA_CONSUMER_REPLAY_DIR", directory)).isEmpty();
    for (Path unusable : List.of(missing, file)) {
      assertThat(warnings("RBAC_KAFKA_CONSUMER_REPLAY_DIR", unusable))
          .containsExactly(
              "RBAC_KAFKA_CONSUMER_REPLAY_DIR: "
                  + unusable
                  + " is no directory that this process can write, so a replay would block its"
                  + " partition");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RBAC_KAFKA_CONSUMER_REPLAY, step-by-step",
    "RBAC_KAFKA_CONSUMER_REPLICAS, 0",
    "REPLICATION_TO_RELATION_ENABLED, false",
  })
  void whereNothingIsReplayedThatWayTheDirectoryNeedsNotExist(String name, String value) {
    Map<String, String> environment = least();
    environment.put("RBAC_KAFKA_CONSUMER_REPLAY_DIR", directory.resolve("missing").toString());
    environment.put(name, value);

    assertThat(warnings(environment)).noneMatch(it -> it.contains("REPLAY_DIR"));
  }

  private static List<String> warnings(String name, Path value) {
    Map<String, String> environment = least();
    environment.put(name, value.toString());
    return warnings(environment);
  }

  private static List<String> warnings(Map<String, String> environment) {
    return SettingsReader.read(environment, Map.of())
        .match(
            SettingsResult.Accepted::warnings,
            refused -> {
              throw new AssertionError(refused.problems());
            });
  }

  private static Map<String, String> least() {
    return new HashMap<>(
        Map.of(
            "KAFKA_ENABLED", "true",
            "KAFKA_SERVERS", "kafka:9092",
            "RBAC_KAFKA_CONSUMER_TOPIC", "outbox.event.relations",
            "REPLICATION_TO_RELATION_ENABLED", "true"));
  }
}
