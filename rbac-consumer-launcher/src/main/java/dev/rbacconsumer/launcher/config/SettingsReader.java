package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.lane.ReplaySettings;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.retry.Backoff;
import dev.rbacconsumer.core.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads settings from the command line, the environment and files, and returns either the settings
 * or a list of all problems.
 */
public final class SettingsReader {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Clowder clowder;
  private final Sources sources;

  private SettingsReader(Map<String, String> environment, Map<String, String> options) {
    SourceReader reader = new SourceReader(problems::add, warnings::add);
    Sources written = reader.written(environment, options);
    this.clowder = reader.clowder(written);
    this.sources = reader.with(clowder, written);
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
    return part(environment, options, MessageSettings.ALL, SettingsReader::decoder, problems);
  }

  /**
   * Reads only the settings for the format of changes, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<Settings.Writing> readWriting(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, RelationsApi.WRITING, SettingsReader::writing, problems);
  }

  /**
   * Reads only the settings for the address of a running consumer, which are all optional.
   *
   * @param problems receives all problems
   * @return the settings; empty if there is a problem
   */
  public static Optional<Settings.Metrics> readMetrics(
      Map<String, String> environment, Map<String, String> options, Consumer<Problem> problems) {
    return part(environment, options, ProcessSettings.ADMIN, SettingsReader::metrics, problems);
  }

  private static <T> Optional<T> part(
      Map<String, String> environment,
      Map<String, String> options,
      List<Setting<?>> settings,
      Function<SettingsReader, T> part,
      Consumer<Problem> problems) {
    SettingsReader reader = new SettingsReader(Map.copyOf(environment), Map.copyOf(options));
    reader.complainAbout(settings);
    reader.problems.forEach(problems);
    return reader.problems.isEmpty() ? Optional.of(part.apply(reader)) : Optional.empty();
  }

  private void complainAbout(List<Setting<?>> settings) {
    settings.stream()
        .filter(it -> !it.equals(AllSettings.KAFKA_SERVERS) || customBroker().isEmpty())
        .forEach(setting -> lookUp(setting).problem().ifPresent(problems::add));
  }

  private SettingsResult result() {
    complainAbout(AllSettings.ALL);
    RelationsReader relations = new RelationsReader(this::lookUp);
    if (RelationsApi.ALL.stream().allMatch(it -> lookUp(it).problem().isEmpty())) {
      problems.addAll(relations.problems());
    }
    problems.addAll(CrossFieldChecks.problems(sources));
    ClientProperties properties = properties();
    problems.addAll(properties.problems());
    warnings.addAll(properties.warnings());
    sources.others().forEach(source -> warnings.addAll(UnknownNames.warnings(source)));
    if (!problems.isEmpty()) {
      return new SettingsResult.Refused(List.copyOf(problems), List.copyOf(warnings));
    }
    Settings settings = settings(properties, relations);
    warnings.addAll(relations.warnings());
    if (settings.active() && settings.relations().mode() == DeliveryMode.DRY_RUN) {
      // This warning comes first: it changes the meaning of every other line.
      warnings.add(
          0,
          AllSettings.REPLICATION_ENABLED.name()
              + " is false, so this is a DRY RUN: messages are read and checked, and nothing is"
              + " applied or committed. Set it to true to apply everything, in the same group.");
    }
    warnOfStrangeTopic();
    ReplayOptions.warning(settings).ifPresent(warnings::add);
    List<String> lines = new ArrayList<>();
    AllSettings.ALL.forEach(it -> lines.add(lookUp(it).line()));
    lines.addAll(properties.lines());
    return new SettingsResult.Accepted(settings, List.copyOf(lines), List.copyOf(warnings));
  }

  private Settings settings(ClientProperties properties, RelationsReader relations) {
    return new Settings(
        kafka(properties),
        new Settings.Relations(
            get(AllSettings.REPLICATION_ENABLED),
            get(RelationsApi.TIMEOUT),
            get(RelationsApi.FENCING),
            relations.settings()),
        Backoff.from(get(AllSettings.RETRY_FIRST_DELAY))
            .upTo(get(AllSettings.RETRY_MAX_DELAY))
            .withJitter(get(AllSettings.RETRY_JITTER)),
        new Settings.Failures(
            policies(),
            get(AllSettings.DEAD_LETTER_TOPIC).map(clowder::realTopic),
            get(AllSettings.ON_DATA_LOSS),
            get(AllSettings.ALLOW_COMPACTED_TOPIC)),
        decoder(),
        new Settings.Queue(
            get(AllSettings.QUEUE_MAX_RECORDS),
            get(AllSettings.QUEUE_MAX_BYTES),
            get(AllSettings.WINDOW),
            get(AllSettings.WINDOW_MAX_TUPLES),
            get(AllSettings.BATCH_MAX_MESSAGES)),
        replays(),
        new Settings.Health(
            get(ProcessSettings.HEALTH_INTERVAL),
            get(ProcessSettings.LIVENESS_FILE),
            get(ProcessSettings.READINESS_FILE),
            get(ProcessSettings.STALL_REPORT),
            get(ProcessSettings.STALL_LIVENESS),
            get(ProcessSettings.PASSED_OVER_DEGRADED)),
        metrics(),
        get(ProcessSettings.STATUS_ACCESS),
        get(ProcessSettings.SHUTDOWN_TIMEOUT),
        new Settings.Log(
            get(ProcessSettings.LOG_LEVEL),
            get(ProcessSettings.LOG_FORMAT),
            get(ProcessSettings.LOG_MAX_RATE)),
        get(AllSettings.REPLICAS) > 0);
  }

  private Settings.Kafka kafka(ClientProperties properties) {
    return new Settings.Kafka(
        customBroker().map(List::of).orElseGet(() -> get(AllSettings.KAFKA_SERVERS)),
        clowder.realTopic(get(AllSettings.TOPIC)),
        get(AllSettings.GROUP_ID),
        new Settings.Membership(
            get(AllSettings.GROUP_PROTOCOL), get(AllSettings.GROUP_INSTANCE_ID)),
        properties.values());
  }

  private Settings.Replays replays() {
    return new Settings.Replays(
        new ReplaySettings(
            get(ReplayOptions.MODE),
            get(ReplayOptions.ON_STORE_LOSS),
            get(ReplayOptions.REMEMBERED_EVENTS),
            get(ReplayOptions.MARK_INTERVAL)),
        get(ReplayOptions.DIRECTORY),
        get(ReplayOptions.MAX_BYTES));
  }

  private Settings.Writing writing() {
    return new Settings.Writing(get(RelationsApi.DIALECT), RelationsReader.names(this::lookUp));
  }

  private Settings.Metrics metrics() {
    return new Settings.Metrics(
        get(ProcessSettings.METRICS_PORT),
        get(ProcessSettings.METRICS_PATH),
        get(ProcessSettings.ADMIN_ALLOWED_HOSTS));
  }

  private DecoderSettings decoder() {
    return DecoderSettings.DEFAULT
        .withBarePayloads(get(MessageSettings.ACCEPT_BARE_PAYLOADS))
        .withDefaultNamespace(get(MessageSettings.DEFAULT_NAMESPACE))
        .withMaxMessageBytes(Math.toIntExact(get(MessageSettings.MAX_MESSAGE_BYTES)))
        .withMaxDepth(get(MessageSettings.MAX_JSON_DEPTH))
        .withMaxNumberLength(get(MessageSettings.MAX_NUMBER_LENGTH))
        .withMaxStringLength(get(MessageSettings.MAX_TEXT_LENGTH))
        .withMaxTuples(get(MessageSettings.MAX_TUPLES));
  }

  private FailurePolicies policies() {
    FailurePolicies given =
        FailurePolicies.DEFAULT
            .withMalformed(get(AllSettings.ON_MALFORMED))
            .withInvalid(get(AllSettings.ON_INVALID))
            .withRejected(get(AllSettings.ON_REJECTED))
            .withMalformedStreak(get(AllSettings.MALFORMED_STREAK));
    return get(AllSettings.DEAD_LETTER_TOPIC).isPresent() ? given.keepingMalformed() : given;
  }

  private ClientProperties properties() {
    ClientProperties all = ClientProperties.of(sources);
    if (customBroker().isEmpty()) {
      return all;
    }
    if (!all.security().isEmpty()) {
      warnings.add(
          "%s: connected to without login and TLS, so these have no effect: %s"
              .formatted(AllSettings.CUSTOM_BROKER.name(), String.join(", ", all.security())));
    }
    return all.withoutSecurity();
  }

  private Optional<HostAndPort> customBroker() {
    return lookUp(AllSettings.CUSTOM_BROKER).value().flatMap(it -> it);
  }

  private void warnOfStrangeTopic() {
    String topic = get(AllSettings.TOPIC);
    if (clowder.isStrange(topic)) {
      warnings.add(
          "%s: the deployment did not ask Clowder for a topic %s; it is used by this name"
              .formatted(lookUp(AllSettings.TOPIC).name(), SafeText.quoted(topic)));
    }
  }

  private <T> ResolvedSetting<T> lookUp(Setting<T> setting) {
    return ResolvedSetting.of(setting, sources);
  }

  private <T> T get(Setting<T> setting) {
    return lookUp(setting).valid();
  }
}
