package dev.rbacconsumer.launcher.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.health.Degradation;
import dev.rbacconsumer.core.health.HealthView;
import dev.rbacconsumer.launcher.config.types.AdminPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/health.md} to what probes say. */
final class HealthDocTest {
  private static final Pattern WORD = Pattern.compile("`([a-z_]+)`:");

  private final List<String> lines;

  HealthDocTest() throws IOException {
    lines =
        Files.readAllLines(
            Path.of(System.getProperty("basedir", "")).resolve("..").resolve("docs/health.md"));
  }

  @Test
  void everyKindOfDegradationIsExplainedAndNoOther() {
    Set<String> kinds =
        Arrays.stream(Degradation.Kind.values())
            .map(Degradation.Kind::label)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(words(row("`what`"))).isEqualTo(kinds);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| `degraded`: `"))
        .hasSameSizeAs(kinds)
        .allMatch(line -> kinds.stream().anyMatch(it -> line.contains("`" + it + "`")));
  }

  @Test
  void everyCheckIsNamed() {
    String checks = row("`checks`");

    assertThat(List.of("source", "progress", "kafka", HealthView.STARTED, HealthView.LOOK))
        .allMatch(name -> checks.contains("`" + name + "`"));
  }

  @Test
  void everyPathIsThere() {
    assertThat(List.of(AdminPaths.LIVENESS, AdminPaths.READINESS, AdminPaths.STARTUP))
        .allSatisfy(path -> assertThat(row("`" + path + "`")).isNotEmpty());
  }

  private String row(String firstCell) {
    return lines.stream()
        .filter(it -> it.startsWith("| " + firstCell + " |"))
        .findFirst()
        .orElse("");
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
