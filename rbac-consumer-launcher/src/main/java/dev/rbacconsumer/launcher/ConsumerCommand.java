package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.config.SettingsSummary;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line. {@code run} is what happens without a word, too. */
@Command(
    name = "rbac-consumer",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = BuildInfo.class,
    sortOptions = false,
    description =
        "Applies relation changes from outbox events in Kafka to the Kessel Relations API.")
final class ConsumerCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ConsumerCommand.class);
  private static final String TOPIC_OPTION = "--topic";

  private final ConsumerStart start;

  @Option(
      names = TOPIC_OPTION,
      paramLabel = "TOPIC",
      scope = ScopeType.INHERIT,
      description = "Topic to read. Beats RBAC_KAFKA_CONSUMER_TOPIC.")
  private @Nullable String topic;

  private ConsumerCommand(ConsumerStart start) {
    this.start = start;
  }

  /** Parses and does what was asked; returns the exit code, whatever happens. */
  static int execute(ConsumerStart start, PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new ConsumerCommand(start)).setOut(out).setErr(err);
    line.getCommandSpec().usageMessage().footer(SettingsSummary.lines().toArray(String[]::new));
    line.setParameterExceptionHandler((wrong, words) -> usage(wrong, err));
    line.setExecutionExceptionHandler((thrown, command, parsed) -> failure(thrown));
    return line.execute(args);
  }

  @Override
  public Integer call() {
    Map<String, String> options =
        Optional.ofNullable(topic).map(it -> Map.of(TOPIC_OPTION, it)).orElseGet(Map::of);
    return start.run(options).number();
  }

  @Command(name = "run", description = "Runs until SIGTERM or SIGINT. The default.")
  int run() {
    return call();
  }

  private static int usage(ParameterException wrong, PrintWriter err) {
    err.println("rbac-consumer: " + wrong.getMessage());
    err.println("Try --help.");
    return ExitCode.USAGE.number();
  }

  private static int failure(Exception thrown) {
    log.error("The consumer could not run", thrown);
    return ExitCode.FAILURE.number();
  }
}
