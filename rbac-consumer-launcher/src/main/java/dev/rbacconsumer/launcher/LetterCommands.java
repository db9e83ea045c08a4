package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.actions.client.ReplayRun;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.letters.LetterDetails;
import dev.rbacconsumer.launcher.letters.LetterFilter;
import dev.rbacconsumer.launcher.letters.LetterList;
import dev.rbacconsumer.launcher.letters.LetterOwners;
import dev.rbacconsumer.launcher.letters.ListedLetter;
import dev.rbacconsumer.launcher.letters.ReplayPreview;
import dev.rbacconsumer.launcher.letters.ReplayedLetters;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Runs the commands that list, show and replay dead letters. */
final class LetterCommands {
  private static final String NAME = "rbac-consumer dead-letters %s: ";

  private final Map<String, String> environment;
  private final Clock clock;
  private final Sleeper sleeper;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration brokerTimeout;
  private final ActionCommand actions;
  private final GroupCommand group;

  /**
   * @param environment environment with the settings, read as the consumer does
   * @param sleeper waits between two requests to an owner that is away
   * @param brokerTimeout longest wait for one answer of the brokers, above zero
   * @param group finds the owners of partitions
   */
  LetterCommands(
      Map<String, String> environment,
      Clock clock,
      Sleeper sleeper,
      PrintWriter out,
      PrintWriter err,
      Duration brokerTimeout,
      ActionCommand actions,
      GroupCommand group) {
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
    this.out = out;
    this.err = err;
    this.brokerTimeout = brokerTimeout;
    this.actions = actions;
    this.group = group;
  }

  /**
   * Arguments of each of these commands.
   *
   * @param options options that are settings
   * @param topic the dead-letter topic; empty for that of the settings
   * @param filters conditions on letters, all of which they must meet
   * @param json whether to print for programs
   */
  record Selected(
      Map<String, String> options,
      Optional<String> topic,
      List<LetterFilter> filters,
      boolean json) {}

  /** Work with the dead-letter topic. */
  @FunctionalInterface
  private interface Work {
    ExitCode with(LetterSession session, String topic, KafkaSourceSettings kafka)
        throws CommandException, InterruptedException;
  }

  /**
   * Lists letters.
   *
   * @param all whether to list records that were given up, too
   */
  ExitCode list(Selected selected, boolean all) throws InterruptedException {
    return run(
        "list",
        selected,
        (session, topic, kafka) -> {
          List<ListedLetter> matching = matching(session.read(), selected);
          List<ListedLetter> listed =
              matching.stream().filter(it -> all || !it.stored().facts().isGivenUp()).toList();
          print(
              selected,
              new LetterList(
                  topic, listed, matching.size() - listed.size(), session.index(), clock.now()));
          return ExitCode.OK;
        });
  }

  /** Shows one letter. */
  ExitCode show(Selected selected, RecordPlace place) throws InterruptedException {
    return run(
        "show",
        selected,
        (session, topic, kafka) -> {
          List<ListedLetter> letters = session.read();
          LetterId wanted = session.place(place);
          LetterId first =
              session.index().find(wanted).orElseThrow(() -> missing(session, topic, wanted)).id();
          ListedLetter letter =
              letters.stream()
                  .filter(it -> it.stored().id().equals(first))
                  .findFirst()
                  .orElseThrow();
          InspectedRecord record = session.inspected(session.record(letter.stored()));
          print(
              selected,
              new LetterDetails(session.plan(List.of(letter)).get(0), record, clock.now()));
          return ExitCode.OK;
        });
  }

  private static CommandException missing(LetterSession session, String topic, LetterId wanted) {
    return new CommandException(
        ExitCode.FAILURE,
        session.index().unknown().stream()
            .filter(it -> it.place().equals(wanted))
            .findFirst()
            .map(it -> "the record at %s is no dead letter: %s".formatted(wanted, it.problem()))
            .orElse(
                "%s has no dead letter at %s; rbac-consumer dead-letters list shows them"
                    .formatted(topic, wanted)));
  }

  /** Shows what a replay would do. */
  ExitCode preview(Selected selected, ActionCommand.Wanted wanted, boolean again)
      throws InterruptedException {
    return run(
        "replay",
        selected,
        (session, topic, kafka) -> {
          List<ListedLetter> matching = matching(session.read(), selected);
          ReplayPreview preview =
              new ReplayPreview(
                  session.plan(chosen(matching, again, kafka.topic())),
                  others(matching, again, kafka.topic()),
                  command(selected, wanted, again),
                  clock.now());
          print(selected, preview);
          return preview.isWithoutObstacles() ? ExitCode.OK : ExitCode.ATTENTION;
        });
  }

  /** Replays letters. */
  ExitCode replay(Selected selected, ActionCommand.Wanted wanted, boolean again)
      throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Optional<String> by = actions.by(wanted);
    Optional<String> token = ActionCommand.token(wanted, problems);
    Optional<String> local =
        wanted.url().isPresent() ? Optional.empty() : actions.local(selected.options(), problems);
    problems.forEach(it -> err.println(NAME.formatted("replay") + it));
    if (by.isEmpty() || !problems.isEmpty()) {
      return ExitCode.USAGE;
    }
    LetterOwners owners =
        new LetterOwners(
            new LetterOwners.Addresses(wanted.url(), local, token),
            (partition, reasons) -> {
              List<URI> found = new ArrayList<>();
              group.findOwner(selected.options(), partition.number(), found::add, reasons::add);
              return found.stream().findFirst();
            },
            new LetterOwners.Request(by.get(), wanted.reason().orElse(""), again),
            ActionCommand.TIMEOUT,
            clock);
    return run(
        "replay",
        selected,
        (session, topic, kafka) -> {
          List<ListedLetter> matching = matching(session.read(), selected);
          if (!selected.json()) {
            others(matching, again, kafka.topic()).lines().forEach(out::println);
          }
          ReplayRun<ListedLetter> replay =
              new ReplayRun<>(
                  new ReplayedLetters(), owners, clock, sleeper, selected.json(), this::printNow);
          return switch (replay.run(chosen(matching, again, kafka.topic()))) {
            case DONE -> ExitCode.OK;
            case INCOMPLETE -> ExitCode.ATTENTION;
            case UNANSWERED -> ExitCode.FAILURE;
          };
        });
  }

  private void printNow(String line) {
    out.println(line);
    out.flush();
  }

  private static List<ListedLetter> chosen(
      List<ListedLetter> letters, boolean again, String topic) {
    return letters.stream()
        .filter(it -> !it.stored().facts().isGivenUp())
        .filter(it -> again || it.stored().replayed().isEmpty())
        .filter(it -> it.stored().origin().topic().equals(topic))
        .toList();
  }

  private static ReplayPreview.Others others(
      List<ListedLetter> letters, boolean again, String topic) {
    List<ListedLetter> ours =
        letters.stream().filter(it -> it.stored().origin().topic().equals(topic)).toList();
    return new ReplayPreview.Others(
        again ? 0 : ours.stream().filter(it -> it.stored().replayed().isPresent()).count(),
        ours.stream().filter(it -> it.stored().facts().isGivenUp()).count(),
        letters.size() - ours.size());
  }

  /** Returns the command that begins a replay. */
  private static String command(Selected selected, ActionCommand.Wanted wanted, boolean again) {
    StringBuilder command = new StringBuilder("rbac-consumer dead-letters replay");
    selected
        .options()
        .forEach((name, value) -> command.append(" ").append(name).append(" ").append(word(value)));
    selected.topic().ifPresent(it -> command.append(" --dead-letter-topic ").append(word(it)));
    selected.filters().forEach(it -> command.append(" --filter ").append(word(it.text())));
    wanted.url().ifPresent(it -> command.append(" --url ").append(word(it)));
    wanted
        .tokenFile()
        .ifPresent(it -> command.append(" --token-file ").append(word(it.toString())));
    command.append(again ? " --again" : "");
    command.append(" --by ").append(wanted.by().map(LetterCommands::word).orElse("…"));
    command.append(" --reason ").append(wanted.reason().map(LetterCommands::word).orElse("…"));
    return command.append(" --yes").toString();
  }

  private static String word(String text) {
    return ActionCommand.quoted(text);
  }

  private static List<ListedLetter> matching(List<ListedLetter> letters, Selected selected) {
    return letters.stream().filter(it -> LetterFilter.meetsAll(selected.filters(), it)).toList();
  }

  private void print(Selected selected, Report report) {
    new ReportPrinter(ReportFormat.of(selected.json(), Ansi.AUTO.enabled()), out).show(report);
  }

  private ExitCode run(String verb, Selected selected, Work work) throws InterruptedException {
    // Log lines of the client would appear between the lines of output.
    Logging.silence();
    List<Problem> problems = new ArrayList<>();
    Map<String, String> options = selected.options();
    Optional<KafkaSourceSettings> kafka =
        SettingsReader.readSource(environment, options, problems::add);
    Optional<MessageSettings> messages = MessageSettings.read(environment, options, problems::add);
    Optional<String> topic =
        selected
            .topic()
            .or(() -> SettingsReader.readDeadLetterTopic(environment, options, problems::add));
    if (topic.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              "--dead-letter-topic",
              "the name of the topic, or RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC",
              "nothing"));
    }
    if (!problems.isEmpty() || kafka.isEmpty() || messages.isEmpty() || topic.isEmpty()) {
      problems.stream().distinct().forEach(it -> err.println(NAME.formatted(verb) + it));
      return ExitCode.USAGE;
    }
    try (LetterSession session =
        LetterSession.open(kafka.get(), topic.get(), messages.get(), brokerTimeout)) {
      return work.with(session, topic.get(), kafka.get());
    } catch (CommandException failed) {
      out.flush();
      err.println(NAME.formatted(verb) + failed.getMessage());
      return failed.code();
    }
  }
}
