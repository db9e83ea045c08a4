package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.settings.delivery.DeliverySettings;
import dev.rbacconsumer.kafka.settings.KafkaSourceSettings;
import dev.rbacconsumer.launcher.actions.settings.ActionSettings;
import dev.rbacconsumer.launcher.config.types.AdvertisedUrl;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import dev.rbacconsumer.launcher.tokens.settings.TokenSettings;
import dev.rbacconsumer.relations.config.RelationsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the consumer, checked and complete: those of the modules as the modules take
 * them, and those of the process.
 *
 * @param kafka source of the records
 * @param mode whether the consumer applies the records that it reads
 * @param relations target of the changes
 * @param delivery retries, policies, limits and replays
 * @param decoder accepted forms and sizes of messages
 * @param tokens destination of consistency tokens and notifications
 * @param actions listener and audit trail of the actions of operators
 * @param health health reports to the platform
 * @param metrics access to the metrics
 * @param statusAccess clients that may read the status
 * @param appliedEvents most events of which it is remembered whether they were applied; 0 for none
 * @param shutdownTimeout longest time for an orderly stop
 * @param storeWait longest wait for the store before partitions are asked for; zero for none
 * @param log level and format of the log
 * @param active whether records are read; if false, the process idles and is healthy
 */
public record Settings(
    KafkaSourceSettings kafka,
    DeliveryMode mode,
    RelationsSettings relations,
    DeliverySettings delivery,
    DecoderSettings decoder,
    TokenSettings tokens,
    ActionSettings actions,
    Health health,
    Metrics metrics,
    StatusAccess statusAccess,
    int appliedEvents,
    Duration shutdownTimeout,
    Duration storeWait,
    Log log,
    boolean active) {

  /**
   * Settings of the log.
   *
   * @param level lowest level that is logged
   * @param format of each line
   * @param maxRate messages per second up to which each one has its own lines, at least 1; empty
   *     for any number
   */
  public record Log(LogLevel level, LogFormat format, Optional<Integer> maxRate) {}

  /**
   * Health reports to the platform.
   *
   * @param interval time between two checks
   * @param livenessFile file that exists while the consumer is alive
   * @param readinessFile file that exists while the consumer is alive and connected; never the
   *     liveness file
   * @param stallReport time without progress and without a reason after which a stall is reported
   * @param stallLiveness time after which a stall makes liveness fail, at least as long
   * @param passedOverDegraded time for which the status is degraded after a message was skipped or
   *     sent to the dead-letter topic; zero for no time
   */
  public record Health(
      Duration interval,
      Path livenessFile,
      Path readinessFile,
      Duration stallReport,
      Duration stallLiveness,
      Duration passedOverDegraded) {
    public Health {
      if (stallLiveness.compareTo(stallReport) < 0) {
        throw new IllegalArgumentException(
            "stall: want report <= liveness, got " + stallReport + ", " + stallLiveness);
      }
      if (livenessFile.equals(readinessFile)) {
        throw new IllegalArgumentException("probe files: want two, got " + livenessFile + " twice");
      }
    }
  }

  /**
   * Access to the metrics.
   *
   * @param port port on which metrics are served: 0 for any free port, at most 65535; empty if they
   *     are not served
   * @param path path of the metrics; begins with a slash
   * @param allowedHosts further host names for requests to the port: whole names, {@code *.} with
   *     the end of names, or {@code *} for all
   * @param advertisedUrl address of the port that commits publish
   */
  public record Metrics(
      Optional<Integer> port, String path, List<String> allowedHosts, AdvertisedUrl advertisedUrl) {
    public Metrics {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }
}
