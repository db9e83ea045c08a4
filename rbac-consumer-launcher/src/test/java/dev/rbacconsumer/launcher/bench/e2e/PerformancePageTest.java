package dev.rbacconsumer.launcher.bench.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page shows the results that are beside it. */
class PerformancePageTest {
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "")).resolve("..").resolve("docs");
  private static final String BEGIN =
      "<!-- figures: bench-e2e, written by make bench-e2e UPDATE=1 -->\n";
  private static final String END = "<!-- end of figures: bench-e2e -->";

  @Test
  void tablesAreThoseOfTheResults() throws Exception {
    Map<String, BenchmarkResult> results = Pages.results(DOCS.resolve("benchmarks"));
    String page = Files.readString(DOCS.resolve("performance.md"), UTF_8);

    assertThat(results).isNotEmpty();
    assertThat(page).contains(BEGIN + Pages.of(results).markdown() + END);
  }
}
