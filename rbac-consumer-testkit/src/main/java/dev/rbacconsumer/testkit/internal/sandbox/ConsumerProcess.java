package dev.rbacconsumer.testkit.internal.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the packaged consumer as a process. It writes its log to a file. Its first port for the
 * status is any free one; later runs have the same port. Thread-safe.
 */
final class ConsumerProcess implements AutoCloseable {
  private static final String PORT = "RBAC_KAFKA_CONSUMER_METRICS_PORT";
  private static final Pattern SERVES = Pattern.compile("Metrics at http://localhost:(\\d+)/");
  private static final int LINES_OF_A_FAILURE = 10;

  private final Path jar;
  private final Map<String, String> environment;
  private final Path temporary;
  private final Path log;
  private @Nullable Process process;
  private int port;
  private boolean closed;

  /**
   * @param environment all of it: nothing is inherited
   * @param folder folder for its log and its temporary files, which exists
   */
  ConsumerProcess(Path jar, Map<String, String> environment, Path folder) {
    this.jar = jar;
    this.environment = Map.copyOf(environment);
    this.temporary = folder;
    this.log = folder.resolve("consumer.log");
  }

  /**
   * Starts the consumer if it does not run. Returns when its status can be asked for.
   *
   * @throws IllegalStateException if it ends, or takes too long; the message has the end of its log
   */
  synchronized void start() {
    if (closed || isAlive()) {
      return;
    }
    List<String> command =
        List.of(
            java().toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-jar",
            jar.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(PORT, Integer.toString(port));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      long before = Files.exists(log) ? Files.size(log) : 0;
      Process started = builder.start();
      process = started;
      boolean served = Waits.until(() -> serves(before) || !started.isAlive());
      if (!served || !started.isAlive()) {
        kill();
        throw new IllegalStateException("the consumer did not start:\n" + endOfLog());
      }
    } catch (IOException unable) {
      throw new UncheckedIOException("cannot start the consumer", unable);
    }
  }

  /** Sends SIGTERM, and returns when the consumer has ended. */
  synchronized void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      running.waitFor(Waits.LONGEST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** Sends SIGKILL, and returns when the consumer has ended. */
  synchronized void kill() {
    Process running = process;
    process = null;
    if (running == null) {
      return;
    }
    try {
      running.destroyForcibly().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the consumer for good. */
  @Override
  public synchronized void close() {
    closed = true;
    kill();
  }

  /** Returns whether it runs. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Returns the port of its status. */
  synchronized int port() {
    return port;
  }

  /** Returns the file with its log. */
  Path log() {
    return log;
  }

  /** Returns the Java that runs this JVM. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private boolean serves(long from) {
    Matcher line = SERVES.matcher(log(from));
    if (line.find()) {
      port = Integer.parseInt(line.group(1));
      return true;
    }
    return false;
  }

  private String log(long from) {
    try {
      byte[] all = Files.readAllBytes(log);
      return new String(all, (int) from, all.length - (int) from, UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the last lines of the log. */
  String endOfLog() {
    List<String> lines = log(0).lines().toList();
    return String.join(
        "\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
  }
}
