package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.launcher.metrics.Scrape;
import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of a row: one process at a time, on the same port and with the same probe files.
 * Confined to a thread.
 */
final class Instance implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final Path files;
  private final List<String> earlier = new ArrayList<>();
  private @Nullable JarProcess process;
  private int port;

  /**
   * An instance that is not started.
   *
   * @param environment without port and probe files
   * @param files directory of its probe files
   */
  Instance(Map<String, String> environment, Path files) {
    this.environment = Map.copyOf(environment);
    this.files = files;
  }

  /** Starts it, and waits until it serves its metrics. */
  void start() throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("RBAC_KAFKA_CONSUMER_METRICS_PORT", Integer.toString(port));
    all.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live").toString());
    all.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("ready").toString());
    process = JarProcess.start(all);
    port = Scrape.portIn(process.awaitOut("Metrics at ", LONG));
  }

  /** Ends it with SIGTERM, and waits for the end. */
  void terminate() throws InterruptedException {
    running().terminate();
    running().awaitExit(LONG);
    earlier.add(running().report());
    process = null;
  }

  /** Ends it with SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    running().kill();
    running().awaitExit(LONG);
    earlier.add(running().report());
    process = null;
  }

  /** The process that runs. */
  JarProcess running() {
    if (process == null) {
      throw new IllegalStateException("want a consumer that runs, got none");
    }
    return process;
  }

  /** The port of its metrics, also while it does not run. */
  int port() {
    return port;
  }

  /** The probe files that exist: {@code live}, {@code ready}, both, or {@code none}. */
  String files() {
    List<String> names = new ArrayList<>();
    for (String name : List.of("live", "ready")) {
      if (Files.exists(files.resolve(name))) {
        names.add(name);
      }
    }
    return names.isEmpty() ? "none" : String.join(" ", names);
  }

  /** Everything that its processes have written. */
  String report() {
    List<String> all = new ArrayList<>(earlier);
    if (process != null) {
      all.add(process.report());
    }
    return String.join(System.lineSeparator(), all);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
