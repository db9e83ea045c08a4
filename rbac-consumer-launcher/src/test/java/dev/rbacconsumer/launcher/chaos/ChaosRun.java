package dev.rbacconsumer.launcher.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * Scenarios, one after the other, whose figures are printed and published where that is requested.
 *
 * @param command that runs the same once more
 * @param seed of the first scenario; each of the others has the next one
 */
record ChaosRun(String command, long seed) {
  private static final int SEEDS = 1_000_000;

  /** Kept, because the logging of the JDK forgets the level of a logger that it alone refers to. */
  private static final java.util.logging.Logger GRPC =
      java.util.logging.Logger.getLogger("io.grpc");

  /** A seed that differs from run to run, unless the arguments of a program hold one. */
  static long seed(String[] args, int index) {
    return args.length > index ? Long.parseLong(args[index]) : new Random().nextInt(SEEDS);
  }

  /** Returns whether no invariant was violated. */
  boolean succeeds(Map<Scenario, Budget> scenarios) throws InterruptedException, IOException {
    // What clients and servers say of a peer that has gone is no news here.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    GRPC.setLevel(java.util.logging.Level.OFF);
    System.out.println(command);
    List<Report> reports = new ArrayList<>();
    boolean clean = true;
    long next = seed;
    try (Chaos chaos = new Chaos()) {
      System.out.println(Report.HEADER);
      for (Map.Entry<Scenario, Budget> entry : scenarios.entrySet()) {
        Report report = chaos.run(entry.getKey(), next++, entry.getValue());
        System.out.println(report.line());
        System.out.println("    " + report.setup());
        report.violations().forEach(it -> System.out.println("VIOLATION: " + it));
        reports.add(report);
        clean &= report.violations().isEmpty();
      }
    }
    if (clean) {
      Report.figures("`" + command + "`", reports).writeIfRequested();
    }
    System.out.println(clean ? "No invariant was violated" : "FAILED; to repeat it: " + command);
    return clean;
  }
}
