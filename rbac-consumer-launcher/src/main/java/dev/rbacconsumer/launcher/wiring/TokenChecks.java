package dev.rbacconsumer.launcher.wiring;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.internal.check.PreflightFailedException;
import dev.rbacconsumer.core.internal.check.Step;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.KafkaProbe;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.tokens.DatabaseProbe;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the destination of consistency tokens. */
final class TokenChecks {
  private TokenChecks() {}

  /** Returns the steps for a database; none if tokens go elsewhere. */
  static List<Step> database(Settings settings) {
    return settings
        .tokens()
        .match(
            log -> List.of(),
            kafka -> List.of(),
            database -> List.of(new Step("database", () -> check(settings.mode(), database))));
  }

  /** Returns the topic for tokens; empty if tokens go elsewhere. */
  static Optional<String> topic(Settings settings) {
    return settings
        .tokens()
        .match(
            log -> Optional.empty(),
            kafka -> Optional.of(kafka.topic()),
            database -> Optional.empty());
  }

  /** Checks the topic for tokens. A topic that is missing or unsuitable is a warning. */
  static String checkTopic(KafkaProbe probe, String topic, Consumer<String> warnings)
      throws InterruptedException {
    try {
      int partitions = probe.partitions(topic);
      if (!probe.topicSettings(topic).isCompacted()) {
        warnings.accept(
            topic
                + ": tokens of all times are kept, because it is not compacted; set"
                + " cleanup.policy=compact");
      }
      return "%s has %d partitions".formatted(topic, partitions);
    } catch (SourceException missing) {
      warnings.accept("no consistency token can be sent: " + missing.getMessage());
      return topic + " cannot be used; see below";
    }
  }

  private static String check(DeliveryMode mode, TokenSettings.Postgres postgres)
      throws PreflightFailedException {
    if (mode == DeliveryMode.DRY_RUN) {
      return "not called by a dry run";
    }
    Optional<String> problem = DatabaseProbe.problem(postgres);
    if (problem.isPresent()) {
      throw new PreflightFailedException(problem.get());
    }
    return "%s/%s answers and knows the table"
        .formatted(postgres.database().server(), postgres.database().name());
  }
}
