package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.log.DeliveryLog;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.settings.Reading;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.launcher.config.types.AdminTypes;
import dev.rbacconsumer.launcher.config.types.AdvertisedUrl;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import dev.rbacconsumer.launcher.config.types.LogTypes;
import dev.rbacconsumer.launcher.config.types.StatusAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the process around delivery: shutdown, health, metrics, log. */
final class ProcessSettings {
  private static final Duration HOUR = Duration.ofHours(1);

  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT",
          ValueTypes.duration(Duration.ofMillis(100), HOUR),
          "30s",
          "Longest time to stop in order after SIGTERM. Keep it below the pod's grace period.");

  static final Setting<Duration> STORE_WAIT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STORE_WAIT",
          ValueTypes.duration(Duration.ZERO, Duration.ofMinutes(5)),
          "10s",
          "Longest wait at the start for a usable answer of the Relations API, before partitions"
              + " are asked for. `0` is none.");

  static final Setting<Duration> HEALTH_INTERVAL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL",
          ValueTypes.duration(Duration.ofMillis(10), HOUR),
          "30s",
          "Time between two looks at the consumer's health, and between two questions to the"
              + " brokers, while all is well.");

  static final Setting<Path> LIVENESS_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
          ValueTypes.file(),
          "/tmp/kubernetes-liveness",
          "File that exists while the consumer works or waits for Kafka.");

  static final Setting<Path> READINESS_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_READINESS_FILE",
          ValueTypes.file(),
          "/tmp/kubernetes-readiness",
          "File that exists while the consumer works and is connected to Kafka.");

  static final Setting<Duration> STALL_REPORT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STALL_REPORT",
          ValueTypes.duration(Duration.ofSeconds(1), HOUR),
          "60s",
          "Time after which a partition, or the thread that reads from Kafka, is reported as"
              + " stalled. A wait, or a call within its timeout, is no stall.");

  static final Setting<Duration> STALL_LIVENESS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STALL_LIVENESS",
          ValueTypes.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          "300s",
          "Time after which the liveness file goes because of that; at least the time to report"
              + " it.");

  static final Setting<Duration> PASSED_OVER_DEGRADED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_PASSED_OVER_DEGRADED",
          ValueTypes.duration(Duration.ZERO, Duration.ofDays(7)),
          "1h",
          "Time for which the status is `degraded` after a message was skipped or set aside. `0` is"
              + " not at all.");

  static final Setting<Optional<Integer>> METRICS_PORT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_METRICS_PORT",
          AdminTypes.listeningPort("rbac-kafka-consumer-metrics"),
          "9464",
          "Port on which metrics and probes are served, on all addresses. `0` is any port that is"
              + " free; the log names it. `off` is none.");

  static final Setting<String> METRICS_PATH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_METRICS_PATH",
          AdminTypes.urlPath(),
          "/metrics",
          "Path under which metrics are served.");

  static final Setting<StatusAccess> STATUS_ACCESS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STATUS_ACCESS",
          ValueTypes.oneOf("access", StatusAccess.values()),
          ValueTypes.nameOf(StatusAccess.ALL),
          "Who may see the status on the port of the metrics, as page and as JSON: all clients"
              + " that reach the port, or only clients on the same machine or in the same pod.");

  static final Setting<Integer> APPLIED_EVENTS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_APPLIED_EVENTS",
          ValueTypes.count(0, 1_000_000),
          Integer.toString(AppliedEvents.DEFAULT_EVENTS),
          "Number of latest events of which `/applied` on the port of the metrics answers whether"
              + " they were applied, with the consistency token. `0` is none.");

  static final Setting<List<String>> ADMIN_ALLOWED_HOSTS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ADMIN_ALLOWED_HOSTS",
          AdminTypes.hosts(),
          "",
          "Names, beside IP addresses, `localhost` and the name of the machine, under which the"
              + " port of the metrics may be asked, such as that of a Service. `*.` and the end of"
              + " names stands for all names below it, `*` for all names.");

  static final Setting<AdvertisedUrl> ADMIN_ADVERTISED_URL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ADMIN_ADVERTISED_URL",
          AdminTypes.advertisedUrl(),
          "auto",
          "Address of the port of the metrics that the commits of the group carry, so that the"
              + " command line finds the owner of a partition. `auto` is the IP address by which"
              + " this machine reaches the brokers, with that port. `off` is none.");

  static final Setting<LogLevel> LOG_LEVEL =
      Setting.optional(
              "DJANGO_LOG_LEVEL",
              LogTypes.level(),
              LogLevel.INFO.name(),
              "How much is logged. Libraries log warnings and errors only, unless this is DEBUG.")
          .overriddenBy("--verbosity", LogTypes.verbosity());

  static final Setting<LogFormat> LOG_FORMAT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_LOG_FORMAT",
          ValueTypes.oneOf("format", LogFormat.values()),
          ValueTypes.nameOf(LogFormat.TEXT),
          "What a line of the log looks like: text, plain text of level and message alone as the"
              + " Python consumer documents it (`[INFO] message`), or one JSON object.");

  static final Setting<Optional<Integer>> LOG_MAX_RATE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_LOG_MAX_RATE",
          LogTypes.rate(),
          Integer.toString(DeliveryLog.DEFAULT_MAX_RATE),
          "Messages a second up to which each has its own INFO lines; above, there is a summary"
              + " every ten seconds. Failures always have theirs. `off` is no limit.");

  /** Settings that give the address of a running consumer. */
  static final List<Setting<?>> ADMIN =
      List.of(METRICS_PORT, METRICS_PATH, ADMIN_ALLOWED_HOSTS, ADMIN_ADVERTISED_URL);

  /** All of these settings, in the order of the table. */
  static final List<Setting<?>> ALL =
      List.of(
          SHUTDOWN_TIMEOUT,
          STORE_WAIT,
          HEALTH_INTERVAL,
          LIVENESS_FILE,
          READINESS_FILE,
          STALL_REPORT,
          STALL_LIVENESS,
          PASSED_OVER_DEGRADED,
          METRICS_PORT,
          METRICS_PATH,
          STATUS_ACCESS,
          APPLIED_EVENTS,
          ADMIN_ALLOWED_HOSTS,
          ADMIN_ADVERTISED_URL,
          LOG_LEVEL,
          LOG_FORMAT,
          LOG_MAX_RATE);

  private ProcessSettings() {}

  /** Reads only the address of a running consumer, or returns all problems with it. */
  static Reading<Settings.Metrics> readMetrics(SettingValues values) {
    List<Problem> problems = values.problems(ADMIN);
    return problems.isEmpty()
        ? new Reading.Accepted<>(metrics(values), List.of())
        : new Reading.Refused<>(problems);
  }

  static Settings.Health health(SettingValues values) {
    return new Settings.Health(
        values.get(HEALTH_INTERVAL),
        values.get(LIVENESS_FILE),
        values.get(READINESS_FILE),
        values.get(STALL_REPORT),
        values.get(STALL_LIVENESS),
        values.get(PASSED_OVER_DEGRADED));
  }

  static Settings.Metrics metrics(SettingValues values) {
    return new Settings.Metrics(
        values.get(METRICS_PORT),
        values.get(METRICS_PATH),
        values.get(ADMIN_ALLOWED_HOSTS),
        values.get(ADMIN_ADVERTISED_URL));
  }

  static Settings.Log log(SettingValues values) {
    return new Settings.Log(
        values.get(LOG_LEVEL), values.get(LOG_FORMAT), values.get(LOG_MAX_RATE));
  }
}
