package dev.rbacconsumer.testkit.internal.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;

/**
 * Runs the sandbox as a program: {@code --jar FILE [--environment FILE]}. The first is the packaged
 * consumer, the second is where to write the environment for other terminals. It reads commands
 * from standard input until {@code quit}, the end of the input or a signal, and leaves no process
 * and no file behind.
 *
 * <p>The command {@code sandbox} of the consumer finds it as a service, by its name.
 */
public final class SandboxTool implements ToolProvider {
  /** Name under which the tool is found. */
  public static final String NAME = "rbac-consumer-sandbox";

  private static final int OK = 0;
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final String BROKER = "kafka/server/KafkaRaftServer.class";

  /** Creates the tool, as a service needs it. */
  public SandboxTool() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException wrong) {
      err.println("rbac-consumer sandbox: " + wrong.getMessage());
      return USAGE;
    }
    if (SandboxTool.class.getClassLoader().getResource(BROKER) == null) {
      err.println(
          "rbac-consumer sandbox: the class path has no broker; add org.apache.kafka:kafka_2.13 and"
              + " its dependencies");
      return USAGE;
    }
    Sandbox sandbox =
        new Sandbox(
            arguments.jar(),
            Path.of(System.getProperty("java.io.tmpdir")),
            arguments.environment(),
            System.getenv());
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "close-sandbox"));
    out.println("Starting a broker, a store and a consumer, which takes about half a minute ...");
    try (sandbox) {
      sandbox.start();
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      Prompt prompt = new Prompt(sandbox, in, out);
      prompt.greet();
      prompt.run();
      out.println("Stopping everything ...");
      return OK;
    } catch (IllegalStateException | IOException | UncheckedIOException failed) {
      err.println("rbac-consumer sandbox: " + failed.getMessage());
      return FAILURE;
    }
  }

  /**
   * Arguments of the program.
   *
   * @param jar packaged consumer
   * @param environment where to write the environment; empty for a file of the sandbox
   */
  record Arguments(Path jar, Optional<Path> environment) {
    static Arguments parse(String... args) {
      Optional<Path> jar = Optional.empty();
      Optional<Path> environment = Optional.empty();
      Iterator<String> words = List.of(args).iterator();
      while (words.hasNext()) {
        String word = words.next();
        if (!words.hasNext()) {
          throw new IllegalArgumentException(word + ": want a file, got none");
        }
        Path file = Path.of(words.next());
        switch (word) {
          case "--jar" -> jar = Optional.of(file);
          case "--environment" -> environment = Optional.of(file);
          default ->
              throw new IllegalArgumentException(
                  "want --jar FILE [--environment FILE], got " + word);
        }
      }
      Path found =
          jar.orElseThrow(
              () -> new IllegalArgumentException("want --jar FILE [--environment FILE]"));
      if (!Files.isRegularFile(found)) {
        throw new IllegalArgumentException("--jar: want the packaged consumer, got " + found);
      }
      return new Arguments(found, environment);
    }
  }
}
