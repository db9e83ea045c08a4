package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.check.CheckOutcome;
import dev.rbacconsumer.core.internal.check.CheckRunner;
import dev.rbacconsumer.core.internal.check.Step;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.config.SettingsResult;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.wiring.Checks;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the {@code check} command, for an operator before the first start or when no records are
 * applied. It consumes no records.
 */
final class CheckCommand {
  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration brokerTimeout;

  /**
   * @param brokerTimeout longest wait for one response of the brokers, above zero
   */
  CheckCommand(
      Map<String, String> environment,
      Clock clock,
      PrintWriter out,
      PrintWriter err,
      Duration brokerTimeout) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.brokerTimeout = brokerTimeout;
  }

  /**
   * Runs the command. Returns {@link ExitCode#USAGE} if a setting is wrong, and {@link
   * ExitCode#FAILURE} for any other problem.
   */
  ExitCode run(Map<String, String> options, boolean json, boolean colours)
      throws InterruptedException {
    // Log lines of libraries would appear between the lines of output, which report the same
    // problems more clearly.
    Logging.silence();
    CheckRunner report =
        new CheckRunner(clock, new ReportPrinter(ReportFormat.of(json, colours), out));
    SettingsResult result = SettingsReader.read(environment, options);
    if (result instanceof SettingsResult.Accepted accepted) {
      return check(accepted, report);
    }
    ConsumerStart.report((SettingsResult.Refused) result, err);
    return ExitCode.USAGE;
  }

  private ExitCode check(SettingsResult.Accepted accepted, CheckRunner report)
      throws InterruptedException {
    Settings settings = accepted.settings();
    if (!accepted.ignored().isEmpty()) {
      return switchedOff(accepted, report);
    }
    report.take(
        List.of(
            new Step(
                "configuration",
                () ->
                    settings.active()
                        ? "complete"
                        : "complete; RBAC_KAFKA_CONSUMER_REPLICAS=0 switches the consumer off")));
    try (Checks checks = new Checks(settings, brokerTimeout)) {
      report.take(checks.kafka());
      report.take(checks.relations());
      report.take(checks.database());
      List<String> warnings =
          Stream.of(accepted.notes(), accepted.warnings(), checks.warnings())
              .flatMap(List::stream)
              .toList();
      return exitCode(report.finish(settings.mode(), accepted.lines(), warnings));
    }
  }

  /** Reports the settings alone, since those of Kafka and of the Relations API are incomplete. */
  private static ExitCode switchedOff(SettingsResult.Accepted accepted, CheckRunner report)
      throws InterruptedException {
    report.take(
        List.of(
            new Step(
                "configuration",
                () -> "incomplete, but RBAC_KAFKA_CONSUMER_REPLICAS=0 switches the consumer off")));
    List<String> warnings =
        Stream.concat(
                accepted.warnings().stream(), accepted.ignored().stream().map(Problem::toString))
            .toList();
    return exitCode(report.finish(accepted.settings().mode(), accepted.lines(), warnings));
  }

  private static ExitCode exitCode(CheckOutcome outcome) {
    return switch (outcome) {
      case GOOD -> ExitCode.OK;
      case FAILED -> ExitCode.FAILURE;
      case WRONG_SETTING -> ExitCode.USAGE;
    };
  }
}
