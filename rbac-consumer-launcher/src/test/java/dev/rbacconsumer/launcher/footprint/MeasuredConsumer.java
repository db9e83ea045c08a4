package dev.rbacconsumer.launcher.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The jar as a process whose log goes to a file, as that of a container does: a reader in this
 * process would have to keep up with it. Closing it ends it by force if it has not ended.
 */
final class MeasuredConsumer implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(60);
  private static final int LAST_LINES = 40;

  private final Process process;
  private final Path log;
  private final Path gcLog;

  private MeasuredConsumer(Process process, Path log, Path gcLog) {
    this.process = process;
    this.log = log;
    this.gcLog = gcLog;
  }

  /**
   * Starts the jar.
   *
   * @param options of the virtual machine
   * @param environment all of it: nothing is inherited
   * @param files directory for what it writes
   */
  static MeasuredConsumer start(List<String> options, Map<String, String> environment, Path files)
      throws IOException {
    Path log = files.resolve("consumer.log");
    Path gcLog = files.resolve("gc.log");
    List<String> command = new ArrayList<>(List.of(JarProcess.java().toString()));
    command.addAll(options);
    command.addAll(List.of("-Xlog:gc:file=" + gcLog, "-jar", JarProcess.jar().toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    File output = log.toFile();
    return new MeasuredConsumer(
        builder.redirectErrorStream(true).redirectOutput(output).start(), log, gcLog);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessMemory memory() {
    return ProcessMemory.of(process.pid());
  }

  /** Processor time so far, of all its threads. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Sends SIGTERM and waits for the end; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(END.toNanos(), TimeUnit.NANOSECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  GcLog collections() throws IOException {
    return GcLog.parse(Files.readAllLines(gcLog));
  }

  /** Bytes of the log so far. */
  long logged() throws IOException {
    return Files.size(log);
  }

  /** The last lines of the log, to explain a failure. */
  String report() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
