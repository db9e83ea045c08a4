package dev.rbacconsumer.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The built jar, running. Closing it ends it by force if it has not ended.
 *
 * <p>System properties say which jar ({@code process.jar}) and which virtual machine ({@code
 * process.java}); by default those of this build.
 */
public final class JarProcess implements AutoCloseable {
  private final Process process;
  private final OutputLines out;
  private final OutputLines err;

  private JarProcess(Process process) {
    this.process = process;
    this.out = new OutputLines("jar-out", process.getInputStream());
    this.err = new OutputLines("jar-err", process.getErrorStream()).begin();
  }

  /**
   * Starts the jar.
   *
   * @param environment all of it: nothing is inherited
   */
  public static JarProcess start(Map<String, String> environment, String... args)
      throws IOException {
    return startJava(List.of("-jar", jar().toString()), environment, args);
  }

  /**
   * Starts the jar with another one behind it on the class path.
   *
   * @param environment all of it: nothing is inherited
   */
  static JarProcess startWith(Path another, Map<String, String> environment) throws IOException {
    String classPath = jar() + File.pathSeparator + another;
    return startJava(List.of("-cp", classPath, "dev.rbacconsumer.launcher.Main"), environment);
  }

  /**
   * Starts the jar with its standard output in a pipe that is not read before {@link #readOutput}.
   *
   * @param environment all of it: nothing is inherited
   */
  static JarProcess startUnread(Map<String, String> environment) throws IOException {
    return startUnread(command(List.of("-jar", jar().toString())), environment);
  }

  private static JarProcess startJava(
      List<String> program, Map<String, String> environment, String... args) throws IOException {
    List<String> command = command(program);
    command.addAll(List.of(args));
    return start(command, environment);
  }

  /** Returns the command of a program that lives for seconds, and starts as fast as it can. */
  private static List<String> command(List<String> program) {
    List<String> command =
        new ArrayList<>(List.of(java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(ClassDataArchive.option());
    command.addAll(program);
    return command;
  }

  /**
   * Starts the consumer in another way than by its jar.
   *
   * @param command program and arguments
   * @param environment all of it: nothing is inherited
   */
  public static JarProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    JarProcess started = startUnread(command, environment);
    started.readOutput();
    return started;
  }

  private static JarProcess startUnread(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new JarProcess(builder.start());
  }

  /** The jar that is run. */
  public static Path jar() {
    Path built = Path.of(System.getProperty("basedir", ""), "target", "rbac-consumer.jar");
    return Path.of(System.getProperty("process.jar", built.toString()));
  }

  /** The virtual machine it runs on. */
  public static Path java() {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    return Path.of(System.getProperty("process.java", own.toString()));
  }

  /** Begins to read standard output. Called once. */
  void readOutput() {
    out.begin();
  }

  /** Lines of standard output so far. */
  public List<String> out() {
    return out.soFar();
  }

  /** Lines of standard error so far. */
  public List<String> err() {
    return err.soFar();
  }

  /**
   * Waits for a line of standard output, which may have come already.
   *
   * @param part what the line must contain
   * @return the first such line
   */
  public String awaitOut(String part, Duration atMost) throws InterruptedException {
    return awaitOut("a line with \"" + part + '"', line -> line.contains(part), atMost);
  }

  /**
   * Waits for a line of standard output, which may have come already.
   *
   * @param what the line in a few words
   * @return the first such line
   */
  String awaitOut(String what, Predicate<String> condition, Duration atMost)
      throws InterruptedException {
    return out.await(condition, atMost)
        .orElseThrow(
            () ->
                new AssertionError("want %s within %s, got%n%s".formatted(what, atMost, report())));
  }

  /** Sends SIGTERM. */
  public void terminate() {
    // Process.destroy would close the streams too, and the last lines would be lost.
    process.toHandle().destroy();
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** Stops the process as SIGSTOP does: none of its threads runs until {@link #thaw}. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets a frozen process go on. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(code).as(() -> "exit code of kill -" + name + "\n" + report()).isZero();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Waits for the end, all output included; returns the exit code. */
  public int awaitExit(Duration atMost) throws InterruptedException {
    int code = awaitExitUnread(atMost);
    out.awaitEnd();
    return code;
  }

  /** Waits for the end, of standard error too; returns the exit code. */
  int awaitExitUnread(Duration atMost) throws InterruptedException {
    assertThat(process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS))
        .as(() -> "ended within " + atMost + System.lineSeparator() + report())
        .isTrue();
    err.awaitEnd();
    return process.exitValue();
  }

  /** Everything said so far, to explain a failure. */
  public String report() {
    return "standard output:%n%s%nstandard error:%n%s"
        .formatted(String.join("\n", out()), String.join("\n", err()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
