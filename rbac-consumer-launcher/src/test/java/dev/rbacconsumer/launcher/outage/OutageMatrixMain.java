package dev.rbacconsumer.launcher.outage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.rbacconsumer.testkit.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Plays outages with a real broker, a Relations API, a real Prometheus and the jar as a process:
 * {@code OutageMatrixMain [row...]}, all rows by default. Prints a line for each, and exits with 1
 * when something was not as expected.
 */
public final class OutageMatrixMain {
  /** Kept, because the logging of the JDK forgets the level of a logger that it alone refers to. */
  private static final java.util.logging.Logger GRPC =
      java.util.logging.Logger.getLogger("io.grpc");

  private OutageMatrixMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException, InterruptedException {
    // What clients and servers say of a peer that has gone is no news here.
    ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
    GRPC.setLevel(java.util.logging.Level.OFF);
    List<Row> rows = OutageMatrix.rows();
    Set<String> wanted = new TreeSet<>(List.of(args));
    Set<String> known = new TreeSet<>(rows.stream().map(Row::name).toList());
    if (!known.containsAll(wanted)) {
      System.err.println("want rows of " + known + ", got " + wanted);
      System.exit(2);
    }
    if (!wanted.isEmpty() && System.getProperty(Figures.PROPERTY) != null) {
      System.err.println("want all rows to publish the matrix, got " + wanted);
      System.exit(2);
    }
    List<Result> results = new ArrayList<>();
    try (OutageBroker shared = new OutageBroker(Map.of())) {
      for (Row row : rows) {
        if (wanted.isEmpty() || wanted.contains(row.name())) {
          Result result = play(row, shared);
          System.out.println(result.text());
          results.add(result);
        }
      }
    }
    boolean complete = wanted.isEmpty();
    Set<String> flat = complete ? flatRates(results) : Set.of();
    flat.forEach(it -> System.out.println("above 0 in no outage, though documented: " + it));
    long failed = results.stream().filter(it -> !it.holds()).count();
    System.out.printf("%d of %d rows hold%n", results.size() - failed, results.size());
    if (complete) {
      MatrixPage.of(results).writeIfRequested();
    }
    System.exit(failed == 0 && flat.isEmpty() ? 0 : 1);
  }

  private static Result play(Row row, OutageBroker shared)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("outage-" + row.name() + "-");
    Result result = play(row, shared, folder);
    if (result.holds()) {
      delete(folder);
    } else {
      System.out.println("The files of the next row are in " + folder);
    }
    return result;
  }

  private static Result play(Row row, OutageBroker shared, Path folder)
      throws InterruptedException {
    if (row.brokerSettings().isEmpty()) {
      return new RowRun(row, shared, folder).run();
    }
    try (OutageBroker own = new OutageBroker(row.brokerSettings())) {
      return new RowRun(row, own, folder).run();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Queries of the documentation for rates that no outage has raised above 0. */
  private static Set<String> flatRates(List<Result> results) {
    Set<String> flat = new TreeSet<>(Looks.documentedRates());
    results.forEach(it -> flat.removeAll(it.rates()));
    return flat;
  }
}
