package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.delivery.DecoderSettingsReader;
import dev.rbacconsumer.core.settings.delivery.DeliveryOptions;
import dev.rbacconsumer.core.settings.delivery.DeliverySettingsReader;
import dev.rbacconsumer.core.settings.delivery.QuarantineOptions;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.kafka.settings.KafkaSettingsReader;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionSettingsReader;
import dev.rbacconsumer.launcher.tokens.settings.TokenOptions;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettingsReader;
import dev.rbacconsumer.relations.settings.RelationsSettingsReader;
import dev.rbacconsumer.relations.settings.WritingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the settings of all modules from the command line, the environment and files, and returns
 * either the settings or a list of all problems.
 */
public final class SettingsReader {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Clowder clowder;
  private final Sources sources;
  private final KafkaSettingsReader kafka;
  private final RelationsSettingsReader relations;
  private final DeliverySettingsReader delivery;
  private final TokenSettingsReader tokens;
  private final ActionSettingsReader actions;

  private SettingsReader(Map<String, String> environment, Map<String, String> options) {
    SourceReader reader = new SourceReader(problems::add, notes::add, warnings::add);
    Sources written = reader.written(environment, options);
    this.clowder = reader.clowder(written);
    this.sources = reader.with(clowder, written);
    this.kafka = new KafkaSettingsReader(sources);
    this.relations = new RelationsSettingsReader(sources);
    this.delivery = new DeliverySettingsReader(sources);
    this.tokens = new TokenSettingsReader(sources);
    this.actions = new ActionSettingsReader(sources);
  }

  /**
   * Reads every setting from the source with the highest precedence: the command line, the
   * environment, Clowder's file, the file that {@code --settings} names, the default.
   *
   * @param environment variables by name; a blank value counts as not set
   * @param options options of the command line, by name such as {@code --topic}
   */
  public static SettingsResult read(Map<String, String> environment, Map<String, String> options) {
    return new SettingsReader(Map.copyOf(environment), Map.copyOf(options)).result();
  }

  /**
   * Reads only the settings of the decoder, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<DecoderSettings> readDecoder(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, it -> DecoderSettingsReader.read(it.sources), problems);
  }

  /**
   * Reads only the settings for the format of changes, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<WritingSettings> readWriting(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, it -> WritingSettings.read(it.sources), problems);
  }

  /**
   * Reads only the settings for the address of a running consumer, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<Settings.Metrics> readMetrics(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, it -> ProcessSettings.readMetrics(it.sources), problems);
  }

  /**
   * Reads only the name of the quarantine's topic.
   *
   * @param problems receives all problems
   * @return the topic; empty if none is set, or there is a problem
   */
  public static Optional<String> readQuarantineTopic(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return SettingsReader.<Optional<String>>part(
            environment, options, SettingsReader::quarantineTopic, problems)
        .flatMap(topic -> topic);
  }

  private Reading<Optional<String>> quarantineTopic() {
    List<Problem> wrong = sources.problems(List.of(QuarantineOptions.TOPIC));
    return wrong.isEmpty()
        ? new Reading.Accepted<>(
            sources.get(QuarantineOptions.TOPIC).map(clowder::realTopic), List.of())
        : new Reading.Refused<>(wrong);
  }

  /**
   * Reads only the settings of the brokers, the group and the topic.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<KafkaSourceSettings> readSource(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, SettingsReader::source, problems);
  }

  /**
   * Reads only the settings of the actions of operators, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<ActionSettings> readActions(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, SettingsReader::ofActions, problems);
  }

  private Reading<ActionSettings> ofActions() {
    return Reading.of(actions, sources)
        .match(
            accepted ->
                new Reading.Accepted<>(
                    accepted.value().withTopic(clowder::realTopic), accepted.warnings()),
            refused -> refused);
  }

  /**
   * Reads only the name of the dead-letter topic.
   *
   * @param problems receives all problems
   * @return the topic; empty if none is set, or there is a problem
   */
  public static Optional<String> readDeadLetterTopic(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return SettingsReader.<Optional<String>>part(
            environment, options, SettingsReader::deadLetterTopic, problems)
        .flatMap(topic -> topic);
  }

  private Reading<Optional<String>> deadLetterTopic() {
    List<Problem> wrong = sources.problems(List.of(DeliveryOptions.DEAD_LETTER_TOPIC));
    return wrong.isEmpty()
        ? new Reading.Accepted<>(
            sources.get(DeliveryOptions.DEAD_LETTER_TOPIC).map(clowder::realTopic), List.of())
        : new Reading.Refused<>(wrong);
  }

  private Reading<KafkaSourceSettings> source() {
    noBrokers().ifPresent(problems::add);
    return KafkaSettingsReader.read(sources)
        .match(
            accepted ->
                new Reading.Accepted<>(
                    accepted.value().withTopic(clowder.realTopic(accepted.value().topic())),
                    accepted.warnings()),
            refused -> refused);
  }

  private static <T> Optional<T> part(
      Map<String, String> environment,
      Map<String, String> options,
      Function<SettingsReader, Reading<T>> read,
      Consumer<Problem> problems) {
    SettingsReader reader = new SettingsReader(Map.copyOf(environment), Map.copyOf(options));
    Optional<T> value =
        read.apply(reader)
            .match(
                accepted -> Optional.of(accepted.value()),
                refused -> {
                  reader.problems.addAll(refused.problems());
                  return Optional.empty();
                });
    reader.problems.forEach(problems);
    return reader.problems.isEmpty() ? value : Optional.empty();
  }

  private SettingsResult result() {
    problems.addAll(sources.problems(AllSettings.ALL.stream().filter(this::counts).toList()));
    problems.addAll(relations.problems());
    problems.addAll(delivery.problems());
    problems.addAll(tokens.problems());
    problems.addAll(actions.problems());
    problems.addAll(CrossFieldChecks.problems(sources));
    problems.addAll(kafka.problems());
    noBrokers().ifPresent(problems::add);
    warnings.addAll(kafka.warnings());
    sources.others().forEach(source -> warnings.addAll(UnknownNames.warnings(source)));
    if (!problems.isEmpty()) {
      return SwitchedOff.settings(sources)
          .<SettingsResult>map(this::idle)
          .orElseGet(
              () -> new SettingsResult.Refused(List.copyOf(problems), List.copyOf(warnings)));
    }
    return accepted(settings());
  }

  /** Returns the result for a consumer that is switched off, where other settings are unusable. */
  private SettingsResult idle(Settings settings) {
    return new SettingsResult.Accepted(
        settings, lines(), List.copyOf(notes), List.copyOf(warnings), List.copyOf(problems));
  }

  private SettingsResult accepted(Settings settings) {
    warnings.addAll(relations.warnings());
    warnings.addAll(delivery.warnings());
    if (settings.active() && settings.mode() == DeliveryMode.DRY_RUN) {
      // This warning comes first: it changes the meaning of every other line.
      warnings.add(
          0,
          AllSettings.REPLICATION_ENABLED.name()
              + " is false, so this is a DRY RUN: messages are read and checked, and nothing is"
              + " applied or committed. Set it to true to apply everything, in the same group.");
    }
    warnOfStrangeTopic();
    ReplayDirectory.warning(settings).ifPresent(warnings::add);
    return new SettingsResult.Accepted(
        settings, lines(), List.copyOf(notes), List.copyOf(warnings), List.of());
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    AllSettings.ALL.forEach(it -> lines.add(sources.resolve(it).line()));
    lines.addAll(kafka.propertyLines());
    return List.copyOf(lines);
  }

  /** Returns the problem of a deployment whose Clowder file, which is in use, has no brokers. */
  private Optional<Problem> noBrokers() {
    boolean isMissing =
        !clowder.path().isEmpty()
            && kafka.settings().contains(KafkaSettings.SERVERS)
            && sources.find(KafkaSettings.SERVERS).isEmpty();
    return isMissing
        ? Optional.of(
            new Problem(
                KafkaSettings.SERVERS.name(),
                "host:port, comma separated, as %s has no brokers".formatted(clowder.path()),
                "nothing"))
        : Optional.empty();
  }

  /** Returns whether a setting has an effect beside the others. */
  private boolean counts(Setting<?> setting) {
    return counts(setting, KafkaSettings.ALL, kafka.settings())
        && counts(setting, TokenOptions.ALL, tokens.settings());
  }

  private static boolean counts(
      Setting<?> setting, List<Setting<?>> ofPart, List<Setting<?>> counting) {
    return !isNamed(setting, ofPart) || isNamed(setting, counting);
  }

  private static boolean isNamed(Setting<?> setting, List<Setting<?>> among) {
    return among.stream().anyMatch(it -> it.name().equals(setting.name()));
  }

  private Settings settings() {
    KafkaSourceSettings source = kafka.value();
    return new Settings(
        source.withTopic(clowder.realTopic(source.topic())),
        sources.get(AllSettings.REPLICATION_ENABLED) ? DeliveryMode.DELIVER : DeliveryMode.DRY_RUN,
        relations.value(),
        delivery
            .value()
            .withDeadLetterTopic(clowder::realTopic)
            .withQuarantineTopic(clowder::realTopic),
        new DecoderSettingsReader(sources).value(),
        tokens.value().withTopic(clowder::realTopic),
        actions.value().withTopic(clowder::realTopic),
        ProcessSettings.health(sources),
        ProcessSettings.metrics(sources),
        sources.get(ProcessSettings.STATUS_ACCESS),
        sources.get(ProcessSettings.APPLIED_EVENTS),
        sources.get(ProcessSettings.SHUTDOWN_TIMEOUT),
        sources.get(ProcessSettings.STORE_WAIT),
        ProcessSettings.log(sources),
        sources.get(AllSettings.REPLICAS) > 0);
  }

  private void warnOfStrangeTopic() {
    String topic = sources.get(KafkaSettings.TOPIC);
    if (clowder.isStrange(topic)) {
      warnings.add(
          "%s: the deployment did not ask Clowder for a topic %s; it is used by this name"
              .formatted(sources.resolve(KafkaSettings.TOPIC).name(), SafeText.quoted(topic)));
    }
  }
}
