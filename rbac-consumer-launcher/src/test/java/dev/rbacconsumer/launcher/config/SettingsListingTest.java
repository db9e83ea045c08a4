package dev.rbacconsumer.launcher.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the command line says of settings to what the page says of them. */
final class SettingsListingTest {
  private final List<List<String>> rows = rows();

  @Test
  void namesGroupsDefaultsAndMeaningsAreThoseOfThePage() throws IOException {
    // When
    JsonTree listing = JsonTree.parse(SettingsListing.of(List.of()).json());

    // Then
    List<List<String>> told = new ArrayList<>();
    for (JsonTree it : listing.items()) {
      boolean secret = it.get("secret").text().equals("true");
      boolean required = it.get("required").text().equals("true");
      told.add(
          List.of(
              it.get("group").text(),
              it.get("name").text(),
              it.get("type").text() + (secret ? ", secret" : ""),
              required ? "required" : it.get("default").text(),
              it.get("allowed").text(),
              it.get("meaning").text()));
    }
    assertThat(told).hasSizeGreaterThan(60).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 200})
  void textSaysTheSameWhateverTheWidth(int width) {
    // When
    List<String> lines = SettingsListing.of(List.of()).lines(width);

    // Then
    String whole = String.join(" ", lines).replaceAll("\\s+", " ");
    assertThat(rows)
        .allSatisfy(
            row -> assertThat(whole).contains(row.get(1), row.get(2), row.get(4), row.get(5)));
    if (width >= 80) {
      assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void summaryHasTheNamesAndDefaultsOfThePage() {
    // When
    List<String> lines = SettingsUsage.lines();

    // Then
    assertThat(lines.stream().filter(line -> line.startsWith("  ")).map(String::strip))
        .map(line -> line.replaceAll(" +(default )?", "|"))
        .containsExactlyElementsOf(
            rows.stream()
                .map(row -> row.get(1) + (row.get(3).isEmpty() ? "" : "|" + row.get(3)))
                .map(row -> row.replaceAll(" +", "|"))
                .toList());
  }

  /** Group, name, type, default, allowed and meaning, without the marks of the page. */
  private static List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    String group = "";
    for (String line : page().lines().toList()) {
      if (line.startsWith("### ")) {
        group = line.substring(4);
      } else if (line.startsWith("| `")) {
        List<String> cells =
            Arrays.stream(line.substring(2, line.length() - 2).split(" \\| "))
                .map(it -> it.replaceAll("\\[[^]]*]\\(([^)#]*)[^)]*\\)", "docs/$1"))
                .map(it -> it.replace("`", "").replace("\\|", "|").replaceAll(" \\(or --.*\\)", ""))
                .toList();
        rows.add(new ArrayList<>(cells));
        rows.get(rows.size() - 1).add(0, group);
      }
    }
    return rows;
  }

  private static String page() {
    Path page = Path.of(System.getProperty("basedir", "")).resolve("../docs/configuration.md");
    try {
      String text = Files.readString(page, UTF_8);
      return text.substring(text.indexOf("<!-- Settings:"), text.indexOf("<!-- End of settings"));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
