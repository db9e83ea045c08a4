package dev.rbacconsumer.testkit.spicedb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Private PostgreSQL cluster in a temporary directory, with durable writes. It listens on the
 * loopback address and trusts every connection. When the tests run as root, it runs as the user
 * {@code postgres} of the distribution's package, because PostgreSQL refuses root.
 */
public final class PostgresCluster implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final String USER = "spicedb";

  private final Path programs;
  private final Path directory;
  private final Path log;
  private final int port = LocalCommand.freePort();
  private final Thread atExit = new Thread(this::shutDown, "postgres-cluster-shutdown");

  private String options = "";

  private PostgresCluster(Path programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
    this.log = directory.resolve("log");
  }

  /**
   * Returns whether PostgreSQL's server programs are on this host, in the directory of Debian's
   * package.
   */
  public static boolean isInstalled() {
    return programs().isPresent();
  }

  /**
   * Creates a cluster and starts it.
   *
   * @throws IllegalStateException if PostgreSQL is not installed, or does not start
   */
  public static PostgresCluster start() {
    Path programs =
        programs()
            .orElseThrow(
                () -> new IllegalStateException("want PostgreSQL in " + PACKAGES + ", got none"));
    PostgresCluster cluster = new PostgresCluster(programs, directory());
    cluster.initialize();
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    cluster.startServer();
    return cluster;
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("rbac-consumer-postgres");
      if (isRoot()) {
        Files.setOwner(directory, postgres(directory));
      }
      return directory;
    } catch (IOException noPlace) {
      throw new UncheckedIOException(noPlace);
    }
  }

  private static UserPrincipal postgres(Path file) throws IOException {
    return file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
  }

  private static Optional<Path> programs() {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparing(Path::toString));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private void initialize() {
    run("initdb", "--pgdata", data(), "--auth", "trust", "--username", USER, "--encoding", "UTF8");
  }

  /** Starts the server again, on the same port and data, and waits until it accepts connections. */
  public void startServer() {
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s"
                .formatted(port, directory)
            // SpiceDB's Watch refuses a server without it.
            + " -c track_commit_timestamp=on"
            + this.options;
    run("pg_ctl", "start", "--wait", "--pgdata", data(), "--log", logOfServer(), "-o", options);
  }

  /**
   * Starts the server again with TLS. From then on, connections over TCP need it, and a password.
   *
   * @param certificate certificate of the server, in PEM
   * @param key its private key, in PEM
   */
  public void restartWithTls(String certificate, String key) {
    Path data = directory.resolve("data");
    stopImmediately();
    try {
      writePrivately(data.resolve("server.crt"), certificate);
      writePrivately(data.resolve("server.key"), key);
      // The helpers of this class connect over the socket of the file system.
      Files.writeString(
          data.resolve("pg_hba.conf"),
          "local all all trust%nhostssl all all 127.0.0.1/32 scram-sha-256%n".formatted());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    options = " -c ssl=on";
    startServer();
  }

  private static void writePrivately(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      Files.setOwner(file, postgres(file));
    }
  }

  /** Stops the server without a checkpoint, as a crash does. Committed transactions survive. */
  public void stopImmediately() {
    run("pg_ctl", "stop", "--mode", "immediate", "--wait", "--pgdata", data());
  }

  /** Runs one statement in the database of SpiceDB. */
  public void execute(String sql) {
    run(
        "psql",
        "--host=" + directory,
        "--port=" + port,
        "--username=" + USER,
        "--dbname=postgres",
        "--set=ON_ERROR_STOP=1",
        "--command=" + sql);
  }

  /** Returns the port of the server on the loopback address; it stays the same. */
  public int port() {
    return port;
  }

  /** Returns the name of the superuser. The database is {@code postgres}. */
  public String user() {
    return USER;
  }

  /** Returns the connection string for SpiceDB's option {@code --datastore-conn-uri}. */
  public String uri() {
    return "postgres://%s@127.0.0.1:%d/postgres?sslmode=disable".formatted(USER, port);
  }

  /** Stops the server and deletes the cluster. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    shutDown();
  }

  private void shutDown() {
    if (Files.exists(directory.resolve("data").resolve("postmaster.pid"))) {
      stopImmediately();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private String logOfServer() {
    return directory.resolve("server.log").toString();
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    LocalCommand.run(command, log);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
