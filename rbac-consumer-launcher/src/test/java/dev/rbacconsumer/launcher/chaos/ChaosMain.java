package dev.rbacconsumer.launcher.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * All scenarios, one after the other, in about so many seconds: {@code ChaosMain [seconds [seed]]},
 * 300 and a new seed by default. Prints figures, and exits with 1 when anything was seen that must
 * not be.
 */
public final class ChaosMain {
  private static final int SECONDS = 300;

  /** Share of the time in percent, and blows in {@value #SECONDS} seconds. */
  private record Share(int percent, int blows) {}

  private ChaosMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws InterruptedException, IOException {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : new Random().nextInt(1_000_000);
    // What clients say of a broker that was killed is no news here.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    System.out.printf("CHAOS_SECONDS=%d CHAOS_SEED=%d%n", seconds, seed);
    System.exit(run(seconds, seed) ? 0 : 1);
  }

  private static boolean run(int seconds, long seed) throws InterruptedException, IOException {
    Map<Scenario, Share> scenarios = new LinkedHashMap<>();
    scenarios.put(new KilledConsumers(2), new Share(46, 30));
    scenarios.put(new KilledBroker(), new Share(14, 2));
    scenarios.put(new Rebalances(), new Share(16, 3));
    scenarios.put(new StoreOutages(), new Share(10, 6));
    List<Report> reports = new ArrayList<>();
    boolean clean = true;
    long next = seed;
    try (Chaos chaos = new Chaos()) {
      System.out.println(Report.HEADER);
      for (Map.Entry<Scenario, Share> entry : scenarios.entrySet()) {
        Share share = entry.getValue();
        Budget budget =
            new Budget(
                Math.max(2, share.blows * seconds / SECONDS),
                Duration.ofSeconds((long) seconds * share.percent / 100));
        Report report = chaos.run(entry.getKey(), next++, budget);
        System.out.println(report.line());
        System.out.println("    " + report.setup());
        report.violations().forEach(it -> System.out.println("VIOLATION: " + it));
        reports.add(report);
        clean &= report.violations().isEmpty();
      }
    }
    if (clean) {
      Report.figures(
              "`make chaos CHAOS_SECONDS=%d CHAOS_SEED=%d`".formatted(seconds, seed), reports)
          .writeIfRequested();
    }
    System.out.println(clean ? "Nothing was seen that must not be" : "FAILED: seed " + seed);
    return clean;
  }
}
