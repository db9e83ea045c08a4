package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.internal.text.NearestName;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionOptions;
import dev.rbacconsumer.launcher.actions.settings.ActionSettings;
import dev.rbacconsumer.launcher.audit.Trail;
import dev.rbacconsumer.launcher.audit.TrailFilter;
import dev.rbacconsumer.launcher.audit.TrailLines;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Runs the {@code audit} command, which lists the actions of operators that topic and file of the
 * audit trail hold. It joins no group, commits nothing and needs no running consumer.
 */
@Command(
    name = "audit",
    description = {
      "Lists what operators did, and the records that they set aside, from the audit trail.",
      "Reads its topic and its file, whichever the settings name; joins no group.",
      "Ends with 0 when all was read, 1 when Kafka or the file cannot be read, 2 for a wrong"
          + " argument or without an audit trail."
    })
final class AuditCommand implements Callable<Integer> {
  private static final String NAME = "rbac-consumer audit: ";
  private static final int MOST = 100_000;

  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration brokerTimeout;

  @ParentCommand private @Nullable ConsumerCommand whole;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "File to read. Beats RBAC_KAFKA_CONSUMER_AUDIT_FILE.")
  private @Nullable Path file;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Entries from then on: 2026-01-31T12:00:00Z, or 90m for so long ago.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Entries up to then, in the same forms.")
  private @Nullable String until;

  @Option(names = "--partition", paramLabel = "P", description = "Entries of one partition.")
  private @Nullable Integer partition;

  @Option(names = "--action", paramLabel = "ACTION", description = "Entries of one action.")
  private @Nullable String action;

  @Option(names = "--by", paramLabel = "NAME", description = "Entries of one operator.")
  private @Nullable String by;

  @Option(
      names = "--result",
      paramLabel = "RESULT",
      description = "Actions with one result: done, unconfirmed, failed or refused.")
  private @Nullable String result;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many entries to show, the newest: 1 to 100000, ${DEFAULT-VALUE} if unset.")
  private int last;

  @Option(names = "--json", description = "Print each entry as it was stored, an object a line.")
  private boolean json;

  /**
   * @param brokerTimeout longest wait for one answer of the brokers, above zero
   */
  AuditCommand(
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

  @Override
  public Integer call() throws InterruptedException {
    require(last >= 1 && last <= MOST, "--last: want 1 to " + MOST + ", got " + last);
    require(partition == null || partition >= 0, "--partition: want 0 or more, got " + partition);
    requireKnownResult();
    Trail trail = new Trail(filter(), last, json);
    // Log lines of the client would appear between the lines of output.
    Logging.silence();
    return run(Objects.requireNonNull(whole).options(), trail).number();
  }

  private TrailFilter filter() {
    Instant now = clock.now();
    return new TrailFilter(
        time("--since", since, now),
        time("--until", until, now),
        Optional.ofNullable(partition),
        Optional.ofNullable(action),
        Optional.ofNullable(by),
        Optional.ofNullable(result));
  }

  private Optional<Instant> time(String option, @Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> ago = DurationText.parse(text);
    if (ago.isPresent()) {
      return ago.map(now::minus);
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException invalid) {
      throw wrong(
          "%s: want a time such as 2026-01-31T12:00:00Z or a duration such as 90m, got %s"
              .formatted(option, SafeText.quoted(text)));
    }
  }

  private void requireKnownResult() {
    List<String> known =
        Arrays.stream(ActionReply.Result.values()).map(ActionReply.Result::label).toList();
    if (result != null && !known.contains(result)) {
      throw wrong(
          "--result: want %s, got %s; the nearest is %s"
              .formatted(
                  String.join(", ", known),
                  SafeText.quoted(result),
                  NearestName.of(result, known.stream())));
    }
  }

  private void require(boolean valid, String problem) {
    if (!valid) {
      throw wrong(problem);
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }

  private ExitCode run(Map<String, String> options, Trail trail) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Optional<ActionSettings> settings =
        SettingsReader.readActions(environment, options, problems::add);
    Optional<String> topic = settings.flatMap(ActionSettings::auditTopic);
    Optional<KafkaSourceSettings> kafka =
        topic.isPresent()
            ? SettingsReader.readSource(environment, options, problems::add)
            : Optional.empty();
    if (settings.isEmpty() || topic.isPresent() != kafka.isPresent()) {
      problems.stream().distinct().forEach(problem -> err.println(NAME + problem));
      return ExitCode.USAGE;
    }
    Optional<Path> from = Optional.ofNullable(file).or(settings.get()::auditFile);
    if (topic.isEmpty() && from.isEmpty()) {
      err.println(
          NAME
              + "there is no audit trail: set %s or %s, or name a file with --file"
                  .formatted(ActionOptions.AUDIT_TOPIC.name(), ActionOptions.AUDIT_FILE.name()));
      return ExitCode.USAGE;
    }
    // What one place has is shown, even if the other cannot be read.
    List<CommandException> failures = new ArrayList<>();
    from.flatMap(it -> readFile(it, trail)).ifPresent(failures::add);
    if (topic.isPresent()) {
      readTopic(kafka.get().withTopic(topic.get()), trail).ifPresent(failures::add);
    }
    (json ? trail.json() : trail.lines()).forEach(out::println);
    out.flush();
    trail.problems().forEach(problem -> err.println(NAME + problem));
    failures.forEach(failure -> err.println(NAME + failure.getMessage()));
    return failures.stream().map(CommandException::code).findFirst().orElse(ExitCode.OK);
  }

  private static Optional<CommandException> readFile(Path file, Trail trail) {
    try (InputStream in = Files.newInputStream(file)) {
      TrailLines.read(file, in, trail);
      return Optional.empty();
    } catch (NoSuchFileException missing) {
      return Optional.of(unreadable(file, "there is no such file", missing));
    } catch (AccessDeniedException denied) {
      return Optional.of(unreadable(file, "this user may not read it", denied));
    } catch (IOException failed) {
      return Optional.of(unreadable(file, String.valueOf(failed.getMessage()), failed));
    }
  }

  private static CommandException unreadable(Path file, String why, IOException cause) {
    return new CommandException(ExitCode.FAILURE, "cannot read %s: %s".formatted(file, why), cause);
  }

  private Optional<CommandException> readTopic(KafkaSourceSettings topic, Trail trail)
      throws InterruptedException {
    try (KafkaRecords records = KafkaRecords.open(topic, brokerTimeout)) {
      records.readAll(
          record -> {
            String place = "%s@%d".formatted(record.partition(), record.offset().value());
            byte[] value = record.value();
            if (value == null) {
              trail.addOther(place, "it has no value");
            } else {
              trail.add(place, new String(value, UTF_8));
            }
          });
      return Optional.empty();
    } catch (CommandException failed) {
      return Optional.of(failed);
    }
  }
}
