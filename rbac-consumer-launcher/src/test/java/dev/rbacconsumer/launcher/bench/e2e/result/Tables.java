package dev.rbacconsumer.launcher.bench.e2e.result;

import dev.rbacconsumer.testkit.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Tables of a benchmark for the documentation. Numbers are medians of rounds. */
public final class Tables {
  private static final String NOTHING = "–";

  private final BenchmarkResult result;
  private final Summary summary;
  private final List<Setting> settings;

  /** Titles of the ways that ran, by their ids. */
  private final Map<String, String> titles = new LinkedHashMap<>();

  private final Map<String, String> limits = new LinkedHashMap<>();

  /**
   * Creates the tables of a benchmark.
   *
   * @param order ids of the ways, in the order of the rows
   */
  public Tables(BenchmarkResult result, List<String> order) {
    this.result = result;
    this.summary = new Summary(result.runs());
    this.settings = summary.settings();
    for (String way : order) {
      result.runs().stream()
          .filter(run -> run.way().equals(way))
          .findFirst()
          .ifPresent(this::addWay);
    }
  }

  private void addWay(RunResult run) {
    titles.put(run.way(), run.title());
    String limit = run.limit();
    if (limit != null) {
      limits.put(run.way(), limit);
    }
  }

  /**
   * Adds the conditions of the benchmark and its tables.
   *
   * @param name of the file with the results
   */
  public void addTo(Figures figures, String name) {
    Machine machine = result.machine();
    figures.paragraph(
        "[`%s`](benchmarks/%s): commit %s, %s, %d × %s, %d MiB, %s, seed %d, `%s`."
            .formatted(
                name,
                name,
                result.commit(),
                result.date(),
                machine.processors(),
                machine.processor(),
                machine.memoryMiB(),
                machine.jdk(),
                result.seed(),
                result.arguments()));
    figures.paragraph("Messages a second, warm (cold):");
    figures.table(header("way"), rates());
    List<List<String>> ratios = ratios();
    if (!ratios.isEmpty()) {
      figures.paragraph("Of the limit of its kind, warm (cold):");
      figures.table(header("way"), ratios);
    }
    for (Setting setting : settings) {
      figures.paragraph("In detail, with a store of " + setting.title() + ":");
      figures.table(DETAILS, details(setting));
    }
  }

  private List<String> header(String first) {
    List<String> header = new ArrayList<>(List.of(first));
    settings.forEach(setting -> header.add(setting.title()));
    return header;
  }

  private List<List<String>> rates() {
    List<List<String>> rows = new ArrayList<>();
    titles.forEach(
        (way, title) -> {
          List<String> row = new ArrayList<>(List.of(title));
          for (Setting setting : settings) {
            row.add(
                pair(
                    number(0, summary.median(setting, way, RunResult::warmRate)),
                    number(0, summary.median(setting, way, RunResult::coldRate))));
          }
          rows.add(row);
        });
    return rows;
  }

  private List<List<String>> ratios() {
    List<List<String>> rows = new ArrayList<>();
    limits.forEach(
        (way, limit) -> {
          List<String> row = new ArrayList<>(List.of(title(way)));
          for (Setting setting : settings) {
            row.add(
                pair(
                    number(2, summary.ratio(setting, way, limit, RunResult::warmRate)),
                    number(2, summary.ratio(setting, way, limit, RunResult::coldRate))));
          }
          if (titles.containsKey(limit)) {
            rows.add(row);
          }
        });
    return rows;
  }

  private static final List<String> DETAILS =
      List.of(
          "way",
          "messages",
          "tuples/s",
          "calls/message",
          "CPU ms/message",
          "resident MiB",
          "collector",
          "first applied after ms",
          "steady p50 ms",
          "p99",
          "max",
          "CPU ms/message",
          "final state");

  private List<List<String>> details(Setting setting) {
    List<List<String>> rows = new ArrayList<>();
    titles.forEach(
        (way, title) -> {
          if (!summary.runs(setting, way).isEmpty()) {
            rows.add(
                List.of(
                    title,
                    number(0, summary.median(setting, way, RunResult::messages)),
                    number(0, summary.median(setting, way, RunResult::tupleRate)),
                    number(2, summary.median(setting, way, RunResult::callsPerMessage)),
                    number(3, summary.median(setting, way, RunResult::cpuMillis)),
                    number(0, summary.median(setting, way, RunResult::residentMiB)),
                    number(1, summary.median(setting, way, run -> 100 * run.gcShare())) + " %",
                    number(0, summary.median(setting, way, RunResult::firstAppliedMillis)),
                    number(1, steady(setting, way, SteadyResult::p50Millis)),
                    number(1, steady(setting, way, SteadyResult::p99Millis)),
                    number(1, steady(setting, way, SteadyResult::maxMillis)),
                    number(2, steady(setting, way, SteadyResult::cpuMillis)),
                    summary.state(setting, way).map(FinalState::text).orElse(NOTHING)));
          }
        });
    return rows;
  }

  private double steady(Setting setting, String way, ToDoubleFunction<SteadyResult> figure) {
    return summary.median(
        setting,
        way,
        run -> {
          @Nullable SteadyResult steady = run.steady();
          return steady == null ? Double.NaN : figure.applyAsDouble(steady);
        });
  }

  private String title(String way) {
    return titles.getOrDefault(way, way);
  }

  private static String pair(String warm, String cold) {
    return warm.equals(NOTHING) ? NOTHING : warm + " (" + cold + ")";
  }

  private static String number(int digits, double value) {
    return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
