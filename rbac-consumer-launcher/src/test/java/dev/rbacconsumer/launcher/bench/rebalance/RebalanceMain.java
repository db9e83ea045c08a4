package dev.rbacconsumer.launcher.bench.rebalance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.launcher.bench.e2e.result.Machine;
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
 * Measures how long partitions pause in rebalances: {@code RebalanceMain [--rounds=N]
 * [--protocols=ID,…] [--history=N] [--kills=no] [--settings=NAME=VALUE,…]}: five rounds, all
 * protocols and 10,000 earlier messages in each partition by default. Settings are environment
 * variables of the instances.
 */
public final class RebalanceMain {
  private static final int PARTITIONS = 8;
  private static final int PER_SECOND = 200;

  private RebalanceMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    // Its clients name groups and topics that are new, which is no news.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.ERROR);
    Arguments arguments =
        Arguments.parse(
            Map.of(
                "rounds", "5",
                "protocols", "classic,consumer,consumer-quick",
                "history", "10000",
                "kills", "yes",
                "settings", ""),
            Arrays.asList(args));
    Path files = Files.createTempDirectory("rbac-consumer-rebalance-");
    List<Pause> pauses = new ArrayList<>();
    try (Cluster cluster = new Cluster(files)) {
      RebalanceRun run =
          new RebalanceRun(
              cluster,
              PARTITIONS,
              arguments.number("history"),
              PER_SECOND,
              Duration.ofSeconds(20),
              Duration.ofSeconds(5),
              arguments.words("kills").contains("yes"),
              arguments.pairs("settings"));
      for (int round = 1; round <= arguments.number("rounds"); round++) {
        for (String protocol : arguments.words("protocols")) {
          List<Pause> measured = run.measure(Protocol.of(protocol), round);
          System.out.println("round " + round + ": " + measured);
          pauses.addAll(measured);
        }
      }
    }
    Figures figures = new Figures();
    figures.paragraph(Machine.current().title() + ", rounds: " + arguments.number("rounds") + ".");
    PauseTable.addTo(figures, pauses);
    System.out.println();
    System.out.println(figures.markdown());
    System.out.println("Logs: " + files);
    figures.writeIfRequested();
    System.exit(0);
  }
}
