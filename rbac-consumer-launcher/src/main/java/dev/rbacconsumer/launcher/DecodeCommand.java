package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.decode.DecodeReport;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.relations.WritePlan;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.settings.WritingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows how the consumer would treat messages from files or standard input. It connects to nothing.
 */
final class DecodeCommand {
  private static final String STANDARD_INPUT = "-";

  private final Map<String, String> environment;
  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;

  DecodeCommand(Map<String, String> environment, InputStream in, PrintWriter out, PrintWriter err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** Runs the command. Returns {@link ExitCode#FAILURE} if a message is refused. */
  ExitCode run(Map<String, String> options, List<String> files, String topic, boolean json) {
    List<Problem> problems = new ArrayList<>();
    Optional<DecoderSettings> settings =
        SettingsReader.readDecoder(environment, options, problems::add);
    Optional<WritingSettings> writing =
        SettingsReader.readWriting(environment, options, problems::add);
    if (settings.isEmpty() || writing.isEmpty()) {
      // A settings file that cannot be read is reported for both.
      problems.stream().distinct().forEach(problem -> err.println("rbac-consumer: " + problem));
      return ExitCode.USAGE;
    }
    // Only used to plan the calls; no connection is made.
    RelationsSettings relations = writing.get().to("localhost:9000").build();
    DecodeReport report =
        new DecodeReport(
            settings.get(),
            change -> WritePlan.of(change, relations),
            topic,
            new ReportPrinter(ReportFormat.of(json, false), out));
    for (String file : files.isEmpty() ? List.of(STANDARD_INPUT) : files) {
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
