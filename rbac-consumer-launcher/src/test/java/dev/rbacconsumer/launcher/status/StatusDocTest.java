package dev.rbacconsumer.launcher.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.status.PartitionCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/status.md} and what is told to each other, field by field. */
final class StatusDocTest {
  private static final String DOCUMENT = "docs/status.md";

  @ParameterizedTest
  @MethodSource("statuses")
  void whatIsReportedIsDocumentedWithItsType(String status) throws IOException {
    Map<String, StatusField> known = StatusField.in(document(DOCUMENT));

    Map<String, List<String>> told = values(status);

    told.forEach(
        (path, values) ->
            assertThat(values)
                .as(path)
                .allMatch(it -> Optional.ofNullable(known.get(path)).orElseThrow().allows(it)));
  }

  @Test
  void whatIsDocumentedIsReportedAndWhatMayBeUnknownIsThenNull() throws IOException {
    Map<String, Boolean> told = new TreeMap<>();
    for (String status : statuses()) {
      values(status)
          .forEach((path, all) -> told.merge(path, all.contains("null"), Boolean::logicalOr));
    }

    assertThat(told)
        .containsExactlyInAnyOrderEntriesOf(
            StatusField.in(document(DOCUMENT)).values().stream()
                .collect(Collectors.toMap(StatusField::path, StatusField::optional)));
  }

  @ParameterizedTest
  @EnumSource(PartitionCondition.class)
  void everyStateOfAPartitionIsExplained(PartitionCondition condition) throws IOException {
    assertThat(document(DOCUMENT)).contains("| `" + condition.label() + "` |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "starting", "standby", "running", "degraded", "dry-run"})
  void everyStateOfTheWholeIsExplained(String state) throws IOException {
    assertThat(document(DOCUMENT)).contains("| `" + state + "` |");
  }

  @Test
  void theWholeIsInOneOfThoseStates() throws IOException {
    assertThat(state(StatusFixtures.disabled())).isEqualTo("\"disabled\"");
    assertThat(state(StatusFixtures.without(Optional.empty()))).isEqualTo("\"starting\"");
    assertThat(state(StatusFixtures.without(Optional.of(Duration.ZERO)))).isEqualTo("\"standby\"");
    assertThat(state(StatusFixtures.running())).isEqualTo("\"running\"");
    assertThat(state(DryRunStatuses.found())).isEqualTo("\"dry-run\"");
    assertThat(state(StatusFixtures.blocked())).isEqualTo("\"degraded\"");
    assertThat(state(StatusFixtures.passedOverLongAgo())).isEqualTo("\"running\"");
  }

  @Test
  void theExampleIsWhatIsReported() throws IOException {
    String text = document(DOCUMENT);
    String begin = "```json\n";
    int from = text.indexOf(begin) + begin.length();

    assertThat(values(text.substring(from, text.indexOf("```", from))))
        .isEqualTo(values(StatusFixtures.example()));
  }

  @Test
  void whatIsReportedIsOneLine() {
    assertThat(StatusFixtures.hostile().chars()).allMatch(c -> c >= ' ');
  }

  static List<String> statuses() {
    return List.of(
        StatusFixtures.disabled(),
        StatusFixtures.without(Optional.empty()),
        StatusFixtures.running(),
        WaitingStatuses.paused(),
        WaitingStatuses.quarantined(),
        DryRunStatuses.found(),
        StatusFixtures.blocked(),
        StatusFixtures.hostile(),
        StatusFixtures.bare(),
        StatusFixtures.passedOverLongAgo(),
        WaitingStatuses.waitingForTransactions(),
        StoreMarkStatuses.replaying(),
        StoreMarkStatuses.restored(),
        StatusFixtures.everything());
  }

  private static String state(String status) throws IOException {
    return values(status).getOrDefault("state", List.of()).get(0);
  }

  private static String document(String name) throws IOException {
    return Files.readString(
        Path.of(System.getProperty("basedir", "")).resolve("..").resolve(name), UTF_8);
  }

  /** What each field holds, as it is written; several where it is in a list. */
  private static Map<String, List<String>> values(String json) throws IOException {
    Map<String, List<String>> values = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      read(parser, "", values);
    }
    return values;
  }

  private static void read(JsonParser parser, String path, Map<String, List<String>> values)
      throws IOException {
    JsonToken token = parser.currentToken();
    boolean quoted = token == JsonToken.VALUE_STRING;
    if (!path.isEmpty() && !path.endsWith("[]")) {
      values
          .computeIfAbsent(path, key -> new ArrayList<>())
          .add(quoted ? '"' + parser.getText() + '"' : parser.getText());
    }
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        read(parser, path.isEmpty() ? name : path + "." + name, values);
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        read(parser, path + "[]", values);
      }
    }
  }
}
