package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.config.SettingsListing;
import dev.rbacconsumer.launcher.config.SettingsUsage;
import dev.rbacconsumer.launcher.runtime.BuildInfo;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import dev.rbacconsumer.launcher.runtime.OutputTarget;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Command line of the program. The default command is {@code run}. */
@Command(
    name = "rbac-consumer",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = BuildInfo.class,
    sortOptions = false,
    description =
        "Applies relation changes from outbox events in Kafka to the Kessel Relations API.")
final class ConsumerCommand implements Callable<Integer> {
  private static final String TOPIC_OPTION = "--topic";
  private static final String SETTINGS_OPTION = "--settings";
  private static final String VERBOSITY_OPTION = "--verbosity";

  /** Levels at which a stack trace is expected. */
  private static final Set<String> EVERYTHING = Set.of("2", "3");

  private static final int MOST_SECONDS = 3600;

  /** Topic of messages whose topic is not given. */
  private static final String NO_TOPIC = "unknown";

  private final ConsumerStart start;
  private final DecodeCommand decode;
  private final CheckCommand check;
  private final StatusCommand status;
  private final GroupCommand group;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = TOPIC_OPTION,
      paramLabel = "TOPIC",
      scope = ScopeType.INHERIT,
      description = "Topic to read. Beats RBAC_KAFKA_CONSUMER_TOPIC.")
  private @Nullable String topic;

  @Option(
      names = SETTINGS_OPTION,
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Properties with settings under the names below. The environment beats them.")
  private @Nullable String settings;

  @Option(
      names = VERBOSITY_OPTION,
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      description = "How much is logged: 0 warnings, 1 what is normal, 2 or 3 everything.")
  private @Nullable String verbosity;

  private ConsumerCommand(
      ConsumerStart start,
      DecodeCommand decode,
      CheckCommand check,
      StatusCommand status,
      GroupCommand group) {
    this.start = start;
    this.decode = decode;
    this.check = check;
    this.status = status;
    this.group = group;
  }

  /**
   * Parses the arguments and runs the command; returns the exit code in every case.
   *
   * @param others further subcommands, each with its name in its annotation, or as a command line
   */
  static int execute(
      ConsumerStart start,
      DecodeCommand decode,
      CheckCommand check,
      StatusCommand status,
      GroupCommand group,
      ActionCommand actions,
      List<?> others,
      PrintWriter out,
      PrintWriter err,
      String... args) {
    ConsumerCommand whole = new ConsumerCommand(start, decode, check, status, group);
    // Subcommands are added first: those that follow would not get the writers.
    CommandLine line = new CommandLine(whole);
    others.forEach(line::addSubcommand);
    ActionVerb.all(actions).forEach(line::addSubcommand);
    line.addSubcommand(QuarantineCommand.line(actions.quarantine(group)));
    line.setOut(out).setErr(err);
    line.getCommandSpec().usageMessage().footer(SettingsUsage.lines().toArray(String[]::new));
    // Without a terminal, its width must not be queried.
    line.setUsageHelpAutoWidth(Ansi.AUTO.enabled());
    line.setParameterExceptionHandler((wrong, words) -> usage(wrong, err));
    line.setExecutionExceptionHandler((thrown, command, parsed) -> whole.failure(thrown, err));
    return line.execute(args);
  }

  @Override
  public Integer call() {
    return start.run(options()).number();
  }

  @Command(
      name = "run",
      description = {
        "Runs until SIGTERM or SIGINT. The default.",
        "Ends with 0 when it was stopped in order, 1 when it failed, 2 for a wrong setting."
      })
  int run() {
    return call();
  }

  @Command(
      name = "decode",
      description = {
        "Shows what the consumer makes of messages, and the calls it would make.",
        "Connects to nothing but Kafka, and that only for --at.",
        "Reads one message a line: a record's value, or a whole record as JSON.",
        "Ends with 0 when every message is understood, 1 when one is not, or Kafka does not"
            + " answer, 2 for a wrong argument or setting."
      })
  int decode(
      @Option(
              names = "--at",
              paramLabel = "P:N",
              converter = RecordPlace.Converter.class,
              description = "Partition and offset of a record to read from Kafka; may repeat.")
          @Nullable List<RecordPlace> places,
      @Option(names = "--json", description = "Print an object for each message.") boolean json,
      @Parameters(
              paramLabel = "FILE",
              arity = "0..*",
              description = "Files to read; standard input for -, or for none without --at.")
          @Nullable List<String> files)
      throws InterruptedException {
    return decode
        .run(
            options(),
            new DecodeCommand.Wanted(
                files == null ? List.of() : files,
                places == null ? List.of() : places,
                topic == null ? NO_TOPIC : topic,
                json))
        .number();
  }

  @Command(
      name = "check",
      description = {
        "Looks whether the consumer would run: settings, Kafka, Relations API.",
        "Joins no group, takes no lock, reads no message and writes nothing.",
        "Ends with 0 when all is well, 2 when a setting is wrong, 1 when anything else is."
      })
  int check(
      @Option(names = "--json", description = "Print one object, when all is done.") boolean json)
      throws InterruptedException {
    return check.run(options(), json, Ansi.AUTO.enabled()).number();
  }

  @Command(
      name = "status",
      description = {
        "Asks a consumer that runs how it stands, and what is in its way.",
        "Ends with 0 when all is well, 3 when something needs attention, 1 when it cannot be asked,"
            + " 2 for a wrong argument or setting."
      })
  int status(
      @Option(
              names = "--url",
              paramLabel = "URL",
              description =
                  "Where it is; else localhost and the port that the settings name, as for the"
                      + " consumer.")
          @Nullable String url,
      @Option(
              names = "--partition",
              paramLabel = "NUMBER",
              description =
                  "Ask the owner of this partition, whose address its commits carry; needs the"
                      + " settings of Kafka.")
          @Nullable Integer partition,
      @Option(names = "--json", description = "Print what it tells, an object on one line.")
          boolean json,
      @Option(
              names = "--watch",
              paramLabel = "SECONDS",
              arity = "0..1",
              fallbackValue = "2",
              description = "Look again and again until Ctrl-C: every 2 seconds, unless said.")
          @Nullable Integer watch)
      throws InterruptedException {
    Optional<Duration> every = every(watch);
    if (partition == null) {
      return status(Optional.ofNullable(url), json, every).number();
    }
    if (url != null) {
      throw wrong("--partition: want it without --url, which already names the consumer");
    }
    if (partition < 0) {
      throw wrong("--partition: want a number from 0, got " + partition);
    }
    return group
        .withOwner(
            options(),
            "status",
            partition,
            owner -> status(Optional.of(owner.toString()), json, every))
        .number();
  }

  private ExitCode status(Optional<String> url, boolean json, Optional<Duration> every)
      throws InterruptedException {
    return status.run(options(), new StatusCommand.Wanted(url, json, every), terminal());
  }

  @Command(
      name = "group",
      description = {
        "Shows the consumer group as the brokers know it, whether a consumer runs or not.",
        "Joins no group, reads only times of records and changes nothing.",
        "Ends with 0 when all is well, 3 when something needs attention, 1 when it cannot be read,"
            + " 2 for a wrong argument or setting."
      })
  int group(
      @Option(names = "--json", description = "Print an object on one line.") boolean json,
      @Option(
              names = "--watch",
              paramLabel = "SECONDS",
              arity = "0..1",
              fallbackValue = "2",
              description = "Look again and again until Ctrl-C: every 2 seconds, unless said.")
          @Nullable Integer watch)
      throws InterruptedException {
    return group.run(options(), json, every(watch), terminal()).number();
  }

  @Command(
      name = "settings",
      description = {
        "Says what every setting means, which values it takes and which it has by default.",
        "Connects to nothing, and reads none of them.",
        "Ends with 0, or 2 when no name has the word."
      })
  int settings(
      @Option(names = "--json", description = "Print a list of objects.") boolean json,
      @Parameters(
              paramLabel = "WORD",
              arity = "0..*",
              description = "Only those whose name has a word in it, such as timeout.")
          @Nullable List<String> words) {
    CommandLine whole = Objects.requireNonNull(spec).root().commandLine();
    List<String> wanted = words == null ? List.of() : words;
    SettingsListing listing = SettingsListing.of(wanted);
    if (listing.isEmpty()) {
      whole
          .getErr()
          .println(
              "rbac-consumer: no setting has \"%s\" in its name; the nearest is %s"
                  .formatted(
                      String.join("\" or \"", wanted), SettingsListing.nearest(wanted.get(0))));
      return ExitCode.USAGE.number();
    }
    if (json) {
      whole.getOut().println(listing.json());
    } else {
      listing.lines(spec.usageMessage().width()).forEach(whole.getOut()::println);
    }
    whole.getOut().flush();
    return ExitCode.OK.number();
  }

  @Command(
      name = "sandbox",
      description = {
        "Runs a consumer beside a broker and a store that it starts, with a prompt for outages.",
        "Needs more jars than the consumer: in a checkout, type make sandbox.",
        "Ends with 0, 1 when a part does not start, 2 without these jars."
      })
  int sandbox(
      @Option(
              names = "--environment",
              paramLabel = "FILE",
              description = "Where to write the environment for other terminals.")
          @Nullable String environment) {
    CommandLine whole = Objects.requireNonNull(spec).root().commandLine();
    return new SandboxCommand(start.environment(), whole.getOut(), whole.getErr())
        .run(Optional.ofNullable(environment));
  }

  @Command(
      name = "completion",
      description = {
        "Prints a script for bash and zsh that completes what can be typed.",
        "Ends with 0."
      })
  void completion() {
    CommandLine whole = Objects.requireNonNull(spec).root().commandLine();
    whole.getOut().print(AutoComplete.bash(whole.getCommandName(), whole));
    whole.getOut().flush();
  }

  private Optional<Duration> every(@Nullable Integer watch) {
    if (watch != null && (watch < 1 || watch > MOST_SECONDS)) {
      throw wrong("--watch: want 1 to " + MOST_SECONDS + " seconds, got " + watch);
    }
    return Optional.ofNullable(watch).map(Duration::ofSeconds);
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }

  private static OutputTarget terminal() {
    return OutputTarget.of(System.getenv(), Ansi.AUTO.enabled());
  }

  /** Returns the command line options that are settings, as given. */
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    putIfGiven(options, TOPIC_OPTION, topic);
    putIfGiven(options, SETTINGS_OPTION, settings);
    putIfGiven(options, VERBOSITY_OPTION, verbosity);
    return options;
  }

  private static void putIfGiven(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private static int usage(ParameterException wrong, PrintWriter err) {
    err.println("rbac-consumer: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try --help.");
    return ExitCode.USAGE.number();
  }

  /** Reports an unexpected failure; expected problems are handled before. */
  private int failure(Exception thrown, PrintWriter err) {
    boolean isVerbose = verbosity != null && EVERYTHING.contains(verbosity);
    return ConsumerStart.reportDefect(thrown, isVerbose, err);
  }
}
