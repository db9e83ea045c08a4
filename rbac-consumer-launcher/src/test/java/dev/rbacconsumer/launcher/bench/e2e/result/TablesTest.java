package dev.rbacconsumer.launcher.bench.e2e.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.testkit.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
  private static final List<String> ORDER = List.of("strict", "keyed", "limit", "reader");

  @Test
  void figuresAreMediansAndRatiosAreThoseWithinARound() {
    String page =
        page(
            Examples.run("limit", null, 1, 100),
            Examples.run("strict", "limit", 1, 90),
            Examples.run("strict", "limit", 2, 30),
            Examples.run("limit", null, 2, 60));

    assertThat(page)
        .contains("| way | 0 ms, 1 partition |\n|---|---|\n| the strict | 60 (30) |\n")
        .contains("| the limit | 80 (40) |\n")
        // 0.9 and 0.5; the ratio of the medians would be 0.75.
        .contains("| the strict | 0.70 (0.70) |\n");
  }

  @Test
  void detailsOfARunAreInOneRow() {
    assertThat(page(Examples.run("strict", "limit", 1, 90)))
        .contains(
            "| the strict | 100 | 450 | 2.25 | 0.125 | 99 | 1.5 % | 900 |"
                + " 1.3 | 2.0 | 3.0 | 0.50 | right |\n");
  }

  @Test
  void wrongTuplesOfAnyRoundShow() {
    assertThat(
            page(
                Examples.run("keyed", "limit", 1, 90, new FinalState(1, 2)),
                Examples.run("keyed", "limit", 2, 90)))
        .contains("| wrong: 1 missing, 2 too many |");
  }

  @Test
  void whatAWayDoesNotHaveIsADash() {
    assertThat(page(Examples.run("reader", null, 1, 90, null)))
        .contains("| 900 | – | – | – | – | – |\n")
        .doesNotContain("Of the limit");
  }

  @Test
  void conditionsAreNamed() {
    assertThat(page(Examples.run("strict", "limit", 1, 90)))
        .startsWith(
            "[`e2e.json`](benchmarks/e2e.json): commit abc, 2026-12-01, 2 × Processor, 1024 MiB,"
                + " 17, seed 1, `--rounds=2`.\n");
  }

  private static String page(RunResult... runs) {
    Figures figures = new Figures();
    new Tables(Examples.result(List.of(runs)), ORDER).addTo(figures, "e2e.json");
    return figures.markdown();
  }
}
