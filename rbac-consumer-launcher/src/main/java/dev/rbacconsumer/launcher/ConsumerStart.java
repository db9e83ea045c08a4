package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.config.SettingsResult;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.BuildInfo;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.GracefulRun;
import dev.rbacconsumer.launcher.runtime.ProcessControl;
import dev.rbacconsumer.launcher.runtime.Service;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a consumer from its environment, or reports the problems in its settings. */
final class ConsumerStart {
  private static final Logger log = LoggerFactory.getLogger(ConsumerStart.class);

  private final Map<String, String> environment;
  private final PrintWriter err;
  private final ProcessControl jvm;
  private final Function<Settings, Service> services;

  /**
   * @param services creates the service; if it fails, it leaves no open resource
   */
  ConsumerStart(
      Map<String, String> environment,
      PrintWriter err,
      ProcessControl jvm,
      Function<Settings, Service> services) {
    this.environment = environment;
    this.err = err;
    this.jvm = jvm;
    this.services = services;
  }

  /** Returns the environment from which settings are read. */
  Map<String, String> environment() {
    return environment;
  }

  /** Runs without options until the service ends; returns the exit code in every case. */
  int run(PrintWriter err) {
    try {
      return run(Map.of()).number();
    } catch (RuntimeException defect) {
      return reportDefect(defect, false, err);
    }
  }

  /**
   * Reports an exception that no command should throw.
   *
   * @param isVerbose whether to print its stack trace
   * @return the exit code
   */
  static int reportDefect(Exception thrown, boolean isVerbose, PrintWriter err) {
    err.println("rbac-consumer: failed, and should not have: " + thrown);
    if (isVerbose) {
      thrown.printStackTrace(err);
    } else {
      err.println("Report it with what --verbosity 2 shows.");
    }
    return ExitCode.FAILURE.number();
  }

  /** Runs until the service ends. {@code options} are those of the command line. */
  ExitCode run(Map<String, String> options) {
    return new GracefulRun(jvm)
        .run(
            run ->
                SettingsReader.read(environment, options)
                    .match(accepted -> start(run, accepted), this::refuse));
  }

  private ExitCode start(GracefulRun run, SettingsResult.Accepted accepted) {
    Settings settings = accepted.settings();
    Logging.configure(settings.log().level());
    Logging.format(settings.log().format());
    accepted.warnings().forEach(log::warn);
    accepted.ignored().forEach(it -> log.warn("Of no effect while switched off: {}", it));
    log.info("Starting {}", String.join(", ", new BuildInfo().getVersion()));
    accepted.notes().forEach(log::info);
    accepted.lines().forEach(line -> log.info("Setting {}", line));
    return run.service(settings.shutdownTimeout(), () -> services.apply(settings));
  }

  private ExitCode refuse(SettingsResult.Refused refused) {
    report(refused, err);
    return ExitCode.USAGE;
  }

  /** Reports refused settings on standard error, and not in the log, which is not set up yet. */
  static void report(SettingsResult.Refused refused, PrintWriter err) {
    int count = refused.problems().size();
    err.println(
        "rbac-consumer cannot start: %d %s missing or wrong"
            .formatted(count, count == 1 ? "setting is" : "settings are"));
    refused.problems().forEach(problem -> err.println("  " + problem));
    refused.warnings().forEach(warning -> err.println("  warning: " + warning));
  }
}
