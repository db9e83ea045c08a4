package dev.rbacconsumer.launcher.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A person at the prompt of a sandbox, which is a process of its own. Confined to one thread. */
public final class SandboxSession implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String SIGN = "sandbox> ";
  private static final long SIGINT = 1L << 1;

  private final Process process;
  private final StringBuilder text = new StringBuilder();
  private final List<ProcessHandle> seen = new ArrayList<>();
  private int read;

  private SandboxSession(Process process) {
    this.process = process;
    Thread reader = new Thread(this::listen, "sandbox-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a sandbox by a command.
   *
   * @param folder working directory
   * @param environment all of it: nothing is inherited
   */
  public static SandboxSession start(
      List<String> command, Path folder, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new SandboxSession(builder.start());
  }

  /** Starts a sandbox by the command of the jar, with its temporary files in a folder. */
  static SandboxSession startJar(Path temporary) throws IOException {
    List<String> command = new ArrayList<>();
    if (ignoresInterrupts()) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            JarProcess.java().toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-jar",
            JarProcess.jar().toAbsolutePath().toString(),
            "sandbox"));
    return start(
        command,
        temporary,
        Map.of("RBAC_CONSUMER_CLASSPATH", Files.readString(classPath(), UTF_8).strip()));
  }

  /** The file with the class path that has broker and store. */
  public static Path classPath() {
    Path target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
    return target.resolve("test-classpath.txt");
  }

  /** Waits for the next prompt; returns what was printed before it. */
  public String awaitPrompt() {
    String text = await(SIGN);
    process.descendants().forEach(seen::add);
    return text;
  }

  /** Waits for a text; returns what was printed before it. */
  String await(String part) {
    int found =
        Eventually.get(
            () -> report().indexOf(part, read), it -> it >= 0 || !process.isAlive(), LONG);
    assertThat(found).as(() -> "\"" + part + "\" in: " + report()).isNotNegative();
    String before = report().substring(read, found);
    read = found + part.length();
    return before;
  }

  /** Types a line; returns what is printed before the next prompt. */
  public String type(String line) throws IOException {
    send(line);
    return awaitPrompt();
  }

  /** Types a line after which no prompt comes. */
  public void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends standard input, as Ctrl-D does. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Sends SIGINT, as Ctrl-C does. */
  void interrupt() throws IOException, InterruptedException {
    process.descendants().forEach(seen::add);
    int code = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(code).isZero();
  }

  /** Waits for the end; returns the exit code. */
  public int awaitExit() throws InterruptedException {
    boolean ended = process.waitFor(LONG.toNanos(), TimeUnit.NANOSECONDS);
    assertThat(ended).as(() -> "ended: " + report()).isTrue();
    return process.exitValue();
  }

  /** The processes that it has started and that still run. */
  public List<ProcessHandle> leftBehind() {
    return seen.stream().filter(ProcessHandle::isAlive).toList();
  }

  /** The processes that it has started, as far as they were seen at a prompt. */
  List<ProcessHandle> seen() {
    return seen.stream().distinct().toList();
  }

  /** Everything that it has printed. */
  public String report() {
    synchronized (text) {
      return text.toString();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    leftBehind().forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether SIGINT is ignored here, as in a shell's background job: children inherit that. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(it -> it.startsWith("SigIgn:"))
            .map(it -> it.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0;
  }

  private void hear(char[] some, int count) {
    synchronized (text) {
      text.append(some, 0, count);
    }
  }

  private void listen() {
    try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
      char[] some = new char[1024];
      for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
        hear(some, count);
      }
    } catch (IOException ended) {
      if (process.isAlive()) {
        throw new UncheckedIOException(ended);
      }
    }
  }
}
