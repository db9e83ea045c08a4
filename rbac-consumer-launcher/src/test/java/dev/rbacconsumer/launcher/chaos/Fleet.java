package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The consumer processes of one group, those that have ended among them. Confined to a thread. */
final class Fleet implements AutoCloseable {
  // Enough for a machine that is busy with twenty times what it can do.
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration END = Duration.ofMinutes(2);

  private final Map<String, String> environment;
  private final Path files;
  private final List<JarProcess> all = new ArrayList<>();
  private final List<JarProcess> running = new ArrayList<>();

  /**
   * @param environment of every process
   * @param files directory for what they write
   */
  Fleet(Map<String, String> environment, Path files) {
    this.environment = Map.copyOf(environment);
    this.files = files;
  }

  /** Starts further processes, all at once. */
  void start(int count) {
    for (int i = 0; i < count; i++) {
      Map<String, String> own = new HashMap<>(environment);
      own.put("RBAC_KAFKA_CONSUMER_LIVENESS_FILE", files.resolve("live-" + all.size()).toString());
      own.put("RBAC_KAFKA_CONSUMER_READINESS_FILE", files.resolve("rdy-" + all.size()).toString());
      try {
        JarProcess process = JarProcess.start(own);
        all.add(process);
        running.add(process);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start a consumer", e);
      }
    }
  }

  /** Waits until every process has a partition to read. */
  void awaitReading() throws InterruptedException {
    for (JarProcess process : running) {
      process.awaitOut("Reading from ", START);
    }
  }

  List<JarProcess> running() {
    return List.copyOf(running);
  }

  JarProcess any(Random random) {
    return running.get(random.nextInt(running.size()));
  }

  /** Sends SIGKILL and waits for the end. */
  void kill(JarProcess victim) throws InterruptedException {
    running.remove(victim);
    victim.kill();
    victim.awaitExit(END);
  }

  /**
   * Sends SIGTERM and waits for the end. A signal that comes before the first line would meet the
   * virtual machine and not the consumer.
   *
   * @return the exit code
   */
  int terminate(JarProcess leaving) throws InterruptedException {
    leaving.awaitOut("Starting ", START);
    running.remove(leaving);
    leaving.terminate();
    return leaving.awaitExit(END);
  }

  /** Processes that ended although nobody told them to, by what they said. */
  List<String> deserters() {
    return running.stream().filter(process -> !process.isAlive()).map(JarProcess::report).toList();
  }

  /** How often a line was written that contains this, by all processes there ever were. */
  long lines(String part) {
    return all.stream().flatMap(it -> it.out().stream()).filter(it -> it.contains(part)).count();
  }

  /** The last lines of each process that runs, to explain a failure. */
  String report() {
    StringBuilder report = new StringBuilder();
    for (JarProcess process : running) {
      List<String> out = process.out();
      out.subList(Math.max(0, out.size() - 40), out.size())
          .forEach(line -> report.append(line).append(System.lineSeparator()));
      report.append("----").append(System.lineSeparator());
    }
    return report.toString();
  }

  int started() {
    return all.size();
  }

  @Override
  public void close() {
    all.forEach(JarProcess::close);
  }
}
