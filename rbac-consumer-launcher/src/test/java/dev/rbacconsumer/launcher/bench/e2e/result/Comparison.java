package dev.rbacconsumer.launcher.bench.e2e.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Compares the ratios of ways to their limits with recorded ones. Pure. */
public final class Comparison {
  private Comparison() {}

  /** Returns the ratio of each way to its limit in each setting, by a name for both. */
  public static Map<String, Double> ratios(List<RunResult> runs) {
    Summary summary = new Summary(runs);
    Map<String, Double> ratios = new TreeMap<>();
    for (RunResult run : runs) {
      String limit = run.limit();
      if (limit != null) {
        double ratio = summary.ratio(run.setting(), run.way(), limit, RunResult::warmRate);
        if (!Double.isNaN(ratio)) {
          ratios.put(run.way() + " of " + limit + ", " + run.setting().title(), ratio);
        }
      }
    }
    return ratios;
  }

  /**
   * Returns a line for each ratio that is much smaller than the recorded one, and for each that was
   * recorded and is missing.
   *
   * @param least smallest part of the recorded ratio that is accepted
   */
  public static List<String> drops(
      Map<String, Double> recorded, Map<String, Double> measured, double least) {
    List<String> drops = new ArrayList<>();
    recorded.forEach(
        (name, before) -> {
          Double now = measured.get(name);
          if (now == null) {
            drops.add(name + ": want about %s, got no run".formatted(text(before)));
          } else if (now < before * least) {
            drops.add(
                "%s: want at least %s, which is %s of the recorded %s, got %s"
                    .formatted(name, text(before * least), text(least), text(before), text(now)));
          }
        });
    return drops;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
