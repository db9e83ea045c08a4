package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.testkit.Figures;
import java.util.List;
import java.util.Locale;

/**
 * What came of one scenario.
 *
 * @param blows how often it struck
 * @param reappearances tuples that were seen again after their removal
 * @param violations all that went wrong, reappearances among it
 */
record Report(
    String scenario,
    Setup setup,
    int blows,
    int processes,
    long records,
    long tuples,
    long rebalances,
    long folds,
    long reappearances,
    double seconds,
    List<String> violations) {
  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-15s %6s %9s %8s %8s %10s %6s %8s %7s",
          "scenario",
          "blows",
          "processes",
          "records",
          "tuples",
          "rebalances",
          "folds",
          "re-seen",
          "seconds");

  Report {
    violations = List.copyOf(violations);
  }

  static Report of(Scenario scenario, Stage stage, int blows, long startedAt) {
    Fleet fleet = stage.fleet;
    return new Report(
        scenario.name(),
        stage.setup(),
        blows,
        fleet.started(),
        stage.ledger.records(),
        stage.watcher.tuples(),
        fleet.lines("Partitions assigned")
            + fleet.lines("Partitions revoked")
            + fleet.lines("Partitions lost"),
        fleet.lines("Folding what an earlier owner"),
        stage.watcher.reappearances(),
        (System.nanoTime() - startedAt) / 1e9,
        stage.violations());
  }

  /**
   * What docs/reliability.md says of a run in which nothing was violated.
   *
   * @param command that ran these scenarios
   */
  static Figures figures(String command, List<Report> reports) {
    double seconds = reports.stream().mapToDouble(Report::seconds).sum();
    return new Figures()
        .paragraph("%s took %.0f s, and no invariant was violated:".formatted(command, seconds))
        .table(
            List.of(
                "scenario",
                "faults",
                "records",
                "tuples seen",
                "rebalances",
                "folds",
                "seen again",
                "seconds"),
            reports.stream().map(Report::cells).toList());
  }

  private List<String> cells() {
    return List.of(
        scenario,
        "%,d".formatted(blows),
        "%,d".formatted(records),
        "%,d".formatted(tuples),
        "%,d".formatted(rebalances),
        "%,d".formatted(folds),
        "%,d".formatted(reappearances),
        "%.0f".formatted(seconds));
  }

  /** The figures, below those of {@link #HEADER}. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-15s %6d %9d %8d %8d %10d %6d %8d %7.0f",
        scenario,
        blows,
        processes,
        records,
        tuples,
        rebalances,
        folds,
        reappearances,
        seconds);
  }
}
