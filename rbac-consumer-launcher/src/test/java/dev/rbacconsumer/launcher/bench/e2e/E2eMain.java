package dev.rbacconsumer.launcher.bench.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult;
import dev.rbacconsumer.launcher.bench.e2e.result.Comparison;
import dev.rbacconsumer.launcher.bench.e2e.result.RunResult;
import dev.rbacconsumer.launcher.bench.e2e.result.Setting;
import dev.rbacconsumer.launcher.bench.e2e.result.Summary;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.testkit.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Runs the end-to-end benchmark as a program. {@code run [OPTIONS]} measures, writes the results as
 * JSON, and prints tables; {@code smoke RECORDED [OPTIONS]} compares the ratios to the limits with
 * recorded ones; {@code compare [OPTIONS]} compares two revisions. See {@link Options}.
 */
public final class E2eMain {
  /** Smallest part of a recorded ratio that passes: more than the noise of a busy machine. */
  static final double LEAST = 0.6;

  private E2eMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    // Its producers and clients name topics that are deleted, which is no news.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    List<String> words = new ArrayList<>(Arrays.asList(args));
    String command = words.remove(0);
    Path recorded = command.equals("smoke") ? Path.of(words.remove(0)) : Path.of("");
    Options options = Options.parse(words);
    Path files = Files.createTempDirectory("rbac-consumer-e2e");
    Suite suite = new Suite(options, System.out::println);
    BenchmarkResult result = suite.run(String.join(" ", shown(words)), files);
    result.write(options.out());
    System.out.println("\nResults: " + options.out() + ", logs: " + files + "\n");
    List<String> problems = new ArrayList<>(suite.wrongWays());
    switch (command) {
      case "run" -> publish(result, options.out());
      case "smoke" -> problems.addAll(drops(recorded, result));
      case "compare" -> System.out.println(compared(result, options).markdown());
      default -> throw new IllegalArgumentException("want run, smoke or compare, got " + command);
    }
    problems.forEach(System.err::println);
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  /** Returns the options that have a value and say something about the measurement. */
  private static List<String> shown(List<String> words) {
    return words.stream()
        .filter(word -> !word.endsWith("=") && !word.startsWith("--out="))
        .toList();
  }

  private static void publish(BenchmarkResult result, Path out) throws IOException {
    System.out.println(Pages.of(Map.of(out.getFileName().toString(), result)).markdown());
    Pages.of(Pages.results(out.toAbsolutePath().getParent())).writeIfRequested();
  }

  private static List<String> drops(Path recorded, BenchmarkResult result) throws IOException {
    Map<String, Double> measured = Comparison.ratios(result.runs());
    measured.forEach((name, ratio) -> System.out.printf(Locale.ROOT, "%.2f %s%n", ratio, name));
    return Files.exists(recorded)
        ? Comparison.drops(
            Comparison.ratios(BenchmarkResult.read(recorded).runs()), measured, LEAST)
        : List.of(recorded + ": want recorded results, got none; record them with UPDATE=1");
  }

  /** Returns a table with each way of the product, compared with that of the other revision. */
  static Figures compared(BenchmarkResult result, Options options) {
    Summary summary = new Summary(result.runs());
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : summary.settings()) {
      for (Way way : options.ways()) {
        String base = way.id() + Way.BASE;
        if (!summary.runs(setting, base).isEmpty()) {
          rows.add(
              List.of(
                  setting.title(),
                  way.id(),
                  text(summary.median(setting, base, RunResult::warmRate)),
                  text(summary.median(setting, way.id(), RunResult::warmRate)),
                  text(summary.ratio(setting, way.id(), base, RunResult::warmRate)),
                  text(summary.ratio(setting, way.id(), base, RunResult::coldRate)),
                  text(summary.ratio(setting, way.id(), base, RunResult::cpuMillis)),
                  text(summary.ratio(setting, way.id(), base, RunResult::firstAppliedMillis))));
        }
      }
    }
    return new Figures()
        .table(
            List.of(
                "setting",
                "way",
                "base: messages/s",
                "now: messages/s",
                "times",
                "times, cold",
                "times the CPU",
                "times the start"),
            rows);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}
