package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.settings.DurationOrder;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.ResolvedSetting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.delivery.DeliveryOptions;
import dev.rbacconsumer.core.settings.delivery.QuarantineOptions;
import dev.rbacconsumer.kafka.settings.KafkaSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionOptions;
import dev.rbacconsumer.launcher.tokens.settings.TokenOptions;
import dev.rbacconsumer.relations.settings.RelationsApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds combinations of values of the process, or of several modules, that are valid alone and
 * invalid together. Each module checks its own.
 */
final class CrossFieldChecks {
  private CrossFieldChecks() {}

  /** Returns all such problems. A setting that is invalid by itself is not reported again. */
  static List<Problem> problems(SettingValues values) {
    List<Problem> problems = new ArrayList<>(ofProcess(values));
    deadLettersIntoOwnTopic(values).ifPresent(problems::add);
    quarantineInTopicOfOthers(values).ifPresent(problems::add);
    quarantineWithoutFencing(values).ifPresent(problems::add);
    return problems;
  }

  /** Returns the problems among the settings of the process. */
  static List<Problem> ofProcess(SettingValues values) {
    return Stream.of(
            DurationOrder.problem(
                ProcessSettings.STALL_REPORT, ProcessSettings.STALL_LIVENESS, values),
            sameProbeFile(values))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Problem> sameProbeFile(SettingValues values) {
    Optional<Path> liveness =
        values.resolve(ProcessSettings.LIVENESS_FILE).value().map(Path::normalize);
    ResolvedSetting<Path> readiness = values.resolve(ProcessSettings.READINESS_FILE);
    return liveness.isPresent() && liveness.equals(readiness.value().map(Path::normalize))
        ? Optional.of(
            readiness.problem("another file than " + ProcessSettings.LIVENESS_FILE.name(), ""))
        : Optional.empty();
  }

  private static Optional<Problem> deadLettersIntoOwnTopic(SettingValues values) {
    ResolvedSetting<Optional<String>> letters = values.resolve(DeliveryOptions.DEAD_LETTER_TOPIC);
    Optional<String> topic = values.resolve(KafkaSettings.TOPIC).value();
    return topic.isPresent() && letters.value().equals(Optional.of(topic))
        ? Optional.of(letters.problem("another topic than the one that is read", ""))
        : Optional.empty();
  }

  /** Returns the problem of a quarantine that shares a topic: its records have another format. */
  private static Optional<Problem> quarantineInTopicOfOthers(SettingValues values) {
    ResolvedSetting<Optional<String>> quarantine = values.resolve(QuarantineOptions.TOPIC);
    Optional<String> topic = quarantine.value().flatMap(it -> it);
    if (topic.isEmpty()) {
      return Optional.empty();
    } else if (topic.equals(values.resolve(KafkaSettings.TOPIC).value())) {
      return Optional.of(quarantine.problem("another topic than the one that is read", ""));
    }
    return Stream.of(ActionOptions.AUDIT_TOPIC, TokenOptions.TOPIC)
        .filter(other -> topic.equals(values.resolve(other).value().flatMap(it -> it)))
        .findFirst()
        .map(other -> quarantine.problem("another topic than " + other.name(), ""));
  }

  /**
   * Returns the problem of a quarantine in a consumer without fencing: two owners of a partition
   * could both apply a parked record.
   */
  private static Optional<Problem> quarantineWithoutFencing(SettingValues values) {
    ResolvedSetting<Optional<String>> quarantine = values.resolve(QuarantineOptions.TOPIC);
    boolean isUsed = quarantine.value().flatMap(it -> it).isPresent();
    boolean isFenced = values.resolve(RelationsApi.FENCING).value().orElse(true);
    return isUsed && !isFenced
        ? Optional.of(
            quarantine.problem("no quarantine beside " + RelationsApi.FENCING.name() + "=off", ""))
        : Optional.empty();
  }
}
