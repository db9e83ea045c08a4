package dev.rbacconsumer.launcher.bench.e2e.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results as examples. */
final class Examples {
  static final Setting FAST = new Setting("0", 1);

  private Examples() {}

  static BenchmarkResult result(List<RunResult> runs) {
    Machine machine = new Machine(2, "Processor", 1024, "Linux", "17");
    return new BenchmarkResult(machine, "abc", "2026-12-01", 1, "--rounds=2", runs);
  }

  static RunResult run(String way, @Nullable String limit, int round, double warm) {
    return run(way, limit, round, warm, new FinalState(0, 0));
  }

  static RunResult run(
      String way, @Nullable String limit, int round, double warm, @Nullable FinalState state) {
    SteadyResult steady = state == null ? null : new SteadyResult(200, 1.25, 2, 3, 0.5);
    return new RunResult(
        FAST,
        round,
        way,
        "the " + way,
        limit,
        100,
        900,
        warm / 2,
        warm,
        5 * warm,
        2.25,
        0,
        0.125,
        99,
        0.015,
        state,
        steady);
  }
}
