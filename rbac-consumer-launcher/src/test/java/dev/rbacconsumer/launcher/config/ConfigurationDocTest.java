package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table in {@code docs/configuration.md} to the definitions. */
final class ConfigurationDocTest {
  private static final Path DOC =
      Path.of(System.getProperty("basedir", "")).resolve("../docs/configuration.md");
  private static final String BEGIN =
      "<!-- Settings: written by `make docs` from AllSettings.java; do not edit. -->\n";
  private static final String END = "<!-- End of settings. -->\n";

  @Test
  void tableIsWhatTheDefinitionsSay() throws IOException {
    // Given
    String found = Files.readString(DOC, UTF_8);
    String wanted = withTable(found);
    if (Boolean.getBoolean("update")) {
      Files.writeString(DOC, wanted, UTF_8);
      return;
    }

    // Then
    assertThat(found).as("out of date; write it anew with: make docs").isEqualTo(wanted);
  }

  @Test
  void rowTellsEverythingAboutASetting() {
    assertThat(row(Setting.required("A", Types.topic(), "What.").beatenBy("--a").hidden()))
        .isEqualTo(
            "| `A` (or `--a`) | topic, secret | required | 1 to 249 of A-Z a-z 0-9 . _ - | What. |\n");
  }

  private static String withTable(String document) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    assertThat(begin).as("marker in " + DOC).isNotNegative();
    assertThat(end).as("marker in " + DOC).isGreaterThan(begin);
    return document.substring(0, begin + BEGIN.length()) + table() + document.substring(end);
  }

  private static String table() {
    return AllSettings.ALL.stream()
        .map(ConfigurationDocTest::row)
        .collect(
            Collectors.joining(
                "",
                "| variable | type | default | allowed | meaning |\n|---|---|---|---|---|\n",
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
