package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.internal.group.GroupSource;
import dev.rbacconsumer.kafka.internal.group.GroupView;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.group.GroupReport;
import dev.rbacconsumer.launcher.group.OwnerLookup;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.OutputTarget;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the {@code group} command, which shows an operator the consumer group as the brokers know
 * it. It needs no instance that runs, joins no group and changes nothing.
 */
final class GroupCommand {
  private static final String NAME = "rbac-consumer group: ";

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Sleeper sleeper;
  private final Function<KafkaSourceSettings, GroupSource> groups;

  /**
   * @param environment environment with the settings of the source, read as the consumer does
   * @param sleeper waits between two readings
   * @param groups opens the group of these settings
   */
  GroupCommand(
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      Sleeper sleeper,
      Function<KafkaSourceSettings, GroupSource> groups) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.sleeper = sleeper;
    this.groups = groups;
  }

  /**
   * Runs the command. Returns {@link ExitCode#ATTENTION} if the group or a partition has a problem,
   * {@link ExitCode#FAILURE} if the group cannot be read, and {@link ExitCode#USAGE} if a setting
   * is wrong.
   *
   * @param json whether to print JSON
   * @param every time between two readings; empty for a single one
   * @throws InterruptedException if interrupted
   */
  ExitCode run(
      Map<String, String> options, boolean json, Optional<Duration> every, OutputTarget terminal)
      throws InterruptedException {
    return with(
        options,
        problem -> err.println(NAME + problem),
        (group, topic) -> {
          if (every.isPresent()) {
            return repeat(group, json, every.get(), terminal);
          }
          GroupView view = group.read();
          lines(view, json, terminal).forEach(out::println);
          out.flush();
          return view.needsAttention() ? ExitCode.ATTENTION : ExitCode.OK;
        });
  }

  /**
   * Finds the owner of a partition and runs a command with its address.
   *
   * @param name name of the command, for its messages
   * @return exit code of the command; as for {@link #run} if there is no owner with an address
   * @throws InterruptedException if interrupted
   */
  ExitCode withOwner(Map<String, String> options, String name, int partition, OfOwner command)
      throws InterruptedException {
    List<URI> found = new ArrayList<>();
    String prefix = "rbac-consumer " + name + ": ";
    ExitCode code =
        findOwner(options, partition, found::add, problem -> err.println(prefix + problem));
    return found.isEmpty() ? code : command.run(found.get(0));
  }

  /**
   * Finds the owner of a partition.
   *
   * @param found receives its address, unless there is a problem
   * @param problems receives the reason why there is none
   * @return exit code of a command that cannot do without
   * @throws InterruptedException if interrupted
   */
  ExitCode findOwner(
      Map<String, String> options, int partition, Consumer<URI> found, Consumer<String> problems)
      throws InterruptedException {
    return with(
        options,
        problems,
        (group, topic) -> {
          OwnerLookup owners = new OwnerLookup(group.read());
          PartitionId id = new PartitionId(topic, partition);
          owners.of(id).ifPresentOrElse(found, () -> problems.accept(owners.absence(id)));
          return ExitCode.FAILURE;
        });
  }

  /** Returns what waits between two readings. */
  Sleeper sleeper() {
    return sleeper;
  }

  /** Command for the owner of a partition. */
  @FunctionalInterface
  interface OfOwner {
    ExitCode run(URI owner) throws InterruptedException;
  }

  @FunctionalInterface
  private interface WithGroup {
    ExitCode run(GroupSource group, String topic) throws SourceException, InterruptedException;
  }

  private ExitCode with(Map<String, String> options, Consumer<String> report, WithGroup command)
      throws InterruptedException {
    // Log lines of the Kafka client would appear between the lines of output, which report the same
    // problems more clearly.
    Logging.silence();
    List<Problem> problems = new ArrayList<>();
    Optional<KafkaSourceSettings> settings =
        SettingsReader.readSource(environment, options, problems::add);
    if (settings.isEmpty()) {
      problems.forEach(problem -> report.accept(problem.toString()));
      return ExitCode.USAGE;
    }
    try (GroupSource group = groups.apply(settings.get())) {
      return command.run(group, settings.get().topic());
    } catch (KafkaClientException unusable) {
      report.accept(String.valueOf(unusable.getMessage()));
      return unusable.isPassing() ? ExitCode.FAILURE : ExitCode.USAGE;
    } catch (SourceException failed) {
      report.accept(String.valueOf(failed.getMessage()));
      return ExitCode.FAILURE;
    }
  }

  /** Reads the group again and again. Brokers that do not answer may come back. */
  private ExitCode repeat(GroupSource group, boolean json, Duration every, OutputTarget terminal)
      throws InterruptedException {
    RepeatedOutput output = new RepeatedOutput(out, err, json, terminal);
    // The reader of the output may have closed it, which only this check detects.
    while (!out.checkError()) {
      try {
        output.show(lines(group.read(), json, terminal));
      } catch (SourceException failed) {
        output.problem(NAME + failed.getMessage());
      }
      sleeper.sleep(every);
    }
    return ExitCode.OK;
  }

  private static List<String> lines(GroupView view, boolean json, OutputTarget terminal) {
    return ReportFormat.of(json, terminal.colours()).lines(new GroupReport(view, terminal.width()));
  }
}
