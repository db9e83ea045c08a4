package dev.rbacconsumer.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingGroup;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.kafka.client.KafkaProperties;
import dev.rbacconsumer.launcher.docs.GeneratedPart;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the tables in {@code docs/configuration.md} to the definitions. */
final class ConfigurationDocTest {
  private static final GeneratedPart TABLE =
      new GeneratedPart(
          "docs/configuration.md",
          "<!-- Settings: written by `make docs` from AllSettings.java; do not edit. -->",
          "<!-- End of settings. -->");

  private static final GeneratedPart FIXED =
      new GeneratedPart(
          "docs/configuration.md",
          "<!-- Properties: written by `make docs` from ReservedProperties.java; do not edit. -->",
          "<!-- End of fixed properties. -->");

  @Test
  void tableIsWhatTheDefinitionsSay() throws IOException {
    TABLE.hold(table());
  }

  @Test
  void fixedPropertiesAreThoseThatAreRefused() throws IOException {
    FIXED.hold(
        KafkaProperties.known().stream()
            .filter(name -> KafkaProperties.whyFixed(name).isPresent())
            .map(name -> "| `%s` | %s |\n".formatted(name, KafkaProperties.whyFixed(name).get()))
            .collect(Collectors.joining("", "| property | because |\n|---|---|\n", "")));
  }

  @Test
  void rowReportsEverythingAboutASetting() {
    assertThat(row(Setting.required("A", ValueTypes.topic(), "What.").overriddenBy("--a").hidden()))
        .isEqualTo(
            "| `A` (or `--a`) | topic, secret | required | 1 to 249 of A-Z a-z 0-9 . _ - | What. |\n");
  }

  @Test
  void everySettingStandsInOneGroup() {
    assertThat(AllSettings.GROUPS).extracting(SettingGroup::title).doesNotHaveDuplicates();
    assertThat(AllSettings.ALL).extracting(Setting::name).doesNotHaveDuplicates();
  }

  private static String table() {
    return AllSettings.GROUPS.stream()
        .map(ConfigurationDocTest::table)
        .collect(Collectors.joining("\n"));
  }

  private static String table(SettingGroup group) {
    return group.settings().stream()
        .map(ConfigurationDocTest::row)
        .collect(
            Collectors.joining(
                "",
                "### "
                    + group.title()
                    + "\n\n| variable | type | default | allowed | meaning |\n"
                    + "|---|---|---|---|---|\n",
                ""));
  }

  private static String row(Setting<?> setting) {
    return "| `%s`%s | %s%s | %s | %s | %s |\n"
        .formatted(
            setting.name(),
            setting.option().map(it -> " (or `" + it + "`)").orElse(""),
            setting.type().label(),
            setting.secret() ? ", secret" : "",
            setting.defaultText().map(it -> "`" + it + "`").orElse("required"),
            setting.type().range(),
            setting.meaning());
  }
}
