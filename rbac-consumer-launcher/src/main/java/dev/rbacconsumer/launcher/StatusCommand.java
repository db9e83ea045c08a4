package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.port.Sleeper;
import dev.rbacconsumer.launcher.config.Problem;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.Terminal;
import dev.rbacconsumer.launcher.status.client.StatusAnswer;
import dev.rbacconsumer.launcher.status.client.StatusClient;
import dev.rbacconsumer.launcher.status.client.StatusText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator runs to see how a consumer stands. Asks it, and touches nothing else. */
final class StatusCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final String NAME = "rbac-consumer status: ";

  /** To the upper left corner; what was there is written over, so that nothing flickers. */
  private static final String HOME = "\u001b[H";

  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Sleeper sleeper;

  /**
   * @param environment where the port of the consumer is read from, as the consumer reads it
   * @param sleeper waits between two looks
   */
  StatusCommand(
      Map<String, String> environment, PrintWriter out, PrintWriter err, Sleeper sleeper) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.sleeper = sleeper;
  }

  /**
   * What is wanted.
   *
   * @param url of the consumer; empty where the settings say where it is
   * @param json whether to print what it tells as it is
   * @param every time between two looks; empty for one look alone
   */
  record Wanted(Optional<String> url, boolean json, Optional<Duration> every) {}

  /**
   * {@link ExitCode#ATTENTION} when something is in the way of the consumer, {@link
   * ExitCode#FAILURE} when it cannot be asked, {@link ExitCode#USAGE} when it is not clear where.
   *
   * @throws InterruptedException when interrupted between two looks
   */
  ExitCode run(Map<String, String> options, Wanted wanted, Terminal terminal)
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
    // Whoever read what was printed may have gone, and nobody else would say so.
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

  private ExitCode once(StatusClient client, Wanted wanted, Terminal terminal) {
    StatusAnswer answer = client.ask();
    if (answer instanceof StatusAnswer.Told told) {
      lines(told, wanted, terminal).forEach(out::println);
      out.flush();
      return told.needsAttention() ? ExitCode.ATTENTION : ExitCode.OK;
    }
    err.println(NAME + ((StatusAnswer.NotTold) answer).problem());
    return ExitCode.FAILURE;
  }

  /** A consumer that is away may come back, so that ends nothing here. */
  private void again(StatusClient client, Wanted wanted, Terminal terminal) {
    StatusAnswer answer = client.ask();
    boolean screen = terminal.isTerminal() && !wanted.json();
    if (answer instanceof StatusAnswer.NotTold problem && !screen) {
      err.println(NAME + problem.problem());
      return;
    }
    List<String> lines =
        answer instanceof StatusAnswer.Told told
            ? lines(told, wanted, terminal)
            : List.of(NAME + ((StatusAnswer.NotTold) answer).problem());
    out.print(screen ? overwriting(lines) : apart(lines, wanted.json()));
    out.flush();
  }

  private static List<String> lines(StatusAnswer.Told told, Wanted wanted, Terminal terminal) {
    return wanted.json()
        ? List.of(told.text())
        : new StatusText(terminal.width(), terminal.colours()).lines(told.status());
  }

  private static String overwriting(List<String> lines) {
    StringBuilder screen = new StringBuilder(HOME);
    lines.forEach(line -> screen.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
    return screen.append(CLEAR_BELOW).toString();
  }

  private static String apart(List<String> lines, boolean json) {
    return String.join("\n", lines) + (json ? "\n" : "\n\n");
  }
}
