package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.report.Report;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.Sleeper;
import dev.rbacconsumer.kafka.client.KafkaClientException;
import dev.rbacconsumer.kafka.internal.quarantine.QuarantineReader;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ReplayRun;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.quarantine.DiscardPlan;
import dev.rbacconsumer.launcher.quarantine.ParkedDetails;
import dev.rbacconsumer.launcher.quarantine.ParkedItem;
import dev.rbacconsumer.launcher.quarantine.QuarantineList;
import dev.rbacconsumer.launcher.quarantine.ReplayPlan;
import dev.rbacconsumer.launcher.quarantine.ReplayedItems;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** Runs the commands that list, show, replay and discard parked records. */
final class QuarantineCommands {
  private static final String NAME = "rbac-consumer quarantine %s: ";
  private static final String REPLAY = "quarantine-replay";
  private static final String DISCARD = "quarantine-discard";

  /** Longest wait for one answer of the brokers. */
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration LONGEST_READ = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Clock clock;
  private final Sleeper sleeper;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ActionCommand actions;

  /**
   * @param environment environment with the settings, read as the consumer does
   * @param sleeper waits between two requests to an owner that is away
   * @param actions requests actions from the owners of partitions
   */
  QuarantineCommands(
      Map<String, String> environment,
      Clock clock,
      Sleeper sleeper,
      PrintWriter out,
      PrintWriter err,
      ActionCommand actions) {
    this.environment = environment;
    this.clock = clock;
    this.sleeper = sleeper;
    this.out = out;
    this.err = err;
    this.actions = actions;
  }

  /**
   * Arguments of each of these commands.
   *
   * @param options options that are settings
   * @param topic topic of the quarantine; empty for that of the settings
   * @param partitions numbers of the partitions; empty for all
   * @param offset offset of the record; empty for all
   * @param json whether to print for programs
   */
  record Selected(
      Map<String, String> options,
      Optional<String> topic,
      Set<Integer> partitions,
      Optional<Long> offset,
      boolean json) {
    Selected {
      partitions = Set.copyOf(partitions);
    }

    private boolean has(ParkedItem item) {
      return (partitions.isEmpty() || partitions.contains(item.partition().number()))
          && offset.map(it -> it == item.parked().offset().value()).orElse(true);
    }

    /** Returns the options that name the same records. */
    private String words() {
      StringBuilder words = new StringBuilder();
      options.forEach(
          (name, value) -> words.append(' ').append(name).append(' ').append(word(value)));
      topic.ifPresent(it -> words.append(" --quarantine-topic ").append(word(it)));
      partitions.stream().sorted().forEach(it -> words.append(" --partition ").append(it));
      offset.ifPresent(it -> words.append(" --offset ").append(it));
      return words.toString();
    }
  }

  /**
   * Parked records of all groups.
   *
   * @param topic topic of the quarantine
   * @param group consumer group of the settings
   * @param source topic of the settings
   * @param items parked records of all groups and topics
   * @param unreadable a description of each record that is no entry
   */
  private record Found(
      String topic, String group, String source, List<ParkedItem> items, List<String> unreadable) {
    /** Returns the selected records of the group of the settings. */
    List<ParkedItem> own(Selected selected) {
      return items.stream()
          .filter(it -> it.group().equals(group) && it.partition().topic().equals(source))
          .filter(selected::has)
          .toList();
    }

    ParkedItem only(Selected selected) throws CommandException {
      List<ParkedItem> own = own(selected);
      if (own.isEmpty()) {
        throw new CommandException(
            ExitCode.FAILURE,
            "the quarantine of group %s holds no such record; rbac-consumer quarantine list shows"
                    .formatted(group)
                + " all");
      }
      // Of records at the same offset of several logs, the one that was parked last.
      return own.stream()
          .max((a, b) -> a.parked().since().compareTo(b.parked().since()))
          .orElseThrow();
    }

    List<Offset> behind(ParkedItem item) {
      return items.stream()
          .filter(it -> it.group().equals(group) && it.partition().equals(item.partition()))
          .map(ParkedItem::parked)
          .filter(it -> it.behind().equals(Optional.of(item.parked().offset())))
          .map(it -> it.offset())
          .toList();
    }
  }

  /** Work with what is parked. */
  @FunctionalInterface
  private interface Work {
    ExitCode with(Found found) throws CommandException, InterruptedException;
  }

  /**
   * Lists parked records.
   *
   * @param allGroups whether to list those of other groups and topics, too
   */
  ExitCode list(Selected selected, boolean allGroups) throws InterruptedException {
    return run(
        "list",
        selected,
        found -> {
          List<ParkedItem> items =
              allGroups
                  ? found.items().stream().filter(selected::has).toList()
                  : found.own(selected);
          print(
              selected,
              new QuarantineList(found.topic(), items, allGroups, found.unreadable(), clock.now()));
          return ExitCode.OK;
        });
  }

  /** Shows one parked record. */
  ExitCode show(Selected selected) throws InterruptedException {
    return run(
        "show",
        selected,
        found -> {
          ParkedItem item = found.only(selected);
          print(selected, new ParkedDetails(item, found.behind(item), clock.now()));
          return ExitCode.OK;
        });
  }

  /** Shows what a replay would do. */
  ExitCode preview(Selected selected, ActionCommand.Wanted wanted) throws InterruptedException {
    return run(
        "replay",
        selected,
        found -> {
          ReplayPlan plan =
              new ReplayPlan(
                  found.own(selected),
                  "rbac-consumer quarantine replay" + selected.words() + acting(wanted));
          print(selected, plan);
          return plan.isWithoutFaults() ? ExitCode.OK : ExitCode.ATTENTION;
        });
  }

  /** Replays parked records. */
  ExitCode replay(Selected selected, ActionCommand.Wanted wanted) throws InterruptedException {
    return run(
        "replay",
        selected,
        found -> {
          RememberedOwners owners = new RememberedOwners(selected.options(), wanted);
          ReplayRun<ParkedItem> replay =
              new ReplayRun<>(
                  new ReplayedItems(), owners, clock, sleeper, selected.json(), this::printNow);
          return switch (replay.run(found.own(selected))) {
            case DONE -> ExitCode.OK;
            case INCOMPLETE -> ExitCode.ATTENTION;
            case UNANSWERED -> owners.isMisused ? ExitCode.USAGE : ExitCode.FAILURE;
          };
        });
  }

  /**
   * Discards a parked record, or shows what is lost by it.
   *
   * @param digest digest of the record; empty to see which it would be
   * @param isConfirmed whether to act, and not only to show what would be done
   */
  ExitCode discard(
      Selected selected, ActionCommand.Wanted wanted, Optional<String> digest, boolean isConfirmed)
      throws InterruptedException {
    return run(
        "discard",
        selected,
        found -> {
          ParkedItem item = found.only(selected);
          boolean isOther = digest.map(it -> !it.equals(item.digest())).orElse(false);
          if (isOther) {
            throw new CommandException(
                ExitCode.ATTENTION,
                "the record at %s has digest %s".formatted(item.place(), item.digest()));
          }
          if (!isConfirmed || !selected.json()) {
            Optional<String> command =
                isConfirmed
                    ? Optional.empty()
                    : Optional.of(
                        "rbac-consumer quarantine discard%s --digest %s%s"
                            .formatted(selected.words(), item.digest(), acting(wanted)));
            print(selected, new DiscardPlan(item, found.behind(item), command));
          }
          return isConfirmed ? discard(selected, wanted, item) : ExitCode.OK;
        });
  }

  private ExitCode discard(Selected selected, ActionCommand.Wanted wanted, ParkedItem item)
      throws InterruptedException {
    Optional<ActionCommand.Answered> answered =
        actions.request(selected.options(), wanted.on(DISCARD, item.partition()), target(item));
    if (answered.isEmpty()) {
      return ExitCode.USAGE;
    }
    if (answered.get().answer() instanceof ActionAnswer.Given given) {
      JsonTree reply = given.tree();
      printNow(
          selected.json()
              ? given.text()
              : "quarantine discard %s: %s"
                  .formatted(
                      SafeText.field(reply.get("code").text()),
                      SafeText.sentence(reply.get("message").text())));
      return given.isDone() ? ExitCode.OK : ExitCode.ATTENTION;
    }
    err.println(
        NAME.formatted("discard") + ((ActionAnswer.NotGiven) answered.get().answer()).problem());
    return ExitCode.FAILURE;
  }

  private static ActionCommand.Target target(ParkedItem item) {
    return new ActionCommand.Target(
        Optional.of(item.parked().offset().value()), Optional.of(item.digest()), true);
  }

  /** Requests replays from the owners of partitions, and remembers their addresses. */
  private final class RememberedOwners implements ReplayRun.Owners<ParkedItem> {
    private final Map<String, String> options;
    private final ActionCommand.Wanted wanted;
    private final Map<Integer, ActionCommand.Wanted> known = new HashMap<>();
    private boolean isMisused;

    RememberedOwners(Map<String, String> options, ActionCommand.Wanted wanted) {
      this.options = options;
      this.wanted = wanted;
    }

    @Override
    public ActionAnswer replay(ParkedItem item) throws InterruptedException {
      int partition = item.partition().number();
      ActionCommand.Wanted first = wanted.on(REPLAY, item.partition());
      Optional<ActionCommand.Answered> answered =
          actions.request(options, known.getOrDefault(partition, first), target(item));
      if (answered.isEmpty()) {
        isMisused = true;
        return new ActionAnswer.NotGiven("the arguments are not complete", false, false);
      }
      ActionAnswer answer = answered.get().answer();
      if (answer instanceof ActionAnswer.Given && !answer.isElsewhere()) {
        known.put(partition, answered.get().wanted());
      } else {
        known.remove(partition);
      }
      return answer;
    }
  }

  private static String acting(ActionCommand.Wanted wanted) {
    StringBuilder words = new StringBuilder();
    wanted.url().ifPresent(it -> words.append(" --url ").append(word(it)));
    wanted.tokenFile().ifPresent(it -> words.append(" --token-file ").append(word(it.toString())));
    words.append(" --by ").append(wanted.by().map(QuarantineCommands::word).orElse("…"));
    words.append(" --reason ").append(wanted.reason().map(QuarantineCommands::word).orElse("…"));
    return words.append(" --yes").toString();
  }

  private static String word(String text) {
    return ActionCommand.quoted(text);
  }

  private void printNow(String line) {
    out.println(line);
    out.flush();
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
            .or(() -> SettingsReader.readQuarantineTopic(environment, options, problems::add));
    if (topic.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem(
              "--quarantine-topic",
              "the name of the topic, or RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC",
              "nothing"));
    }
    if (!problems.isEmpty() || kafka.isEmpty() || messages.isEmpty() || topic.isEmpty()) {
      problems.stream().distinct().forEach(it -> err.println(NAME.formatted(verb) + it));
      return ExitCode.USAGE;
    }
    try {
      return work.with(read(kafka.get(), topic.get(), messages.get()));
    } catch (CommandException failed) {
      out.flush();
      err.println(NAME.formatted(verb) + failed.getMessage());
      return failed.code();
    }
  }

  private static Found read(KafkaSourceSettings kafka, String topic, MessageSettings messages)
      throws CommandException, InterruptedException {
    OutboxDecoder decoder = new OutboxDecoder(messages.decoder());
    try (QuarantineReader reader = QuarantineReader.create(kafka.client(), topic, BROKER_TIMEOUT)) {
      QuarantineReader.Contents contents = reader.read(LONGEST_READ);
      List<ParkedItem> items =
          contents.entries().stream()
              .map(
                  entry ->
                      ParkedItem.of(
                          entry, record -> InspectedRecord.of(record, decoder, messages.planner())))
              .toList();
      return new Found(topic, kafka.groupId(), kafka.topic(), items, contents.unreadable());
    } catch (KafkaClientException unusable) {
      throw new CommandException(
          unusable.isPassing() ? ExitCode.FAILURE : ExitCode.USAGE,
          String.valueOf(unusable.getMessage()),
          unusable);
    } catch (SourceException failed) {
      throw KafkaRecords.failure(failed);
    }
  }
}
