package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.internal.inspect.InspectedPartition;
import dev.rbacconsumer.core.internal.inspect.InspectedRecord;
import dev.rbacconsumer.core.internal.inspect.Inspection;
import dev.rbacconsumer.core.internal.inspect.MissingRecord;
import dev.rbacconsumer.core.internal.inspect.RecordCollector;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Runs the {@code inspect} command, which shows an operator the first record of a partition that is
 * not applied, and what waits behind it. It joins no group, commits nothing and needs no running
 * consumer.
 */
@Command(
    name = "inspect",
    description = {
      "Shows the first record of a partition that is not applied, and what waits behind it.",
      "Joins no group, commits nothing, and works with or without a running consumer.",
      "Ends with 0 when it shows something, 1 when Kafka or the log cannot, 2 for a wrong argument."
    })
final class InspectCommand implements Callable<Integer> {
  private static final String NAME = "rbac-consumer inspect: ";
  private static final int MOST_BEHIND = 100_000;

  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Duration brokerTimeout;

  @ParentCommand private @Nullable ConsumerCommand whole;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--partition",
      paramLabel = "P",
      description = "Partition; else the only one that fails, is paused, or exists.")
  private @Nullable Integer partition;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Record to show; else the first one from the group's commit on.")
  private @Nullable Long offset;

  @Option(
      names = "--behind",
      paramLabel = "RECORDS",
      defaultValue = "1000",
      description = "How many records behind it to count: 0 to 100000, ${DEFAULT-VALUE} if unset.")
  private int behind;

  @Option(names = "--json", description = "Print one object.")
  private boolean json;

  /**
   * @param brokerTimeout longest wait for one answer of the brokers, above zero
   */
  InspectCommand(
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
    require(partition == null || partition >= 0, "--partition: want 0 or more, got " + partition);
    require(offset == null || offset >= 0, "--offset: want 0 or more, got " + offset);
    require(
        behind >= 0 && behind <= MOST_BEHIND,
        "--behind: want 0 to " + MOST_BEHIND + ", got " + behind);
    // Log lines of the client would appear between the lines of output.
    Logging.silence();
    return run(Objects.requireNonNull(whole).options()).number();
  }

  private void require(boolean valid, String problem) {
    if (!valid) {
      throw new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
    }
  }

  private ExitCode run(Map<String, String> options) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Optional<KafkaSourceSettings> kafka =
        SettingsReader.readSource(environment, options, problems::add);
    Optional<MessageSettings> messages = MessageSettings.read(environment, options, problems::add);
    if (kafka.isEmpty() || messages.isEmpty()) {
      problems.stream().distinct().forEach(problem -> err.println(NAME + problem));
      return ExitCode.USAGE;
    }
    try (KafkaRecords records = KafkaRecords.open(kafka.get(), brokerTimeout)) {
      InspectedPartition chosen = choose(records);
      Inspection inspection = inspect(records, kafka.get().groupId(), chosen, messages.get());
      new ReportPrinter(ReportFormat.of(json, Ansi.AUTO.enabled()), out).show(inspection);
      return ExitCode.OK;
    } catch (CommandException failed) {
      out.flush();
      err.println(NAME + failed.getMessage());
      return failed.code();
    }
  }

  private InspectedPartition choose(KafkaRecords records)
      throws CommandException, InterruptedException {
    Set<PartitionId> wanted =
        partition == null ? records.partitions() : Set.of(records.partition(partition));
    List<InspectedPartition> states = records.states(wanted);
    Instant now = clock.now();
    return InspectedPartition.choose(states)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    "no single partition fails or is paused; name one with --partition:\n"
                        + states.stream()
                            .map(it -> "  " + it.summary(now))
                            .collect(Collectors.joining("\n"))));
  }

  private Inspection inspect(
      KafkaRecords records, String group, InspectedPartition chosen, MessageSettings messages)
      throws CommandException {
    Optional<Offset> wanted = Optional.ofNullable(offset).map(Offset::new);
    Optional<String> missing =
        wanted
            .map(it -> MissingRecord.at(chosen.id(), chosen.log(), it))
            .orElseGet(() -> MissingRecord.atCommit(chosen));
    if (missing.isPresent()) {
      throw new CommandException(ExitCode.FAILURE, missing.get());
    }
    RecordCollector collector =
        new RecordCollector(new OutboxDecoder(messages.decoder()), messages.planner(), behind);
    CommitPosition end = chosen.log().readable();
    CommitPosition readTo;
    Optional<String> problem = Optional.empty();
    try {
      readTo = records.read(chosen.id(), wanted.orElse(chosen.firstUnapplied()), end, collector);
      if (readTo.compareTo(end) < 0 && !collector.isFull()) {
        problem =
            Optional.of("the time of %d s was over".formatted(records.longestRead().toSeconds()));
      }
    } catch (SourceException failed) {
      // What was read is worth showing; only a missing first record is a failure.
      readTo = collector.position().orElseThrow(() -> KafkaRecords.failure(failed));
      problem = Optional.of(String.valueOf(failed.getMessage()));
    }
    Optional<InspectedRecord> shown = collector.shown();
    if (wanted.isPresent() || readTo.compareTo(end) < 0) {
      records.requireRecord(
          chosen.id(),
          wanted.or(() -> shown.map(it -> it.record().offset())).orElse(chosen.firstUnapplied()),
          shown.map(InspectedRecord::record),
          readTo,
          chosen.log());
    }
    return new Inspection(
        group,
        chosen,
        shown,
        shown.isPresent() && (wanted.isEmpty() || wanted.get().equals(chosen.firstUnapplied())),
        collector.backlog(end, readTo, problem),
        clock.now());
  }
}
