package dev.rbacconsumer.testkit.spicedb;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program {@code spicedb}. It can be killed, and started again on the same port.
 *
 * <pre>{@code
 * try (PostgresCluster postgres = PostgresCluster.start();
 *     SpiceDbServer server = SpiceDbServer.onPostgres(program, postgres);
 *     SpiceDbClient client = new SpiceDbClient(server.target(), server.key())) {
 *   client.writeSchema(StoreSchema.rbac().source(List.of("inventory_hosts_read")));
 *   // ... a consumer with the dialect spicedb, server.target() and the token server.key()
 * }
 * }</pre>
 */
public final class SpiceDbServer implements AutoCloseable {
  private static final Duration START_TIME = Duration.ofMinutes(2);
  private static final String KEY = "a-key-of-tests";

  private final Path program;
  private final List<String> options;
  private final Path log;
  private final Thread atExit = new Thread(this::end, "spicedb-end");
  private int port = LocalCommand.freePort();
  private @Nullable Process process;

  private SpiceDbServer(Path program, List<String> options) {
    this.program = program;
    this.options = List.copyOf(options);
    try {
      this.log = Files.createTempFile("rbac-consumer-spicedb", ".log");
    } catch (IOException noPlace) {
      throw new UncheckedIOException(noPlace);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a server whose data are lost when it ends.
   *
   * @param program executable file
   * @param options options of {@code spicedb serve}, beside those that every server gets
   */
  public static SpiceDbServer inMemory(Path program, String... options) {
    List<String> all = new ArrayList<>(List.of("--datastore-engine=memory"));
    all.addAll(List.of(options));
    return started(new SpiceDbServer(program, all));
  }

  /**
   * Creates SpiceDB's tables in a cluster, and starts a server on it.
   *
   * @param program executable file
   * @param options options of {@code spicedb serve}, beside those that every server gets
   */
  public static SpiceDbServer onPostgres(
      Path program, PostgresCluster postgres, String... options) {
    List<String> datastore =
        List.of("--datastore-engine=postgres", "--datastore-conn-uri=" + postgres.uri());
    List<String> all = new ArrayList<>(datastore);
    all.addAll(List.of(options));
    SpiceDbServer server = new SpiceDbServer(program, all);
    List<String> migrate = new ArrayList<>(List.of(program.toString(), "datastore", "migrate"));
    migrate.add("head");
    migrate.addAll(datastore);
    migrate.add("--skip-release-check");
    LocalCommand.run(migrate, server.log);
    return started(server);
  }

  private static SpiceDbServer started(SpiceDbServer server) {
    server.start();
    return server;
  }

  /** Returns host and port for a client. */
  public synchronized String target() {
    return "127.0.0.1:" + port;
  }

  /** Returns the pre-shared key that every call must carry as its bearer token. */
  public String key() {
    return KEY;
  }

  /**
   * Starts the server again, on its previous port, and waits until it answers.
   *
   * @throws IllegalStateException if it ends or does not answer; the message has its last output
   */
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(program.toString(), "serve"));
    command.add("--grpc-preshared-key=" + KEY);
    command.add("--grpc-addr=127.0.0.1:" + port);
    command.add("--http-enabled=false");
    command.add("--metrics-enabled=false");
    command.add("--telemetry-endpoint=");
    command.add("--skip-release-check");
    command.add("--log-level=warn");
    command.addAll(options);
    try {
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process = started;
      awaitAnswer(started);
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private void awaitAnswer(Process started) {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    try (SpiceDbClient client = new SpiceDbClient(target(), KEY)) {
      while (!answers(client)) {
        if (!started.isAlive() || System.nanoTime() - deadline >= 0) {
          started.destroyForcibly();
          throw new IllegalStateException(
              "spicedb did not answer on %s:%n%s".formatted(target(), LocalCommand.tail(log)));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static boolean answers(SpiceDbClient client) {
    try {
      client.writeNothing();
      return true;
    } catch (StatusRuntimeException notYet) {
      Status.Code code = notYet.getStatus().getCode();
      // Without a schema the server refuses the call, which proves that it answers.
      return code == Status.Code.FAILED_PRECONDITION || code == Status.Code.NOT_FOUND;
    }
  }

  /** Ends the server as {@code kill -9} does. */
  public synchronized void kill() {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    try {
      running.destroyForcibly().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the server and deletes its log. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    kill();
    log.toFile().delete();
  }
}
