package dev.rbacconsumer.kafka.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** That the benchmark compares what it says. */
class WindowBenchmarkTest {
  @Test
  void eachWayCommitsAsOftenAsItsNameSays() throws Exception {
    int records = 100;
    Map<CommitWay, Integer> commits = new EnumMap<>(CommitWay.class);

    try (WindowBenchmark benchmark = new WindowBenchmark(records, Duration.ofMillis(1))) {
      benchmark.run(1).forEach(run -> commits.put(run.way(), run.commits()));
    }

    assertThat(commits.get(CommitWay.EACH)).isGreaterThanOrEqualTo(records);
    assertThat(commits.get(CommitWay.WINDOW)).isBetween(2, records);
    assertThat(commits.get(CommitWay.ONCE)).isEqualTo(1);
  }

  @Test
  void tableComparesRunsOfTheSameRound() {
    List<Measured> measured =
        List.of(
            new Measured(CommitWay.EACH, 0, 50, 101),
            new Measured(CommitWay.WINDOW, 0, 99, 9),
            new Measured(CommitWay.ONCE, 0, 100, 1),
            new Measured(CommitWay.ONCE, 1, 10, 1),
            new Measured(CommitWay.EACH, 1, 5, 101),
            new Measured(CommitWay.WINDOW, 1, 9.7, 11));

    List<String> table = WindowTable.of(measured);

    assertThat(table.subList(2, 5))
        .containsExactly(
            "| off: a commit before each record | 27.5 | 50.0 % | 50.0 % | 101 |",
            "| on: the default window | 54.4 | 98.0 % | 2.0 % | 10 |",
            "| none: one commit at the end | 55.0 | 100.0 % | 0.0 % | 1 |");
  }
}
