package dev.rbacconsumer.launcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricType;
import dev.rbacconsumer.launcher.docs.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/metrics.md} to the catalogue. */
final class MetricsDocTest {
  private static final String DOCUMENT = "docs/metrics.md";
  private static final GeneratedPart TABLE =
      new GeneratedPart(
          DOCUMENT,
          "<!-- Metrics: written by `make docs` from MetricFamily.java; do not edit. -->",
          "<!-- End of metrics. -->");
  private static final Pattern NAME =
      Pattern.compile("rbac_(?:kafka_consumer|kessel|replication)_[a-z_]+");
  private static final Pattern OF_THE_PROCESS = Pattern.compile("`((?:jvm|process)_[a-z_]+)`");
  private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

  @Test
  void tableIsTheCatalogue() throws IOException {
    TABLE.hold(table());
  }

  @ParameterizedTest
  @ValueSource(strings = {DOCUMENT, "docs/runbook.md"})
  void everyNameInTheTextExists(String document) throws IOException {
    Set<String> known = new HashSet<>();
    for (MetricFamily family : MetricFamily.values()) {
      known.add(family.exportName());
      if (family.type() == MetricType.HISTOGRAM) {
        SUFFIXES.forEach(suffix -> known.add(family.exportName() + suffix));
      }
    }
    Path path = Path.of(System.getProperty("basedir", "")).resolve("..").resolve(document);

    List<String> named =
        NAME.matcher(Files.readString(path)).results().map(MatchResult::group).toList();

    assertThat(named).isNotEmpty().allMatch(known::contains);
  }

  @Test
  void whatIsReportedOfTheProcessIsListed() throws IOException {
    Set<String> told = OfTheProcess.families();
    Path path = Path.of(System.getProperty("basedir", "")).resolve("..").resolve(DOCUMENT);

    Set<String> listed =
        OF_THE_PROCESS
            .matcher(Files.readString(path))
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toSet());

    assertThat(told).isNotEmpty().isSubsetOf(listed);
    assertThat(listed).filteredOn(name -> name.startsWith("jvm_")).allMatch(told::contains);
  }

  private static String table() {
    return Arrays.stream(MetricFamily.values())
        .map(MetricsDocTest::row)
        .collect(
            Collectors.joining("", "| name | type | labels | meaning |\n|---|---|---|---|\n", ""));
  }

  private static String row(MetricFamily family) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            family.exportName(),
            family.type().name().toLowerCase(Locale.ROOT),
            family.labels().isEmpty()
                ? "none"
                : family.labels().stream()
                    .map(label -> "`" + label + "`")
                    .collect(Collectors.joining(", ")),
            family.help());
  }
}
