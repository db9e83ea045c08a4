package dev.rbacconsumer.launcher.packaging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.launcher.bench.e2e.result.Machine;
import dev.rbacconsumer.testkit.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * Measures starts up to the first applied message, ends, the load of an idle process, and the speed
 * of a process that is not warm yet: {@code StartupMain [rounds]}, 5 by default. In each round
 * every way has its turn, in another order. The first round does not count: it finds nothing in the
 * machine's caches.
 */
public final class StartupMain {
  private StartupMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    Path files = Files.createTempDirectory("rbac-consumer-startup-");
    Figures figures = new Figures();
    figures.paragraph(Machine.current().title() + ", " + rounds + " rounds.");
    try (StartupStage stage = new StartupStage(files)) {
      measureStarts(stage, rounds, figures);
      figures.table(
          List.of("idle, partitions", "part of a core"),
          stage.idleLoads(List.of(1, 16)).entrySet().stream()
              .map(it -> List.of("" + it.getKey(), percent(it.getValue())))
              .toList());
      ColdStart cold = stage.coldStart();
      figures.table(
          List.of("one partition, store of 0 ms", "messages a second", "of warm"),
          List.of(
              row("second 2 after the start", cold.afterOneSecond(), cold),
              row("seconds 10 and 11", cold.afterTenSeconds(), cold),
              row("warm: seconds 36 to 45", cold.warm(), cold)));
    }
    System.out.println();
    System.out.println(figures.markdown());
    figures.writeIfRequested();
    System.exit(0);
  }

  private static void measureStarts(StartupStage stage, int rounds, Figures figures)
      throws Exception {
    Random order = new Random(1);
    StartTimes times = new StartTimes();
    StartSteps steps = new StartSteps();
    List<StartWay> ways = new ArrayList<>(Arrays.asList(StartWay.values()));
    for (int round = 0; round <= rounds; round++) {
      Collections.shuffle(ways, order);
      Map<StartWay, StartSample> samples = new EnumMap<>(StartWay.class);
      for (StartWay way : ways) {
        boolean counts = round > 0 && way == StartWay.DIST_WITH_CLASS_DATA;
        samples.put(way, stage.start(way, counts ? steps::add : (started, log, applied) -> {}));
      }
      System.out.println((round == 0 ? "does not count: " : "") + samples);
      if (round > 0) {
        times.add(samples);
      }
    }
    times.addTo(figures);
    steps.addTo(figures);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", part * 100);
  }

  private static List<String> row(String title, double rate, ColdStart cold) {
    return List.of(
        title,
        String.format(Locale.ROOT, "%.0f", rate),
        String.format(Locale.ROOT, "%.2f", rate / cold.warm()));
  }
}
