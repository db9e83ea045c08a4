package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code quarantine}, which has commands of its own. */
@Command(
    name = "quarantine",
    description = {
      "Lists, shows, replays and discards the messages that are parked in the quarantine.",
      "A message is released by the consumer that holds its partition."
    })
final class QuarantineCommand {
  private static final String CODES =
      "Ends with 0 when it shows something, 1 when Kafka does not, 2 for a wrong argument.";

  @ParentCommand private @Nullable ConsumerCommand whole;

  /** Returns the command line of this command, with its commands. */
  static CommandLine line(QuarantineCommands quarantine) {
    return new CommandLine(new QuarantineCommand())
        .addSubcommand(new ListParked(quarantine))
        .addSubcommand(new ShowParked(quarantine))
        .addSubcommand(new ReplayParked(quarantine))
        .addSubcommand(new DiscardParked(quarantine));
  }

  private Map<String, String> options() {
    return Objects.requireNonNull(whole).options();
  }

  /** Option of every such command that names the topic, and one for the format. */
  private static final class TopicMixin {
    @Option(
        names = "--quarantine-topic",
        paramLabel = "TOPIC",
        description = "Topic of the quarantine; else RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC.")
    private @Nullable String topic;

    @Option(names = "--json", description = "Print one object on a line.")
    private boolean json;
  }

  /** Options that name one record. */
  private static final class PlaceMixin {
    @Option(
        names = "--partition",
        paramLabel = "P",
        required = true,
        description = "Partition of the record.")
    private int partition;

    @Option(
        names = "--offset",
        paramLabel = "N",
        required = true,
        description = "Offset of the record.")
    private long offset;
  }

  /** Options of the commands that act. */
  private static final class ActingMixin {
    @Option(
        names = "--url",
        paramLabel = "URL",
        description =
            "Where the consumer that holds the partition is; else localhost and the port that the"
                + " settings name, as for the consumer.")
    private @Nullable String url;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description = "File with the token of operators, where the consumer needs one.")
    private @Nullable Path tokenFile;

    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who acts, for the audit trail; else the user of the environment.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private @Nullable String reason;

    @Option(names = "--yes", description = "Do it, and not only show it.")
    private boolean yes;

    boolean hasReason() {
      return reason != null && !reason.isBlank();
    }

    /** Returns the arguments for any partition. */
    ActionCommand.Wanted wanted(String name, Map<String, String> options, boolean json) {
      return new ActionCommand.Wanted(
          name,
          Optional.ofNullable(options.get("--topic")),
          0,
          Optional.ofNullable(url),
          Optional.ofNullable(tokenFile),
          Optional.ofNullable(by),
          Optional.ofNullable(reason),
          json);
    }
  }

  /** A command on the quarantine. */
  private abstract static sealed class Verb implements Callable<Integer> {
    final QuarantineCommands quarantine;

    @ParentCommand private @Nullable QuarantineCommand parent;
    @Spec private @Nullable CommandSpec spec;
    @Mixin private TopicMixin topic = new TopicMixin();

    private Verb(QuarantineCommands quarantine) {
      this.quarantine = quarantine;
    }

    @Override
    public Integer call() throws InterruptedException {
      return run().number();
    }

    abstract ExitCode run() throws InterruptedException;

    QuarantineCommands.Selected selected(Set<Integer> partitions, Optional<Long> offset) {
      require(partitions.stream().allMatch(it -> it >= 0), "--partition: want 0 or more");
      require(offset.orElse(0L) >= 0, "--offset: want 0 or more");
      return new QuarantineCommands.Selected(
          options(), Optional.ofNullable(topic.topic), partitions, offset, topic.json);
    }

    Map<String, String> options() {
      return Objects.requireNonNull(parent).options();
    }

    boolean isJson() {
      return topic.json;
    }

    void require(boolean isValid, String problem) {
      if (!isValid) {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
      }
    }
  }

  @Command(
      name = "list",
      description = {
        "Lists parked messages, one a line, in the order of their partitions and offsets.",
        CODES
      })
  private static final class ListParked extends Verb {
    @Option(
        names = "--partition",
        paramLabel = "P",
        description = "Only messages of this partition; may repeat.")
    private @Nullable List<Integer> partitions;

    @Option(names = "--all-groups", description = "Also messages of other groups and topics.")
    private boolean allGroups;

    ListParked(QuarantineCommands quarantine) {
      super(quarantine);
    }

    @Override
    ExitCode run() throws InterruptedException {
      return quarantine.list(selected(set(partitions), Optional.empty()), allGroups);
    }
  }

  @Command(
      name = "show",
      description = {
        "Shows a parked message: why it is parked, what waits behind it, and its content.",
        CODES
      })
  private static final class ShowParked extends Verb {
    @Mixin private PlaceMixin place = new PlaceMixin();

    ShowParked(QuarantineCommands quarantine) {
      super(quarantine);
    }

    @Override
    ExitCode run() throws InterruptedException {
      return quarantine.show(selected(Set.of(place.partition), Optional.of(place.offset)));
    }
  }

  @Command(
      name = "replay",
      description = {
        "Shows which parked messages would be applied; does it with --reason and --yes.",
        "Goes by partition and offset. One that fails ends the replay of its partition.",
        "Ends with 0 when all is done, 3 when a message stays parked, 1 when no answer comes,"
            + " 2 for a wrong argument."
      })
  private static final class ReplayParked extends Verb {
    @Option(
        names = "--partition",
        paramLabel = "P",
        description = "Only messages of this partition; may repeat.")
    private @Nullable List<Integer> partitions;

    @Option(
        names = "--offset",
        paramLabel = "N",
        description = "Only the message at this offset; needs one --partition.")
    private @Nullable Long offset;

    @Mixin private ActingMixin acting = new ActingMixin();

    ReplayParked(QuarantineCommands quarantine) {
      super(quarantine);
    }

    @Override
    ExitCode run() throws InterruptedException {
      require(!acting.yes || acting.hasReason(), "--yes: want --reason, too");
      Set<Integer> wantedPartitions = set(partitions);
      require(
          offset == null || wantedPartitions.size() == 1, "--offset: want one --partition, too");
      QuarantineCommands.Selected selected =
          selected(wantedPartitions, Optional.ofNullable(offset));
      ActionCommand.Wanted wanted = acting.wanted("quarantine replay", options(), isJson());
      return acting.yes
          ? quarantine.replay(selected, wanted)
          : quarantine.preview(selected, wanted);
    }
  }

  @Command(
      name = "discard",
      description = {
        "Shows what is lost when a parked message is given up; does it with --digest, --reason and"
            + " --yes.",
        "The message is first copied to the dead letters, or to the audit file.",
        "Ends with 0 when it is done, 3 when it is refused or fails, 1 when nothing answers,"
            + " 2 for a wrong argument."
      })
  private static final class DiscardParked extends Verb {
    @Mixin private PlaceMixin place = new PlaceMixin();

    @Option(
        names = "--digest",
        paramLabel = "DIGEST",
        description = "Digest of the message, as list and show print it.")
    private @Nullable String digest;

    @Mixin private ActingMixin acting = new ActingMixin();

    DiscardParked(QuarantineCommands quarantine) {
      super(quarantine);
    }

    @Override
    ExitCode run() throws InterruptedException {
      require(
          !acting.yes || (digest != null && acting.hasReason()),
          "--yes: want --digest and --reason, too");
      return quarantine.discard(
          selected(Set.of(place.partition), Optional.of(place.offset)),
          acting.wanted("quarantine discard", options(), isJson()),
          Optional.ofNullable(digest),
          acting.yes);
    }
  }

  private static Set<Integer> set(@Nullable List<Integer> partitions) {
    return partitions == null ? Set.of() : new HashSet<>(partitions);
  }
}
