package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.lane.FailurePolicy;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.retry.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns the environment and the command line into settings, or into a list of all that is wrong.
 */
public final class SettingsReader {
  private final Map<String, String> environment;
  private final Map<String, String> options;

  private SettingsReader(Map<String, String> environment, Map<String, String> options) {
    this.environment = environment;
    this.options = options;
  }

  /**
   * Reads every setting.
   *
   * @param environment variables by name; a blank value counts as not set
   * @param options given on the command line, by name such as {@code --topic}; they beat variables
   */
  public static SettingsResult read(Map<String, String> environment, Map<String, String> options) {
    return new SettingsReader(Map.copyOf(environment), Map.copyOf(options)).result();
  }

  /**
   * Reads what the decoder has to know, which is all optional, and nothing else.
   *
   * @param problems gets all that is wrong
   * @return empty when anything is
   */
  public static Optional<DecoderSettings> readDecoder(
      Map<String, String> environment, Consumer<Problem> problems) {
    return part(environment, AllSettings.DECODER, SettingsReader::decoder, problems);
  }

  /**
   * Reads how changes are written, which is all optional, and nothing else.
   *
   * @param problems gets all that is wrong
   * @return empty when anything is
   */
  public static Optional<Settings.Writing> readWriting(
      Map<String, String> environment, Consumer<Problem> problems) {
    return part(environment, RelationsApi.WRITING, SettingsReader::writing, problems);
  }

  private static <T> Optional<T> part(
      Map<String, String> environment,
      List<Setting<?>> settings,
      Function<SettingsReader, T> part,
      Consumer<Problem> problems) {
    SettingsReader reader = new SettingsReader(Map.copyOf(environment), Map.of());
    List<Problem> found =
        settings.stream().flatMap(it -> reader.look(it).problem().stream()).toList();
    found.forEach(problems);
    return found.isEmpty() ? Optional.of(part.apply(reader)) : Optional.empty();
  }

  private SettingsResult result() {
    List<Problem> problems = new ArrayList<>();
    AllSettings.ALL.forEach(setting -> look(setting).problem().ifPresent(problems::add));
    below(AllSettings.RETRY_FIRST_DELAY, AllSettings.RETRY_MAX_DELAY).ifPresent(problems::add);
    below(AllSettings.STALL_REPORT, AllSettings.STALL_LIVENESS).ifPresent(problems::add);
    sameProbeFile().ifPresent(problems::add);
    RelationsReader relations = new RelationsReader(this::look);
    if (RelationsApi.ALL.stream().allMatch(it -> look(it).problem().isEmpty())) {
      problems.addAll(relations.problems());
    }
    problems.addAll(deadLettersWithoutTopic());
    deadLettersIntoOwnTopic().ifPresent(problems::add);
    List<String> warnings = new ArrayList<>(UnknownNames.warnings(environment.keySet()));
    if (!problems.isEmpty()) {
      return new SettingsResult.Refused(List.copyOf(problems), List.copyOf(warnings));
    }
    Settings settings = settings(relations);
    warnings.addAll(relations.warnings());
    if (!settings.relations().enabled()) {
      warnings.add(
          AllSettings.REPLICATION_ENABLED.name()
              + " is false: messages are validated, logged and committed, and NOTHING IS WRITTEN to"
              + " the Relations API. What is committed like this is not applied later either.");
    }
    List<String> lines = AllSettings.ALL.stream().map(it -> look(it).line()).toList();
    return new SettingsResult.Accepted(settings, lines, List.copyOf(warnings));
  }

  private Settings settings(RelationsReader relations) {
    return new Settings(
        new Settings.Kafka(
            get(AllSettings.KAFKA_SERVERS),
            get(AllSettings.TOPIC),
            get(AllSettings.GROUP_ID),
            new Settings.Membership(
                get(AllSettings.GROUP_PROTOCOL), get(AllSettings.GROUP_INSTANCE_ID))),
        new Settings.Relations(
            get(AllSettings.REPLICATION_ENABLED),
            get(RelationsApi.TIMEOUT),
            get(RelationsApi.FENCING),
            relations.settings()),
        new Backoff(
            get(AllSettings.RETRY_FIRST_DELAY),
            get(AllSettings.RETRY_MAX_DELAY),
            get(AllSettings.RETRY_JITTER)),
        new Settings.Failures(
            policies(), get(AllSettings.DEAD_LETTER_TOPIC), get(AllSettings.ON_DATA_LOSS)),
        decoder(),
        new Settings.Queue(
            get(AllSettings.QUEUE_MAX_RECORDS),
            get(AllSettings.QUEUE_MAX_BYTES),
            get(AllSettings.WINDOW),
            get(AllSettings.BATCH_MAX_MESSAGES)),
        new Settings.Health(
            get(AllSettings.HEALTH_INTERVAL),
            get(AllSettings.LIVENESS_FILE),
            get(AllSettings.READINESS_FILE),
            get(AllSettings.STALL_REPORT),
            get(AllSettings.STALL_LIVENESS)),
        new Settings.Metrics(get(AllSettings.METRICS_PORT)),
        get(AllSettings.SHUTDOWN_TIMEOUT),
        get(AllSettings.LOG_LEVEL));
  }

  private Settings.Writing writing() {
    return new Settings.Writing(get(RelationsApi.DIALECT), RelationsReader.names(this::look));
  }

  private DecoderSettings decoder() {
    return new DecoderSettings(
        get(AllSettings.ACCEPT_BARE_PAYLOADS),
        get(AllSettings.DEFAULT_NAMESPACE),
        Math.toIntExact(get(AllSettings.MAX_MESSAGE_BYTES)),
        get(AllSettings.MAX_JSON_DEPTH),
        get(AllSettings.MAX_NUMBER_LENGTH),
        get(AllSettings.MAX_TEXT_LENGTH),
        get(AllSettings.MAX_TUPLES));
  }

  private Optional<Problem> below(Setting<Duration> least, Setting<Duration> setting) {
    Reading<Duration> reading = look(setting);
    Optional<Duration> floor = look(least).value();
    boolean below =
        floor.isPresent()
            && reading.value().isPresent()
            && reading.valid().compareTo(floor.get()) < 0;
    return below
        ? Optional.of(
            reading.problem(
                "at least %s (%s)".formatted(least.name(), DurationText.show(floor.get())), ""))
        : Optional.empty();
  }

  private Optional<Problem> sameProbeFile() {
    Optional<Path> liveness = look(AllSettings.LIVENESS_FILE).value().map(Path::normalize);
    Reading<Path> readiness = look(AllSettings.READINESS_FILE);
    return liveness.isPresent() && liveness.equals(readiness.value().map(Path::normalize))
        ? Optional.of(
            readiness.problem("another file than " + AllSettings.LIVENESS_FILE.name(), ""))
        : Optional.empty();
  }

  private FailurePolicies policies() {
    return new FailurePolicies(
        get(AllSettings.ON_MALFORMED), get(AllSettings.ON_INVALID), get(AllSettings.ON_REJECTED));
  }

  private List<Problem> deadLettersWithoutTopic() {
    boolean noTopic =
        look(AllSettings.DEAD_LETTER_TOPIC).value().map(Optional::isEmpty).orElse(false);
    return Stream.of(AllSettings.ON_MALFORMED, AllSettings.ON_INVALID, AllSettings.ON_REJECTED)
        .map(this::look)
        .filter(policy -> noTopic && policy.value().equals(Optional.of(FailurePolicy.DEAD_LETTER)))
        .map(
            policy ->
                policy.problem(
                    AllSettings.DEAD_LETTER_TOPIC.name() + " beside it, or another policy", ""))
        .toList();
  }

  private Optional<Problem> deadLettersIntoOwnTopic() {
    Reading<Optional<String>> letters = look(AllSettings.DEAD_LETTER_TOPIC);
    Optional<String> topic = look(AllSettings.TOPIC).value();
    return topic.isPresent() && letters.value().equals(Optional.of(topic))
        ? Optional.of(letters.problem("another topic than the one that is read", ""))
        : Optional.empty();
  }

  private <T> Reading<T> look(Setting<T> setting) {
    return Reading.of(setting, environment, options);
  }

  private <T> T get(Setting<T> setting) {
    return look(setting).valid();
  }
}
