package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.lane.FailurePolicy;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.retry.Backoff;
import dev.rbacconsumer.relations.RelationsDialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every setting there is. Nothing else in the product reads the environment. */
final class AllSettings {
  /** Names that begin like this are ours: one we do not know is most likely a slip. */
  static final List<String> OUR_PREFIXES = List.of("RBAC_KAFKA_CONSUMER_", "RELATION_API_");

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  static final Setting<Boolean> KAFKA_ENABLED =
      Setting.optional(
          "KAFKA_ENABLED",
          Types.mustBeTrue(),
          "false",
          "Whether this deployment uses Kafka. Without it there is nothing to consume.");

  static final Setting<List<HostAndPort>> KAFKA_SERVERS =
      Setting.required("KAFKA_SERVERS", Types.servers(), "Kafka brokers to begin with.");

  static final Setting<String> TOPIC =
      Setting.required("RBAC_KAFKA_CONSUMER_TOPIC", Types.topic(), "Topic to read.")
          .beatenBy("--topic");

  static final Setting<String> GROUP_ID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_ID",
          Types.groupId(),
          "rbac-consumer-group",
          "Consumer group. Also the first part of the lock id `<group>/<partition>`.");

  static final Setting<Boolean> REPLICATION_ENABLED =
      Setting.optional(
          "REPLICATION_TO_RELATION_ENABLED",
          Types.bool(),
          "false",
          "Whether changes are written to the Relations API. When false, every message is"
              + " validated, logged and committed, and no call is made.");

  static final Setting<HostAndPort> RELATION_API_SERVER =
      Setting.optional(
          "RELATION_API_SERVER", Types.server(), "localhost:9000", "The Relations API, gRPC.");

  static final Setting<Duration> RELATION_API_TIMEOUT =
      Setting.optional(
          "RELATION_API_TIMEOUT",
          Types.duration(MILLISECOND, HOUR),
          DurationText.show(LaneSettings.DEFAULT.attemptTimeout()),
          "Longest time for one attempt to apply a message or to acquire a lock.");

  static final Setting<RelationsDialect> RELATION_API_DIALECT =
      Setting.optional(
          "RELATION_API_DIALECT",
          Types.dialect(),
          RelationsDialect.KESSEL_RELATIONS.text(),
          "What `RELATION_API_SERVER` speaks; see [relations-api.md](relations-api.md#dialects).");

  static final Setting<Boolean> RELATION_API_SPICEDB_RELATION_PREFIX =
      Setting.optional(
          "RELATION_API_SPICEDB_RELATION_PREFIX",
          Types.bool(),
          "true",
          "With the dialect `spicedb`: whether relations begin with `t_`, as Kessel writes them.");

  static final Setting<Boolean> RELATION_API_SPICEDB_TYPE_NAMESPACE =
      Setting.optional(
          "RELATION_API_SPICEDB_TYPE_NAMESPACE",
          Types.bool(),
          "true",
          "With the dialect `spicedb`: whether types are `namespace/name`, as Kessel writes them,"
              + " or the bare name.");

  static final Setting<Duration> RETRY_FIRST_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
          Types.duration(MILLISECOND, HOUR),
          DurationText.show(Backoff.DEFAULT.first()),
          "Wait after the first failed attempt. It doubles with every further one.");

  static final Setting<Duration> RETRY_MAX_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
          Types.duration(MILLISECOND, Duration.ofHours(24)),
          DurationText.show(Backoff.DEFAULT.cap()),
          "Longest wait between attempts, before jitter; at least the first one.");

  static final Setting<Double> RETRY_JITTER =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_JITTER",
          Types.share(),
          Double.toString(Backoff.DEFAULT.jitter()),
          "Share of each wait that chance may add to it.");

  static final Setting<FailurePolicy> ON_MALFORMED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_MALFORMED",
          Types.failurePolicy(),
          Types.policyText(FailurePolicies.DEFAULT.malformed()),
          "What to do with a message that is not JSON.");

  static final Setting<FailurePolicy> ON_INVALID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_INVALID",
          Types.failurePolicy(),
          Types.policyText(FailurePolicies.DEFAULT.invalid()),
          "What to do with a message that is JSON, but not one we may act on.");

  static final Setting<FailurePolicy> ON_REJECTED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_REJECTED",
          Types.failurePolicy(),
          Types.policyText(FailurePolicies.DEFAULT.rejected()),
          "What to do with a message whose change the store refuses.");

  static final Setting<Optional<String>> DEAD_LETTER_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC",
          Types.optional(Types.topic()),
          "",
          "Topic for messages that a policy sets aside. It must exist.");

  static final Setting<Boolean> ACCEPT_BARE_PAYLOADS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ACCEPT_BARE_PAYLOADS",
          Types.bool(),
          Boolean.toString(DecoderSettings.DEFAULT.acceptBarePayloads()),
          "Whether payloads without the Debezium envelope are accepted, as connectors send them"
              + " whose converter has schemas disabled.");

  static final Setting<String> DEFAULT_NAMESPACE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_DEFAULT_NAMESPACE",
          Types.namespace(),
          DecoderSettings.DEFAULT.defaultNamespace(),
          "Namespace of types that are written without one, as in the flat shape of a tuple.");

  static final Setting<Long> MAX_MESSAGE_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_MESSAGE_BYTES",
          Types.bytes(1, 1L << 30),
          ByteSizeText.show(DecoderSettings.DEFAULT.maxMessageBytes()),
          "Longest value of a message. A longer one is invalid.");

  static final Setting<Integer> MAX_TUPLES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_TUPLES",
          Types.count(1, 100_000_000),
          Integer.toString(DecoderSettings.DEFAULT.maxTuples()),
          "Most tuples of a message, both lists together. One with more is invalid.");

  static final Setting<Integer> MAX_JSON_DEPTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_JSON_DEPTH",
          Types.count(8, 1000),
          Integer.toString(DecoderSettings.DEFAULT.maxDepth()),
          "Most levels of objects and lists in a message. One with more is invalid.");

  static final Setting<Integer> MAX_TEXT_LENGTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_TEXT_LENGTH",
          Types.count(1, 100_000_000),
          Integer.toString(DecoderSettings.DEFAULT.maxStringLength()),
          "Most characters of a text that is kept of a message, such as an id.");

  static final Setting<Integer> MAX_NUMBER_LENGTH =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MAX_NUMBER_LENGTH",
          Types.count(1, 100_000),
          Integer.toString(DecoderSettings.DEFAULT.maxNumberLength()),
          "Most characters of a number in a message. One with a longer number is invalid.");

  static final Setting<Integer> QUEUE_MAX_RECORDS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS",
          Types.count(1, 100_000),
          Integer.toString(LaneSettings.DEFAULT.maxQueuedRecords()),
          "Records that one partition holds in memory before it is paused.");

  static final Setting<Long> QUEUE_MAX_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES",
          Types.bytes(1, 1L << 30),
          ByteSizeText.show(LaneSettings.DEFAULT.maxQueuedBytes()),
          "Bytes that one partition holds in memory before it is paused.");

  static final Setting<Integer> WINDOW =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_WINDOW",
          Types.count(1, LaneSettings.MAX_WINDOW),
          Integer.toString(LaneSettings.DEFAULT.window()),
          "Messages of a partition that may be applied ahead of their commit. After a crash, what"
              + " was applied ahead is applied again as one change. 1 commits before each one.");

  static final Setting<Integer> BATCH_MAX_MESSAGES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES",
          Types.count(1, LaneSettings.MAX_BATCH),
          Integer.toString(LaneSettings.DEFAULT.batchMaxMessages()),
          "Messages of a partition that are applied as one change where there is a backlog. 1"
              + " applies each alone.");

  static final Setting<Duration> SHUTDOWN_TIMEOUT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_SHUTDOWN_TIMEOUT",
          Types.duration(Duration.ofMillis(100), HOUR),
          "30s",
          "Longest time to stop in order after SIGTERM. Keep it below the pod's grace period.");

  static final Setting<Duration> HEALTH_INTERVAL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_HEALTH_INTERVAL",
          Types.duration(Duration.ofMillis(10), HOUR),
          "30s",
          "Time between two looks at the consumer's health while all is well.");

  static final Setting<Path> LIVENESS_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_LIVENESS_FILE",
          Types.file(),
          "/tmp/kubernetes-liveness",
          "File that exists while the consumer works or waits for Kafka.");

  static final Setting<Path> READINESS_FILE =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_READINESS_FILE",
          Types.file(),
          "/tmp/kubernetes-readiness",
          "File that exists while the consumer works and is connected to Kafka.");

  static final Setting<Duration> STALL_REPORT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STALL_REPORT",
          Types.duration(Duration.ofSeconds(1), HOUR),
          "60s",
          "Time after which a partition, or the thread that reads from Kafka, is reported that"
              + " stands still without a reason. A wait, and a call within its timeout, is a"
              + " reason.");

  static final Setting<Duration> STALL_LIVENESS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_STALL_LIVENESS",
          Types.duration(Duration.ofSeconds(1), Duration.ofHours(24)),
          "300s",
          "Time after which the liveness file goes because of that; at least the time to report"
              + " it.");

  static final Setting<Optional<Integer>> METRICS_PORT =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_METRICS_PORT",
          Types.listeningPort("rbac-kafka-consumer-metrics"),
          "9464",
          "Port on which `/metrics` is served, on all addresses. `0` is any port that is free; the"
              + " log tells which. `off` is none.");

  static final Setting<LogLevel> LOG_LEVEL =
      Setting.optional(
          "DJANGO_LOG_LEVEL",
          Types.logLevel(),
          LogLevel.INFO.name(),
          "How much is logged. Libraries log warnings and errors only, unless this is DEBUG.");

  /** Those that say what messages may look like. */
  static final List<Setting<?>> DECODER =
      List.of(
          ACCEPT_BARE_PAYLOADS,
          DEFAULT_NAMESPACE,
          MAX_MESSAGE_BYTES,
          MAX_TUPLES,
          MAX_JSON_DEPTH,
          MAX_TEXT_LENGTH,
          MAX_NUMBER_LENGTH);

  /** Those that say how changes are written. */
  static final List<Setting<?>> WRITING =
      List.of(
          RELATION_API_DIALECT,
          RELATION_API_SPICEDB_RELATION_PREFIX,
          RELATION_API_SPICEDB_TYPE_NAMESPACE);

  /** In the order of the table. */
  static final List<Setting<?>> ALL =
      List.of(
          KAFKA_ENABLED,
          KAFKA_SERVERS,
          TOPIC,
          GROUP_ID,
          REPLICATION_ENABLED,
          RELATION_API_SERVER,
          RELATION_API_TIMEOUT,
          RELATION_API_DIALECT,
          RELATION_API_SPICEDB_RELATION_PREFIX,
          RELATION_API_SPICEDB_TYPE_NAMESPACE,
          RETRY_FIRST_DELAY,
          RETRY_MAX_DELAY,
          RETRY_JITTER,
          ON_MALFORMED,
          ON_INVALID,
          ON_REJECTED,
          DEAD_LETTER_TOPIC,
          ACCEPT_BARE_PAYLOADS,
          DEFAULT_NAMESPACE,
          MAX_MESSAGE_BYTES,
          MAX_TUPLES,
          MAX_JSON_DEPTH,
          MAX_TEXT_LENGTH,
          MAX_NUMBER_LENGTH,
          QUEUE_MAX_RECORDS,
          QUEUE_MAX_BYTES,
          WINDOW,
          BATCH_MAX_MESSAGES,
          SHUTDOWN_TIMEOUT,
          HEALTH_INTERVAL,
          LIVENESS_FILE,
          READINESS_FILE,
          STALL_REPORT,
          STALL_LIVENESS,
          METRICS_PORT,
          LOG_LEVEL);

  private AllSettings() {}
}
