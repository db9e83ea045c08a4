package dev.rbacconsumer.launcher.bench.e2e.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void ratiosAreThoseToTheLimits() {
    assertThat(
            Comparison.ratios(
                List.of(
                    Examples.run("strict", "limit", 1, 80),
                    Examples.run("batch", "not measured", 1, 80),
                    Examples.run("limit", null, 1, 100))))
        .isEqualTo(Map.of("strict of limit, 0 ms, 1 partition", 0.8));
  }

  @Test
  void largeDropIsReportedAndNoiseIsNot() {
    Map<String, Double> recorded = Map.of("a", 0.8);

    assertThat(Comparison.drops(recorded, Map.of("a", 0.5), 0.6)).isEmpty();
    assertThat(Comparison.drops(recorded, Map.of("a", 0.4), 0.6))
        .containsExactly("a: want at least 0.48, which is 0.60 of the recorded 0.80, got 0.40");
  }

  @Test
  void ratioThatWasNotMeasuredIsReported() {
    assertThat(Comparison.drops(Map.of("a", 0.8), Map.of(), 0.6))
        .containsExactly("a: want about 0.80, got no run");
  }
}
