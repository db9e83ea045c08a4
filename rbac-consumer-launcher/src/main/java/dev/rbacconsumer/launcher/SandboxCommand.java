package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.BuildInfo;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.File;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/**
 * Runs the {@code sandbox} command, which starts a consumer beside a broker and a store. The
 * consumer has none of these: a tool on the class path does.
 */
final class SandboxCommand {
  /** Name of the tool, and not of its class: the consumer is built without it. */
  static final String TOOL = "rbac-consumer-sandbox";

  /** Variable with further jars, as for the start script: {@code java -jar} has no class path. */
  static final String CLASS_PATH = "RBAC_CONSUMER_CLASSPATH";

  private static final String NAME = "rbac-consumer sandbox: ";

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param environment environment, which may name further jars
   */
  SandboxCommand(Map<String, String> environment, PrintWriter out, PrintWriter err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the tool, and returns its exit code; {@link ExitCode#USAGE} if it is not on the class path
   * or this is not the packaged consumer.
   *
   * @param file where the tool writes the environment for other terminals; empty for its own choice
   */
  int run(Optional<String> file) {
    // The tool prints for a person; log lines would appear between.
    Logging.silence();
    try {
      Optional<ToolProvider> tool = tool();
      if (tool.isEmpty()) {
        return refuse(
            "the broker and the store for it are not on the class path: in a checkout type make"
                + " sandbox; elsewhere set %s to the jars of rbac-consumer-testkit and"
                    .formatted(CLASS_PATH)
                + " org.apache.kafka:kafka_2.13, with their dependencies");
      }
      Optional<Path> jar = BuildInfo.ownJar();
      if (jar.isEmpty()) {
        return refuse("want the packaged consumer, got its classes; build the jar with make build");
      }
      List<String> arguments = new ArrayList<>(List.of("--jar", jar.get().toString()));
      file.ifPresent(it -> arguments.addAll(List.of("--environment", it)));
      return tool.get().run(out, err, arguments.toArray(String[]::new));
    } catch (ServiceConfigurationError broken) {
      return refuse("a jar on the class path names a tool that cannot be made: " + broken);
    } catch (MalformedURLException wrong) {
      return refuse(CLASS_PATH + ": want paths of jars, got one that is none: " + wrong);
    }
  }

  private Optional<ToolProvider> tool() throws MalformedURLException {
    ClassLoader own = SandboxCommand.class.getClassLoader();
    Optional<ToolProvider> found = tool(own);
    String more = environment.getOrDefault(CLASS_PATH, "");
    return found.isPresent() || more.isBlank() ? found : tool(loader(more, own));
  }

  private static Optional<ToolProvider> tool(ClassLoader loader) {
    return ServiceLoader.load(ToolProvider.class, loader).stream()
        .map(ServiceLoader.Provider::get)
        .filter(it -> it.name().equals(TOOL))
        .findFirst();
  }

  /** Returns a loader that stays open, since the tool runs until the process ends. */
  private static ClassLoader loader(String paths, ClassLoader parent) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator, -1)) {
      if (!path.isBlank()) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), parent);
  }

  private int refuse(String why) {
    err.println(NAME + why);
    return ExitCode.USAGE.number();
  }
}
