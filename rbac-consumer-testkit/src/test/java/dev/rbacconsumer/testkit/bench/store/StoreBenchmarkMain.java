package dev.rbacconsumer.testkit.bench.store;

import dev.rbacconsumer.testkit.Figures;
import dev.rbacconsumer.testkit.spicedb.PostgresCluster;
import dev.rbacconsumer.testkit.spicedb.SpiceDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures removals and messages against a real SpiceDB, in memory and on PostgreSQL, and prints
 * two tables. The environment variable {@code SPICEDB_PROGRAM} names the executable file of
 * SpiceDB. One optional argument: how many rounds.
 */
public final class StoreBenchmarkMain {
  private static final int REMOVALS = 400;
  private static final int MESSAGES = 100;
  private static final List<Way> REMOVING =
      List.of(
          new Way.Fixed(1),
          new Way.Fixed(4),
          new Way.Fixed(16),
          new Way.Fixed(64),
          new Way.Adaptive(16),
          new Way.Adaptive(64));
  private static final List<Way> APPLYING =
      List.of(
          new Way.Messages(false, 1),
          new Way.Messages(false, 100),
          new Way.Messages(true, 1),
          new Way.Messages(true, 100));

  private StoreBenchmarkMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws InterruptedException, IOException {
    String program = System.getenv("SPICEDB_PROGRAM");
    if (program == null) {
      throw new IllegalStateException("SPICEDB_PROGRAM: want the executable file of SpiceDB");
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    List<StoreMeasured> measured = new ArrayList<>();
    try (SpiceDbServer server = SpiceDbServer.inMemory(Path.of(program))) {
      measured.addAll(measure(StoreKind.IN_MEMORY, server, rounds));
    }
    if (PostgresCluster.isInstalled()) {
      try (PostgresCluster postgres = PostgresCluster.start();
          SpiceDbServer server = SpiceDbServer.onPostgres(Path.of(program), postgres)) {
        postgres.execute("ALTER SYSTEM SET autovacuum = off");
        postgres.execute("SELECT pg_reload_conf()");
        measured.addAll(measure(StoreKind.NEW_POSTGRESQL, server, rounds));
        postgres.execute("ANALYZE");
        measured.addAll(measure(StoreKind.POSTGRESQL, server, rounds));
      }
    } else {
      System.out.println("NOT MEASURED ON POSTGRESQL: install Debian's package postgresql");
    }
    Figures figures = new StoreTables(measured).figures(REMOVING, APPLYING);
    System.out.println();
    System.out.println(figures.markdown());
    figures.writeIfRequested();
    System.exit(0);
  }

  /** Every way once in each round, and each round beginning with another one. */
  private static List<StoreMeasured> measure(StoreKind kind, SpiceDbServer server, int rounds)
      throws InterruptedException {
    List<StoreMeasured> measured = new ArrayList<>();
    List<Way> order = new ArrayList<>(REMOVING);
    order.addAll(APPLYING);
    try (StoreBenchmark benchmark =
        new StoreBenchmark(kind, server.target(), server.key(), REMOVALS, MESSAGES)) {
      for (Way way : order) {
        benchmark.run(way, 0);
      }
      for (int round = 0; round < rounds; round++) {
        for (Way way : order) {
          StoreMeasured run = benchmark.run(way, round);
          System.out.println(run);
          measured.add(run);
        }
        Collections.rotate(order, 1);
      }
    }
    return measured;
  }
}
