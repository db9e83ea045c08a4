package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Values that {@code SettingsReaderTest.everything} sets, each other than its default. */
final class NonDefaultSettings {
  static final FailurePolicies POLICIES =
      FailurePolicies.DEFAULT
          .withMalformed(FailurePolicy.STOP)
          .withInvalid(FailurePolicy.DEAD_LETTER)
          .withRejected(FailurePolicy.SKIP)
          .withMalformedStreak(77);

  static final DecoderSettings DECODING =
      DecoderSettings.DEFAULT
          .withBarePayloads(true)
          .withDefaultNamespace("hbi")
          .withMaxMessageBytes(1024 * 1024)
          .withMaxDepth(9)
          .withMaxNumberLength(11)
          .withMaxStringLength(2000)
          .withMaxTuples(12);

  static final QuarantineSettings QUARANTINE =
      new QuarantineSettings(true, Set.of("t_denied"), true, 11, 12 * 1024);

  static final Settings.Health HEALTH =
      new Settings.Health(
          Duration.ofSeconds(5),
          Path.of("/run/alive"),
          Path.of("/run/ready"),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40),
          Duration.ZERO);

  private NonDefaultSettings() {}

  /** Returns the settings of {@link #POLICIES}. */
  static Map<String, String> policies() {
    return Map.of(
        "RBAC_KAFKA_CONSUMER_ON_MALFORMED", "stop",
        "RBAC_KAFKA_CONSUMER_MALFORMED_STREAK", "77",
        "RBAC_KAFKA_CONSUMER_ON_INVALID", "Dead-Letter",
        "RBAC_KAFKA_CONSUMER_ON_REJECTED", "skip");
  }

  /** Returns the settings of {@link #QUARANTINE}. */
  static Map<String, String> quarantine() {
    return Map.of(
        "RBAC_KAFKA_CONSUMER_QUARANTINE_TOPIC", "outbox.parked",
        "RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_MESSAGES", "11",
        "RBAC_KAFKA_CONSUMER_QUARANTINE_MAX_BYTES", "12KiB",
        "RBAC_KAFKA_CONSUMER_QUARANTINE_SERIAL_RELATIONS", "denied",
        "RBAC_KAFKA_CONSUMER_QUARANTINE_UNREADABLE", "By-Key");
  }
}
