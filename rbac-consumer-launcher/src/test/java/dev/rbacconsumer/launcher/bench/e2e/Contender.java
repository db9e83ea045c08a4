package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.way.WayMain;
import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.footprint.GcLog;
import dev.rbacconsumer.launcher.footprint.ProcessMemory;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.kafka.OwnClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A way in a process of its own, with its output in a file. Its processor time is sampled. */
public final class Contender implements AutoCloseable {
  private static final int LAST_LINES = 30;
  private static final long END_SECONDS = 20;
  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(50);

  private final Process process;
  private final Path log;
  private final Path gcLog;
  private final long startedMicros = EpochMicros.now();
  private final ProcessorTime processorTime = new ProcessorTime();

  private Contender(Process process, Path log, Path gcLog) {
    this.process = process;
    this.log = log;
    this.gcLog = gcLog;
    Thread sampler = new Thread(this::sample, "processor-time");
    sampler.setDaemon(true);
    sampler.start();
  }

  /**
   * Starts a way.
   *
   * @param jar of the product, for ways of the product
   * @param files directory for what it writes
   */
  static Contender start(Way way, ContenderPlace place, Path jar, Path files) throws IOException {
    return start(way, place, jar, List.of(), files);
  }

  /**
   * Starts a way on a virtual machine with further options.
   *
   * @param jar of the product, for ways of the product
   * @param files directory for what it writes, different for each process that runs
   */
  public static Contender start(
      Way way, ContenderPlace place, Path jar, List<String> options, Path files)
      throws IOException {
    Files.createDirectories(files);
    Path log = files.resolve(way.id() + ".log");
    Path gcLog = files.resolve(way.id() + "-gc.log");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(JarProcess.java().toString(), "-Xmx512m", "-Xlog:gc:file=" + gcLog));
    command.addAll(options);
    Map<String, String> environment = new HashMap<>();
    way.launch()
        .match(
            product -> {
              command.addAll(List.of("-jar", jar.toString()));
              environment.putAll(place.environment(files));
              environment.putAll(product.settings());
            },
            program -> {
              command.addAll(List.of("-cp", OwnClassPath.text(), WayMain.class.getName()));
              command.addAll(
                  List.of(program.name(), place.bootstrap(), place.topic(), place.group()));
              command.addAll(List.of(place.store(), "" + place.partitions()));
            });
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Contender(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log, gcLog);
  }

  private void sample() {
    while (process.isAlive()) {
      process
          .info()
          .totalCpuDuration()
          .ifPresent(time -> processorTime.add(EpochMicros.now(), time.toNanos()));
      LockSupport.parkNanos(BETWEEN_SAMPLES.toNanos());
    }
  }

  /** Returns the time of its start, in microseconds since 1970. */
  long startedMicros() {
    return startedMicros;
  }

  /** Returns its processor time between two times, in milliseconds. */
  public double processorMillis(long fromMicros, long toMicros) {
    return processorTime.millis(fromMicros, toMicros);
  }

  /** Returns its resident memory at the highest, in MiB. */
  long residentMiB() {
    return ProcessMemory.of(process.pid()).peakMiB();
  }

  /**
   * Fails if the process has ended.
   *
   * @throws IllegalStateException with the end of its output
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the process ended with " + process.exitValue() + "\n" + lastLines());
    }
  }

  /** Returns the lines of its output. */
  public List<String> output() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns the last lines of its output. */
  public String lastLines() {
    List<String> all = output();
    return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
  }

  /** Ends the process, and returns the part of its time in pauses of the collector. */
  public double end() throws IOException, InterruptedException {
    long micros = EpochMicros.now() - startedMicros;
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return GcLog.parse(Files.readAllLines(gcLog)).paused().toNanos() / 1000.0 / micros;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
