package dev.rbacconsumer.launcher.bench.e2e.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.kafka.OwnClassPath;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The program {@link StoreMain} in a process of its own. Confined to a thread. */
public final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final String target;
  private final Path files;

  private StoreProcess(Process process, Path files) {
    this.process = process;
    this.files = files;
    this.commands = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
    this.target = "127.0.0.1:" + read();
  }

  /**
   * Starts the testkit's store.
   *
   * @param files directory for what it writes
   */
  public static StoreProcess testkit(Path files) throws IOException {
    return start(files, List.of(), Map.of());
  }

  /**
   * Starts a gateway to a SpiceDB.
   *
   * @param files directory for what it writes
   */
  public static StoreProcess gateway(Path files, String target, String key) throws IOException {
    return start(files, List.of(target), Map.of("SPICEDB_KEY", key));
  }

  private static StoreProcess start(
      Path files, List<String> arguments, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(JarProcess.java().toString(), "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", OwnClassPath.text(), StoreMain.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(files.resolve("store.log").toFile());
    return new StoreProcess(builder.start(), files);
  }

  /** Returns host and port for clients. */
  public String target() {
    return target;
  }

  /** Removes all tuples, forgets all marks and calls, and sets the answer times. */
  public void reset(StoreSpec spec, long seed) {
    ask("reset " + spec.text() + " " + seed);
  }

  /** Returns the number of marks that were applied since the last reset. */
  public int marks() {
    return Integer.parseInt(ask("marks"));
  }

  /** Returns the number of calls that wrote, or tried to, since the last reset. */
  public long calls() {
    return Long.parseLong(ask("calls").split(" ", -1)[0]);
  }

  /** Returns the number of such calls that the store refused. */
  public long refused() {
    return Long.parseLong(ask("calls").split(" ", -1)[1]);
  }

  /** Returns when each mark was applied, in microseconds since 1970, earliest first. */
  public Map<Mark, Long> times() {
    Map<Mark, Long> times = new LinkedHashMap<>();
    for (String line : lines("times")) {
      int space = line.indexOf(' ');
      times.put(Mark.parse(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
    }
    return times;
  }

  /** Returns all tuples in the store's notation. */
  public NavigableSet<String> tuples() {
    return new TreeSet<>(lines("tuples"));
  }

  private List<String> lines(String command) {
    Path file = files.resolve("store-" + command + ".txt");
    ask(command + " " + file);
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String ask(String command) {
    try {
      commands.write(command);
      commands.newLine();
      commands.flush();
      return read();
    } catch (IOException ended) {
      throw new UncheckedIOException("the store ended; see " + files.resolve("store.log"), ended);
    }
  }

  private String read() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the store ended; see " + files.resolve("store.log"));
      }
      return line;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Ends the process. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
