package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.status.text.StatusText;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.OutputTarget;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the {@code status} command, which shows an operator the status of a consumer. It only
 * queries the consumer.
 */
final class StatusCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final String NAME = "rbac-consumer status: ";

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Sleeper sleeper;

  /**
   * @param environment environment with the consumer's port, read as the consumer does
   * @param sleeper waits between two queries
   */
  StatusCommand(
      Map<String, String> environment, PrintWriter out, PrintWriter err, Sleeper sleeper) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.sleeper = sleeper;
  }

  /**
   * Arguments of the command.
   *
   * @param url URL of the consumer; empty if it follows from the settings
   * @param json whether to print the consumer's answer unchanged
   * @param every time between two queries; empty for a single query
   */
  record Wanted(Optional<String> url, boolean json, Optional<Duration> every) {}

  /**
   * Runs the command. Returns {@link ExitCode#ATTENTION} if the consumer reports a problem, {@link
   * ExitCode#FAILURE} if it cannot be queried, and {@link ExitCode#USAGE} if its address is
   * unclear.
   *
   * @throws InterruptedException if interrupted between two queries
   */
  ExitCode run(Map<String, String> options, Wanted wanted, OutputTarget terminal)
      throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Optional<StatusClient> client =
        wanted.url().isPresent() ? client(wanted.url().get(), problems) : client(options, problems);
    if (client.isEmpty()) {
      problems.forEach(problem -> err.println(NAME + problem));
      return ExitCode.USAGE;
    }
    if (wanted.every().isEmpty()) {
      return once(client.get(), wanted, terminal);
    }
    // The reader of the output may have closed it, which only this check detects.
    while (!out.checkError()) {
      again(client.get(), wanted, terminal);
      sleeper.sleep(wanted.every().get());
    }
    return ExitCode.OK;
  }

  private static Optional<StatusClient> client(String url, List<Problem> problems) {
    Optional<StatusClient> client = StatusClient.at(url, TIMEOUT);
    if (client.isEmpty()) {
      problems.add(
          new Problem("--url", "an address such as http://localhost:9464", "\"" + url + "\""));
    }
    return client;
  }

  private Optional<StatusClient> client(Map<String, String> options, List<Problem> problems) {
    Optional<Integer> port =
        SettingsReader.readMetrics(environment, options, problems::add)
            .flatMap(Settings.Metrics::port)
            .filter(number -> number > 0);
    if (port.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              "RBAC_KAFKA_CONSUMER_METRICS_PORT",
              "a port from 1 to 65535, or --url with the address that the consumer's log tells",
              "one at which the consumer cannot be found"));
    }
    return port.map(number -> StatusClient.local(number, TIMEOUT));
  }

  private ExitCode once(StatusClient client, Wanted wanted, OutputTarget terminal) {
    StatusAnswer answer = client.ask();
    if (answer instanceof StatusAnswer.Told told) {
      lines(told, wanted, terminal).forEach(out::println);
      out.flush();
      return told.needsAttention() ? ExitCode.ATTENTION : ExitCode.OK;
    }
    err.println(NAME + ((StatusAnswer.NotTold) answer).problem());
    return ExitCode.FAILURE;
  }

  /**
   * Queries the consumer again. A consumer that cannot be reached may come back, so this does not
   * end the command.
   */
  private void again(StatusClient client, Wanted wanted, OutputTarget terminal) {
    StatusAnswer answer = client.ask();
    RepeatedOutput output = new RepeatedOutput(out, err, wanted.json(), terminal);
    if (answer instanceof StatusAnswer.Told told) {
      output.show(lines(told, wanted, terminal));
    } else {
      output.problem(NAME + ((StatusAnswer.NotTold) answer).problem());
    }
  }

  private static List<String> lines(StatusAnswer.Told told, Wanted wanted, OutputTarget terminal) {
    ReportFormat format = ReportFormat.of(wanted.json(), terminal.colours());
    return format.lines(new StatusText(told.text(), told.status(), terminal.width()));
  }
}
