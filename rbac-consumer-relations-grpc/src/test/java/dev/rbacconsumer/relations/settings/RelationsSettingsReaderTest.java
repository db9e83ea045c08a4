package dev.rbacconsumer.relations.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.relations.GrpcFenceAuthority;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.UnfencedAuthority;
import dev.rbacconsumer.relations.config.Credentials;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.config.StoreNames;
import dev.rbacconsumer.relations.config.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of the Relations API as an embedder reads them from a map. */
final class RelationsSettingsReaderTest {
  @Test
  void nothingSetGivesTheDefaultsOfTheBuilder() {
    assertThat(read(Map.of()))
        .isEqualTo(
            new Reading.Accepted<>(
                RelationsSettings.forTarget("localhost:9000").build(), List.of()));
  }

  @Test
  void settingsReachTheConnection() {
    Map<String, String> values =
        Map.of(
            "RELATION_API_SERVER", "relations:9001",
            "RELATION_API_TIMEOUT", "250ms",
            "RELATION_API_TOKEN", "word",
            "RELATION_API_MAX_CONCURRENT_DELETES", "4");

    assertThat(read(values).orThrow())
        .isEqualTo(
            RelationsSettings.forTarget("relations:9001")
                .transport(Transport.tls())
                .credentials(new Credentials.Token("word"))
                .callDeadline(Duration.ofMillis(250))
                .maxConcurrentDeletes(4)
                .build());
  }

  @Test
  void problemsAreThoseOfTheLauncher() {
    assertThat(problems(Map.of("RELATION_API_TIMEOUT", "soon", "RELATION_API_CA_FILE", "/ca")))
        .containsExactly(
            "RELATION_API_TIMEOUT: want a duration from 1ms to 1h such as 250ms, 10s, 5m or 10"
                + " (seconds), got \"soon\"");
    assertThat(problems(Map.of("RELATION_API_CA_FILE", "/ca")))
        .containsExactly(
            "RELATION_API_CA_FILE: want RELATION_API_TLS=on beside it, got \"/ca\" without TLS, as"
                + " the server is on this host");
  }

  @Test
  void fencingThatIsOffIsSaidAndTakesNoLocks() {
    Reading<RelationsSettings> off = read(Map.of("RELATION_API_FENCING", "off"));

    assertThat(off.warnings())
        .singleElement()
        .asString()
        .startsWith("RELATION_API_FENCING is off: NOTHING PROVES THAT A PARTITION IS STILL OURS.");
    try (RelationsChannel unfenced = RelationsChannel.open(off.orThrow());
        RelationsChannel fenced = RelationsChannel.open(read(Map.of()).orThrow())) {
      assertThat(unfenced.fences()).isInstanceOf(UnfencedAuthority.class);
      assertThat(fenced.fences()).isInstanceOf(GrpcFenceAuthority.class);
    }
  }

  @Test
  void formatOfChangesNeedsNoOtherSetting() {
    Map<String, String> values =
        Map.of(
            "RELATION_API_SERVER", "no server",
            "RELATION_API_DIALECT", "SpiceDB",
            "RELATION_API_SPICEDB_RELATION_PREFIX", "off");

    assertThat(WritingSettings.read(SettingValues.of(values)).orThrow())
        .isEqualTo(new WritingSettings(RelationsDialect.SPICEDB, new StoreNames(false, true)));
    assertThat(
            WritingSettings.read(SettingValues.of(Map.of("RELATION_API_DIALECT", "kessel")))
                .problems())
        .hasSize(1);
  }

  private static Reading<RelationsSettings> read(Map<String, String> values) {
    return RelationsSettingsReader.read(SettingValues.of(values));
  }

  private static List<String> problems(Map<String, String> values) {
    return read(values).problems().stream().map(Problem::toString).toList();
  }
}
