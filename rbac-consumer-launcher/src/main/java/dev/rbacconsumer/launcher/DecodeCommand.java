package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.decode.DecodeReport;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows how the consumer would treat messages from files, standard input or Kafka. It connects to
 * Kafka only for records that are named by their place.
 */
final class DecodeCommand {
  private static final String STANDARD_INPUT = "-";

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration brokerTimeout;

  /**
   * @param brokerTimeout longest wait for one answer of the brokers, above zero
   */
  DecodeCommand(
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      Duration brokerTimeout) {
    this.brokerTimeout = brokerTimeout;
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /**
   * Arguments of the command.
   *
   * @param files files to read, {@code -} for standard input; standard input if there is neither a
   *     file nor a place
   * @param places places of records to read from Kafka
   * @param topic topic of messages whose topic is not given
   * @param json whether to print an object for each message
   */
  record Wanted(List<String> files, List<RecordPlace> places, String topic, boolean json) {}

  /**
   * Runs the command. Returns {@link ExitCode#FAILURE} if a message is refused, or a record cannot
   * be read from Kafka.
   */
  ExitCode run(Map<String, String> options, Wanted wanted) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Optional<MessageSettings> settings = MessageSettings.read(environment, options, problems::add);
    if (settings.isEmpty()) {
      return wrong(problems);
    }
    DecodeReport report =
        new DecodeReport(
            settings.get().decoder(),
            settings.get().planner(),
            wanted.topic(),
            new ReportPrinter(ReportFormat.of(wanted.json(), false), out));
    if (!wanted.places().isEmpty()) {
      Optional<KafkaSourceSettings> kafka =
          SettingsReader.readSource(environment, options, problems::add);
      if (kafka.isEmpty()) {
        return wrong(problems);
      }
      try {
        readRecords(kafka.get(), wanted.places(), report);
      } catch (CommandException failed) {
        out.flush();
        err.println("rbac-consumer: " + failed.getMessage());
        return failed.code();
      }
    }
    boolean fromStandardInput = wanted.files().isEmpty() && wanted.places().isEmpty();
    List<String> files = fromStandardInput ? List.of(STANDARD_INPUT) : wanted.files();
    for (String file : files) {
      try {
        read(file, files.size() > 1, report);
      } catch (NoSuchFileException | InvalidPathException missing) {
        return unreadable(file, "there is no such file");
      } catch (IOException thrown) {
        return unreadable(file, String.valueOf(thrown.getMessage()));
      }
    }
    boolean allUnderstood = report.finish();
    out.flush();
    return allUnderstood ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void readRecords(KafkaSourceSettings kafka, List<RecordPlace> places, DecodeReport report)
      throws CommandException, InterruptedException {
    // Log lines of the client would appear between the lines of output.
    Logging.silence();
    try (KafkaRecords records = KafkaRecords.open(kafka, brokerTimeout)) {
      for (RecordPlace place : places) {
        report.read(records.record(place));
      }
    }
  }

  private ExitCode wrong(List<Problem> problems) {
    // A settings file that cannot be read is reported for each part.
    problems.stream().distinct().forEach(problem -> err.println("rbac-consumer: " + problem));
    return ExitCode.USAGE;
  }

  private void read(String file, boolean named, DecodeReport report) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      report.read(named ? "stdin" : "", in);
      return;
    }
    try (InputStream content = Files.newInputStream(Path.of(file))) {
      report.read(named ? file : "", content);
    }
  }

  private ExitCode unreadable(String file, String why) {
    out.flush();
    err.println("rbac-consumer: cannot read " + file + ": " + why);
    return ExitCode.USAGE;
  }
}
