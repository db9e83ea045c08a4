package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
  private static final String LEAST =
      """
      KAFKA_ENABLED = true
      KAFKA_SERVERS = from-file:9092
      RBAC_KAFKA_CONSUMER_TOPIC = from.file
      """;

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("consumer.properties");
  }

  @Test
  void environmentBeatsTheFileAndTheFileTheDefault() throws IOException {
    // Given
    Files.writeString(file, LEAST + "RELATION_API_TIMEOUT = 7s\n# DJANGO_LOG_LEVEL = DEBUG\n");

    // When
    SettingsResult result =
        read(Map.of("KAFKA_SERVERS", "from-env:9092", "RELATION_API_TIMEOUT", " "));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            SettingsResult.Accepted.class,
            it ->
                assertThat(it.lines())
                    .contains(
                        "KAFKA_SERVERS = \"from-env:9092\" (environment)",
                        "RBAC_KAFKA_CONSUMER_TOPIC = \"from.file\" (" + file + ")",
                        "RELATION_API_TIMEOUT = \"7s\" (" + file + ")",
                        "DJANGO_LOG_LEVEL = \"INFO\" (default)"));
  }

  @Test
  void complaintSaysWhichFileTheValueStandsIn() throws IOException {
    Files.writeString(file, LEAST + "RBAC_KAFKA_CONSUMER_WINDOW = none\n");

    assertThat(problems(read(Map.of())))
        .containsExactly(
            "RBAC_KAFKA_CONSUMER_WINDOW in "
                + file
                + ": want a whole number from 1 to 100000, got \"none\"");
  }

  @Test
  void nameThatStandsTwiceIsRefused() throws IOException {
    Files.writeString(file, LEAST + "KAFKA_SERVERS = other:9092\n");

    assertThat(problems(read(Map.of())))
        .containsExactly("KAFKA_SERVERS in " + file + ": want one value, got several");
  }

  @Test
  void fileThatCannotBeReadIsAProblemOfItsOwn() throws IOException {
    assertThat(problems(read(LEAST_VARIABLES)))
        .containsExactly(
            "--settings: want a file of properties, got \"" + file + "\", where there is no file");

    Files.writeString(file, "KAFKA_SERVERS = caf\u00e9:9092\n", ISO_8859_1);
    assertThat(problems(read(LEAST_VARIABLES)))
        .singleElement()
        .asString()
        .endsWith(", which is not UTF-8");

    Files.writeString(file, "KAFKA_SERVERS = \\u00g0\n");
    assertThat(problems(read(LEAST_VARIABLES)))
        .singleElement()
        .asString()
        .endsWith(", with a \\u that four digits do not follow");

    Files.delete(file);
    Files.createDirectory(file);
    assertThat(problems(read(LEAST_VARIABLES)))
        .singleElement()
        .asString()
        .endsWith(", which cannot be read");
  }

  private static final Map<String, String> LEAST_VARIABLES =
      Map.of(
          "KAFKA_ENABLED", "true",
          "KAFKA_SERVERS", "kafka:9092",
          "RBAC_KAFKA_CONSUMER_TOPIC", "topic");

  private SettingsResult read(Map<String, String> environment) {
    return SettingsReader.read(environment, Map.of("--settings", file.toString()));
  }

  private static List<String> problems(SettingsResult result) {
    return result.match(
        accepted -> List.of(),
        refused -> refused.problems().stream().map(Problem::toString).toList());
  }
}
