package dev.rbacconsumer.launcher.bench.rebalance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.launcher.bench.e2e.result.Machine;
import dev.rbacconsumer.launcher.bench.e2e.store.StoreSpec;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.Ways;
import dev.rbacconsumer.testkit.Figures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Measures what further instances give: {@code ScaleMain [--rounds=N] [--instances=N,…]
 * [--stores=SPEC,…] [--ways=ID,…] [--seconds=N]}. A backlog is about as large as one instance
 * applies in the given seconds, and a third of that time lets the instances become warm.
 */
public final class ScaleMain {
  private static final int PARTITIONS = 16;

  /** About the most that the processors of a small machine permit, in messages a second. */
  private static final double HIGHEST_RATE = 2500;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "rounds", "3",
          "instances", "1,2,4",
          "stores", "1,5",
          "ways", "strict",
          "seconds", "60");

  private ScaleMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    // Its clients name groups and topics that are new, which is no news.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    Arguments arguments = Arguments.parse(DEFAULTS, Arrays.asList(args));
    Path files = Files.createTempDirectory("rbac-consumer-scale-");
    List<ScaleResult> results = new ArrayList<>();
    try (Cluster cluster = new Cluster(files)) {
      int seconds = arguments.number("seconds");
      ScaleRun run = new ScaleRun(cluster, PARTITIONS, Duration.ofSeconds(seconds / 3));
      for (int round = 1; round <= arguments.number("rounds"); round++) {
        for (StoreSpec store : arguments.words("stores").stream().map(StoreSpec::parse).toList()) {
          for (Way way : Ways.named(arguments.words("ways"))) {
            int messages = backlog(way, store, seconds);
            for (String instances : arguments.words("instances")) {
              ScaleResult result =
                  run.measure(store, way, Integer.parseInt(instances), messages, round);
              System.out.println("round " + round + ": " + result);
              results.add(result);
            }
          }
        }
      }
    }
    Figures figures = new Figures();
    figures.paragraph(Machine.current().title() + ", rounds: " + arguments.number("rounds") + ".");
    ScaleTable.addTo(figures, results);
    System.out.println();
    System.out.println(figures.markdown());
    System.out.println("Logs: " + files);
    figures.writeIfRequested();
    System.exit(0);
  }

  private static int backlog(Way way, StoreSpec store, int seconds) {
    double rate = PARTITIONS * way.pace().roughRate(store.meanMillis());
    return (int) (Math.min(HIGHEST_RATE, rate) * seconds);
  }
}
