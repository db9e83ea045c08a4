package dev.rbacconsumer.launcher.bench.e2e.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Medians over the rounds of a benchmark. Pure. */
public final class Summary {
  private final List<RunResult> runs;

  /** Creates the summary of some runs. */
  public Summary(List<RunResult> runs) {
    this.runs = List.copyOf(runs);
  }

  /** Returns the conditions in the order in which they first occur. */
  public List<Setting> settings() {
    return new ArrayList<>(new LinkedHashSet<>(runs.stream().map(RunResult::setting).toList()));
  }

  /** Returns the runs of a way, one for each round. */
  public List<RunResult> runs(Setting setting, String way) {
    return runs.stream()
        .filter(run -> run.setting().equals(setting) && run.way().equals(way))
        .toList();
  }

  /** Returns the median of a figure; NaN if there is no run. */
  public double median(Setting setting, String way, ToDoubleFunction<RunResult> figure) {
    return Statistics.median(
        runs(setting, way).stream().map(run -> figure.applyAsDouble(run)).toList());
  }

  /**
   * Returns the median of the ratios of a figure within a round; NaN if the two ways have no round
   * in common.
   */
  public double ratio(
      Setting setting, String way, String other, ToDoubleFunction<RunResult> figure) {
    List<Double> ratios = new ArrayList<>();
    for (RunResult run : runs(setting, way)) {
      runs(setting, other).stream()
          .filter(it -> it.round() == run.round())
          .forEach(it -> ratios.add(figure.applyAsDouble(run) / figure.applyAsDouble(it)));
    }
    return Statistics.median(ratios);
  }

  /** Returns the sum of the differences in all rounds; empty if the way writes nothing. */
  Optional<FinalState> state(Setting setting, String way) {
    return runs(setting, way).stream()
        .map(RunResult::state)
        .filter(Objects::nonNull)
        .reduce(FinalState::plus);
  }
}
