package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.letters.LetterFilter;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code dead-letters}, which has commands of its own. */
@Command(
    name = "dead-letters",
    description = {
      "Lists, shows and replays the records that were set aside in the dead-letter topic.",
      "A replay goes through the consumer that holds the partition of the record."
    })
final class DeadLettersCommand {
  private static final String CODES =
      "Ends with 0 when it shows something, 1 when Kafka does not, 2 for a wrong argument.";

  @ParentCommand private @Nullable ConsumerCommand whole;

  /** Returns the command line of this command, with its commands. */
  static CommandLine line(LetterCommands letters) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListLetters(letters))
        .addSubcommand(new ShowLetter(letters))
        .addSubcommand(new ReplayLetters(letters));
  }

  private Map<String, String> options() {
    return Objects.requireNonNull(whole).options();
  }

  /** Reads a condition on letters. */
  static final class FilterConverter implements ITypeConverter<LetterFilter> {
    @Override
    public LetterFilter convert(String value) {
      try {
        return LetterFilter.parse(value);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(String.valueOf(wrong.getMessage()));
      }
    }
  }

  /** Option of every such command that names the topic, and one for the format. */
  static final class TopicMixin {
    @Option(
        names = "--dead-letter-topic",
        paramLabel = "TOPIC",
        description = "Topic of the letters; else RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC.")
    private @Nullable String topic;

    @Option(names = "--json", description = "Print one object on a line.")
    private boolean json;

    LetterCommands.Selected selected(Map<String, String> options, List<LetterFilter> filters) {
      return new LetterCommands.Selected(options, Optional.ofNullable(topic), filters, json);
    }

    boolean isJson() {
      return json;
    }
  }

  /** Conditions on letters. */
  static final class FilterMixin {
    @Option(
        names = "--filter",
        paramLabel = "NAME=VALUE",
        converter = FilterConverter.class,
        description = {
          "Only letters with this: letter=P:N, partition, offset, class, code, org, type,",
          "since and until (the time at which it was set aside), replayed=yes or no; may repeat."
        })
    private List<LetterFilter> filters = new ArrayList<>();

    List<LetterFilter> filters() {
      return List.copyOf(filters);
    }
  }

  @Command(
      name = "list",
      description = {
        "Lists dead letters, one a line, in the order of their partitions and offsets.",
        CODES
      })
  private static final class ListLetters implements Callable<Integer> {
    private final LetterCommands letters;

    @ParentCommand private @Nullable DeadLettersCommand parent;
    @Mixin private TopicMixin topic = new TopicMixin();
    @Mixin private FilterMixin filter = new FilterMixin();

    @Option(names = "--all", description = "Also list records that were given up with skip.")
    private boolean all;

    ListLetters(LetterCommands letters) {
      this.letters = letters;
    }

    @Override
    public Integer call() throws InterruptedException {
      Map<String, String> options = Objects.requireNonNull(parent).options();
      return letters.list(topic.selected(options, filter.filters()), all).number();
    }
  }

  @Command(
      name = "show",
      description = {
        "Shows a dead letter: why it was set aside, its message, and what its replay would do.",
        CODES
      })
  private static final class ShowLetter implements Callable<Integer> {
    private final LetterCommands letters;

    @ParentCommand private @Nullable DeadLettersCommand parent;
    @Mixin private TopicMixin topic = new TopicMixin();

    @Parameters(
        paramLabel = "P:N",
        converter = RecordPlace.Converter.class,
        description = "Partition and offset of the letter in the dead-letter topic.")
    private @Nullable RecordPlace place;

    ShowLetter(LetterCommands letters) {
      this.letters = letters;
    }

    @Override
    public Integer call() throws InterruptedException {
      Map<String, String> options = Objects.requireNonNull(parent).options();
      return letters
          .show(topic.selected(options, List.of()), Objects.requireNonNull(place))
          .number();
    }
  }

  @Command(
      name = "replay",
      description = {
        "Shows what replays of dead letters would do; does it with --reason and --yes.",
        "Leaves out operations on tuples that later records have changed.",
        "Ends with 0 when all is done, 3 when a letter is not replayed, 1 when no answer comes,"
            + " 2 for a wrong argument."
      })
  private static final class ReplayLetters implements Callable<Integer> {
    private final LetterCommands letters;

    @ParentCommand private @Nullable DeadLettersCommand parent;
    @Spec private @Nullable CommandSpec spec;
    @Mixin private TopicMixin topic = new TopicMixin();
    @Mixin private FilterMixin filter = new FilterMixin();

    @Option(
        names = "--again",
        description = "Also letters that were replayed before, as after a restore of the store.")
    private boolean again;

    @Option(names = "--yes", description = "Do it, and not only show it.")
    private boolean yes;

    @Option(
        names = "--url",
        paramLabel = "URL",
        description =
            "The only consumer to ask; else the one here, or the one that the group's commits"
                + " name for each partition.")
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

    ReplayLetters(LetterCommands letters) {
      this.letters = letters;
    }

    @Override
    public Integer call() throws InterruptedException {
      if (yes && (reason == null || reason.isBlank())) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), "--yes: want --reason, too");
      }
      Map<String, String> options = Objects.requireNonNull(parent).options();
      LetterCommands.Selected selected = topic.selected(options, filter.filters());
      ActionCommand.Wanted wanted =
          new ActionCommand.Wanted(
              "dead-letters replay",
              Optional.ofNullable(options.get("--topic")),
              0,
              Optional.ofNullable(url),
              Optional.ofNullable(tokenFile),
              Optional.ofNullable(by),
              Optional.ofNullable(reason),
              topic.isJson());
      ExitCode code =
          yes ? letters.replay(selected, wanted, again) : letters.preview(selected, wanted, again);
      return code.number();
    }
  }
}
