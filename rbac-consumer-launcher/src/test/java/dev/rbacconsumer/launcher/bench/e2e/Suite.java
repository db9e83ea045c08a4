package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.result.BenchmarkResult;
import dev.rbacconsumer.launcher.bench.e2e.result.FinalState;
import dev.rbacconsumer.launcher.bench.e2e.result.Machine;
import dev.rbacconsumer.launcher.bench.e2e.result.RunResult;
import dev.rbacconsumer.launcher.bench.e2e.result.Setting;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import dev.rbacconsumer.launcher.process.JarProcess;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Measures every way once in each round, in another order each round, under all conditions. The
 * first run under each condition warms up broker and store, and does not count.
 */
final class Suite {
  /** Marks of a backlog, which are the resolution of its rates. */
  private static final int MARKS = 400;

  private static final int LEAST_MESSAGES = 400;
  private static final int WARM_UP_MESSAGES = 2000;

  private final Options options;
  private final Consumer<String> log;
  private final List<RunResult> results = new ArrayList<>();
  private int topics;

  /**
   * @param log takes a line after each run
   */
  Suite(Options options, Consumer<String> log) {
    this.options = options;
    this.log = log;
  }

  /**
   * Runs everything.
   *
   * @param arguments for the result
   * @param files directory for what the processes write
   */
  BenchmarkResult run(String arguments, Path files) throws Exception {
    try (Stage stage = new Stage(options.target(), files)) {
      for (int partitions : options.partitions()) {
        for (StoreSpec store : options.stores()) {
          run(stage, store, partitions);
        }
      }
    }
    return new BenchmarkResult(
        Machine.current(),
        Revision.current(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        options.seed(),
        arguments,
        results);
  }

  /** Returns the ways that left wrong tuples, although they keep the order. */
  List<String> wrongWays() {
    List<String> ordered = options.ways().stream().filter(Way::keepsOrder).map(Way::id).toList();
    return results.stream()
        .filter(run -> ordered.contains(run.way()) && !isRight(run))
        .map(run -> run.way() + ", round " + run.round() + ": " + run.state())
        .toList();
  }

  private static boolean isRight(RunResult run) {
    FinalState state = run.state();
    return state == null || state.isRight();
  }

  private void run(Stage stage, StoreSpec store, int partitions) throws Exception {
    String target = options.target();
    Setting setting = new Setting(target == null ? store.text() : "SpiceDB " + target, partitions);
    Way warmUp = Ways.named(List.of("bare-chained")).get(0);
    double millis =
        target == null ? store.meanMillis() : StoreSpec.parse("0+postgresql").meanMillis();
    int fewer = Math.min(WARM_UP_MESSAGES, backlog(warmUp, millis, partitions));
    log.accept(setting + ", warm-up");
    var unused = measure(stage, store, warmUp, setting, 0, fewer, 0);
    for (int round = 1; round <= options.rounds(); round++) {
      List<Way> order = new ArrayList<>(options.ways());
      Collections.shuffle(order, new Random(options.seed() * 1000 + round));
      for (Way way : order) {
        int messages = backlog(way, millis, partitions);
        int steady = way.readsOnly() ? 0 : options.steadyMessages();
        RunResult run = measure(stage, store, way, setting, round, messages, steady);
        log.accept(line(run));
        results.add(run);
      }
    }
  }

  private RunResult measure(
      Stage stage, StoreSpec store, Way way, Setting setting, int round, int messages, int steady)
      throws Exception {
    stage.store.reset(store, options.seed());
    Workload workload =
        new Workload(options.seed() + round, setting.partitions(), messages, steady, MARKS);
    Path jar = way.isOfBase() ? Objects.requireNonNull(options.base()) : JarProcess.jar();
    return new OneRun(stage, way, workload, options.steadyRate(), "e2e-" + topics++)
        .measure(jar, setting, round);
  }

  private int backlog(Way way, double storeMillis, int partitions) {
    if (options.seconds() == 0) {
      return options.messages();
    }
    double rough = way.pace().roughRate(storeMillis) * Math.min(partitions, 4);
    long fitting = Math.round(rough * options.seconds());
    return (int) Math.min(options.messages(), Math.max(LEAST_MESSAGES, fitting));
  }

  private static String line(RunResult run) {
    return String.format(
        Locale.ROOT,
        "%s, round %d, %s: %d messages, %.0f/s, cold %.0f/s, %.2f calls, %.3f ms CPU, %s, %s",
        run.setting().title(),
        run.round(),
        run.way(),
        run.messages(),
        run.warmRate(),
        run.coldRate(),
        run.callsPerMessage(),
        run.cpuMillis(),
        run.state(),
        run.steady());
  }
}
