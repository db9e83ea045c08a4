package dev.rbacconsumer.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Settings as they are read from a map. */
final class SettingValuesTest {
  private static final Setting<Integer> SIZE =
      Setting.optional("SIZE", ValueTypes.count(1, 9), "3", "How large.");
  private static final Setting<Integer> NEEDED =
      Setting.required("NEEDED", ValueTypes.count(1, 9), "How many.");
  private static final SettingFamily FAMILY = new SettingFamily("CLIENT_PROPERTY_", "client.");

  @Test
  void valueComesFromTheMapOrIsTheDefault() {
    assertThat(SettingValues.of(Map.of("SIZE", " 7 ")).get(SIZE)).isEqualTo(7);
    assertThat(SettingValues.of(Map.of("SIZE", "  ")).get(SIZE)).isEqualTo(3);
    assertThat(SettingValues.of(Map.of()).get(SIZE)).isEqualTo(3);
  }

  @Test
  void nameThatIsNearlyThatOfASettingIsReportedOnceTheOthersAreRead() {
    Setting<Integer> limit =
        Setting.optional("RELATION_API_LIMIT", ValueTypes.count(1, 9), "3", "How many.");
    SettingFamily family = new SettingFamily("RBAC_KAFKA_CUSTOM_", "custom.");
    SettingValues values =
        SettingValues.of(
            Map.of(
                "RELATION_API_LIMT", "7",
                "RELATION_API_LIMIT", "5",
                "RBAC_KAFKA_CUSTOM_FETCH_SIZE", "1",
                "RELATION_API_PORT_9000_TCP", "tcp://10.0.0.7:9000",
                "PATH", "/bin"));
    values.get(limit);
    values.find(family);

    assertThat(values.warnings())
        .containsExactly(
            "RELATION_API_LIMT: has no effect here;"
                + " the nearest name that has one is RELATION_API_LIMIT");
  }

  @Test
  void problemsNameTheSettingAndWhatIsWanted() {
    SettingValues values = SettingValues.of(Map.of("SIZE", "many"));

    assertThat(values.problems(List.of(SIZE, NEEDED)))
        .extracting(Problem::toString)
        .containsExactly(
            "SIZE: want a whole number from 1 to 9, got \"many\"",
            "NEEDED: want a whole number from 1 to 9, got nothing");
  }

  @Test
  void lineShowsTheValueAndWhereItComesFrom() {
    assertThat(SettingValues.of(Map.of("SIZE", "7")).resolve(SIZE).line())
        .isEqualTo("SIZE = \"7\" (map)");
    assertThat(SettingValues.of(Map.of()).resolve(SIZE)).hasToString("SIZE = \"3\" (default)");
    assertThat(SettingValues.of(Map.of("SIZE", "7")).resolve(SIZE.hidden()).line())
        .isEqualTo("SIZE = (hidden) (map)");
  }

  @Test
  void problemWithADefaultSaysThatItIsOneAndNamesTheOption() {
    var reading = SettingValues.of(Map.of()).resolve(SIZE.overriddenBy("--size"));

    assertThat(reading.problem("less", " here"))
        .hasToString("SIZE: want less (or --size), got nothing, which means \"3\" here");
    assertThat(reading.problem()).isEmpty();
    assertThat(SettingValues.of(Map.of("SIZE", "2")).resolve(SIZE).problem("less", ""))
        .hasToString("SIZE: want less, got \"2\"");
    assertThat(SettingValues.of(Map.of("SIZE", "2")).resolve(SIZE.hidden()).problem("less", ""))
        .hasToString("SIZE: want less, got a hidden value");
  }

  @Test
  void valueOfAnOptionHasTheTypeOfTheOption() {
    Setting<Integer> twoNames = SIZE.overriddenBy("--size", ValueTypes.count(100, 900));

    assertThat(option("700").resolve(twoNames).value()).contains(700);
    assertThat(option("7").resolve(twoNames).problem())
        .hasValueSatisfying(
            it ->
                assertThat(it)
                    .hasToString("--size: want a whole number from 100 to 900, got \"7\""));
    assertThat(option("7").resolve(SIZE).value()).contains(7);
    assertThat(SettingValues.of(Map.of("SIZE", "700")).resolve(twoNames).problem())
        .hasValueSatisfying(
            it -> assertThat(it).hasToString("SIZE: want a whole number from 1 to 9, got \"700\""));
    assertThat(SettingValues.of(Map.of("SIZE", "7")).resolve(twoNames).value()).contains(7);
  }

  @Test
  void valueThatIsRefusedCannotBeUsed() {
    assertThatThrownBy(() -> SettingValues.of(Map.of()).get(NEEDED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("refused: NEEDED");
  }

  /** Values of a command line with one option. */
  private static SettingValues option(String text) {
    return new SettingValues() {
      @Override
      public Optional<RawValue> find(Setting<?> setting) {
        return RawValue.of(text, "--size", "--size");
      }

      @Override
      public SortedMap<String, RawValue> find(SettingFamily family) {
        return new TreeMap<>();
      }
    };
  }

  @Test
  void aDurationMayNotBeBelowAnother() {
    Setting<Duration> least =
        Setting.optional(
            "LEAST", ValueTypes.duration(Duration.ZERO, Duration.ofHours(1)), "1m", "Least.");
    Setting<Duration> most =
        Setting.optional(
            "MOST", ValueTypes.duration(Duration.ZERO, Duration.ofHours(1)), "1m", "Most.");

    assertThat(DurationOrder.problem(least, most, SettingValues.of(Map.of()))).isEmpty();
    assertThat(DurationOrder.problem(least, most, SettingValues.of(Map.of("MOST", "soon"))))
        .isEmpty();
    assertThat(DurationOrder.problem(least, most, SettingValues.of(Map.of("LEAST", "soon"))))
        .isEmpty();
    assertThat(DurationOrder.problem(least, most, SettingValues.of(Map.of("MOST", "59s"))))
        .hasValueSatisfying(
            it -> assertThat(it).hasToString("MOST: want at least LEAST (1m), got \"59s\""));
  }

  @Test
  void membersOfAFamilyAreFoundByTheirProperty() {
    SettingValues values =
        SettingValues.of(
            Map.of("CLIENT_PROPERTY_FETCH_MAX_BYTES", "7", "CLIENT_PROPERTY_B", " ", "OTHER", "1"));

    assertThat(values.find(FAMILY))
        .containsOnly(
            Map.entry(
                "fetch.max.bytes", new RawValue("7", "CLIENT_PROPERTY_FETCH_MAX_BYTES", "map")));
    assertThat(FAMILY.property("client.Fetch_Max", SettingFamily.Form.KEY)).contains("Fetch_Max");
    assertThat(FAMILY.property("other.a", SettingFamily.Form.KEY)).isEmpty();
    assertThat(FAMILY.key("a.b")).isEqualTo("client.a.b");
  }

  @Test
  void textOfTheValuesShowsNone() {
    assertThat(SettingValues.of(Map.of("PIN", "hunter2"))).hasToString("1 values");
  }
}
