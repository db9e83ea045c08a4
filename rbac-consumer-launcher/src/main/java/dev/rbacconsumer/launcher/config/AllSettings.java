package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.DataLossPolicy;
import dev.rbacconsumer.core.lane.DispatcherSettings;
import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.lane.FailurePolicy;
import dev.rbacconsumer.core.lane.LaneSettings;
import dev.rbacconsumer.core.retry.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings, including those of {@link MessageSettings}, {@link ReplayOptions} and {@link
 * ProcessSettings}. No other code in the product reads the environment.
 */
final class AllSettings {
  /** Prefixes of our names: an unknown name with one of them is most likely a typing error. */
  static final List<String> OUR_PREFIXES =
      List.of("RBAC_KAFKA_CONSUMER_", "RBAC_KAFKA_CUSTOM_", "RELATION_API_");

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  static final Setting<Boolean> KAFKA_ENABLED =
      Setting.optional(
          "KAFKA_ENABLED",
          ValueTypes.mustBeTrue(),
          "false",
          "Whether this deployment uses Kafka. Without it there is nothing to consume.");

  static final Setting<Integer> REPLICAS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_REPLICAS",
          ValueTypes.count(0, 1000),
          "1",
          "How many instances the deployment wants. `0` switches the consumer off: it says so,"
              + " reads nothing and is healthy. Any other number changes nothing here.");

  static final Setting<Boolean> CLOWDER_ENABLED =
      Setting.optional(
          "CLOWDER_ENABLED",
          ValueTypes.bool(),
          "false",
          "Whether the file that `ACG_CONFIG` names is read: brokers with login and certificates,"
              + " names of topics, address of the Relations API, port and path of metrics.");

  static final Setting<Optional<String>> ACG_CONFIG =
      Setting.optional(
          "ACG_CONFIG",
          ValueTypes.optional(ValueTypes.text()),
          "",
          "Path of the file that Clowder mounts.");

  static final Setting<List<HostAndPort>> KAFKA_SERVERS =
      Setting.required("KAFKA_SERVERS", ValueTypes.servers(), "Kafka brokers to begin with.");

  static final Setting<Optional<HostAndPort>> CUSTOM_BROKER =
      Setting.optional(
          "RBAC_KAFKA_CUSTOM_CONSUMER_BROKER",
          ValueTypes.optional(ValueTypes.server()),
          "",
          "One broker in place of all others. Login and TLS are dropped with them.");

  static final Setting<String> TOPIC =
      Setting.required("RBAC_KAFKA_CONSUMER_TOPIC", ValueTypes.topic(), "Topic to read.")
          .overriddenBy("--topic");

  static final Setting<String> GROUP_ID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_ID",
          ValueTypes.groupId(),
          "rbac-consumer-group",
          "Consumer group. Also the first part of the lock id `<group>/<partition>`.");

  static final Setting<GroupProtocol> GROUP_PROTOCOL =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_PROTOCOL",
          ValueTypes.groupProtocol(),
          GroupProtocol.CLASSIC.text(),
          "Protocol of the group: `classic`, with cooperative rebalances, or `consumer`, for"
              + " brokers from 4.0 on.");

  static final Setting<Optional<String>> GROUP_INSTANCE_ID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_GROUP_INSTANCE_ID",
          ValueTypes.optional(ValueTypes.instanceId()),
          "",
          "Name of this instance for static membership, different in each. Restarted within the"
              + " session timeout, it gets its partitions back without a rebalance.");

  static final Setting<Boolean> REPLICATION_ENABLED =
      Setting.optional(
          "REPLICATION_TO_RELATION_ENABLED",
          ValueTypes.bool(),
          "false",
          "Whether changes are written to the Relations API. When false, the consumer is a dry run:"
              + " it reads and checks every message and logs what would be done with it; it calls"
              + " no store and no handler, and commits nothing.");

  static final Setting<Duration> RETRY_FIRST_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
          ValueTypes.duration(MILLISECOND, HOUR),
          DurationText.show(Backoff.DEFAULT.first()),
          "Wait after the first failed attempt. It doubles with every further one.");

  static final Setting<Duration> RETRY_MAX_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
          ValueTypes.duration(MILLISECOND, Duration.ofHours(24)),
          DurationText.show(Backoff.DEFAULT.cap()),
          "Longest wait between attempts, before jitter; at least the first one.");

  static final Setting<Double> RETRY_JITTER =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_JITTER",
          ValueTypes.share(),
          Double.toString(Backoff.DEFAULT.jitter()),
          "Share of each wait that chance may add to it.");

  static final Setting<FailurePolicy> ON_MALFORMED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_MALFORMED",
          ValueTypes.oneOf("policy", FailurePolicy.values()),
          ValueTypes.policyText(FailurePolicies.DEFAULT.malformed()),
          "What to do with a message that is not JSON. Where there is a dead-letter topic, `skip`"
              + " keeps it there too, as `dead-letter` does.");

  static final Setting<Integer> MALFORMED_STREAK =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MALFORMED_STREAK",
          ValueTypes.count(0, 1_000_000),
          Integer.toString(FailurePolicies.DEFAULT.malformedStreak()),
          "Malformed messages of a partition without a good one between them at the last of which"
              + " the partition blocks, where the policy would pass them over. `0` is no limit.");

  static final Setting<FailurePolicy> ON_INVALID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_INVALID",
          ValueTypes.oneOf("policy", FailurePolicy.values()),
          ValueTypes.policyText(FailurePolicies.DEFAULT.invalid()),
          "What to do with a message that is damaged or not understood.");

  static final Setting<FailurePolicy> ON_REJECTED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_REJECTED",
          ValueTypes.oneOf("policy", FailurePolicy.values()),
          ValueTypes.policyText(FailurePolicies.DEFAULT.rejected()),
          "What to do with a message whose change the store refuses.");

  static final Setting<DataLossPolicy> ON_DATA_LOSS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_DATA_LOSS",
          ValueTypes.oneOf("policy", DataLossPolicy.values()),
          ValueTypes.policyText(DispatcherSettings.defaults("").onDataLoss()),
          "What to do with a partition whose log no longer holds what comes next: nothing, or go"
              + " on at the first record, or behind the last one.");

  static final Setting<Boolean> ALLOW_COMPACTED_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC",
          ValueTypes.bool(),
          Boolean.toString(DispatcherSettings.defaults("").allowsCompactedTopic()),
          "Whether a topic is read although the broker compacts it, and deletes messages that no"
              + " later one replaces.");

  static final Setting<Optional<String>> DEAD_LETTER_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC",
          ValueTypes.optional(ValueTypes.topic()),
          "",
          "Topic for messages that a policy sets aside, and for every malformed message that would"
              + " be skipped. It must exist.");

  static final Setting<Integer> QUEUE_MAX_RECORDS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS",
          ValueTypes.count(1, 100_000),
          Integer.toString(LaneSettings.DEFAULT.maxQueuedRecords()),
          "Records that one partition holds in memory before it is paused.");

  static final Setting<Long> QUEUE_MAX_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES",
          ValueTypes.bytes(1, 1L << 30),
          ByteSizeText.show(LaneSettings.DEFAULT.maxQueuedBytes()),
          "Bytes that one partition holds in memory before it is paused.");

  static final Setting<Integer> WINDOW =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_WINDOW",
          ValueTypes.count(1, LaneSettings.MAX_WINDOW),
          Integer.toString(LaneSettings.DEFAULT.window()),
          "Messages of a partition that may be applied ahead of their commit. After a crash, what"
              + " was applied ahead is applied again as one change. 1 commits before each one.");

  static final Setting<Integer> WINDOW_MAX_TUPLES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_WINDOW_MAX_TUPLES",
          ValueTypes.count(1, Integer.MAX_VALUE),
          Integer.toString(LaneSettings.DEFAULT.windowTuples()),
          "Tuples of a partition that may be applied ahead of their commit, counted by the size of"
              + " the messages: none takes less than "
              + LaneSettings.MIN_TUPLE_BYTES
              + " bytes. Bounds what is applied again after a crash, beside the window.");

  static final Setting<Integer> BATCH_MAX_MESSAGES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES",
          ValueTypes.count(1, LaneSettings.MAX_BATCH),
          Integer.toString(LaneSettings.DEFAULT.batchMaxMessages()),
          "Messages of a partition that are applied as one change where there is a backlog. 1"
              + " applies each alone.");

  private static final List<Setting<?>> SOURCE =
      List.of(
          KAFKA_ENABLED,
          REPLICAS,
          CLOWDER_ENABLED,
          ACG_CONFIG,
          KAFKA_SERVERS,
          CUSTOM_BROKER,
          TOPIC,
          GROUP_ID,
          GROUP_PROTOCOL,
          GROUP_INSTANCE_ID);

  private static final List<Setting<?>> DELIVERY =
      List.of(
          RETRY_FIRST_DELAY,
          RETRY_MAX_DELAY,
          RETRY_JITTER,
          ON_MALFORMED,
          MALFORMED_STREAK,
          ON_INVALID,
          ON_REJECTED,
          ON_DATA_LOSS,
          ALLOW_COMPACTED_TOPIC,
          DEAD_LETTER_TOPIC,
          QUEUE_MAX_RECORDS,
          QUEUE_MAX_BYTES,
          WINDOW,
          WINDOW_MAX_TUPLES,
          BATCH_MAX_MESSAGES);

  private static final List<Setting<?>> STORE =
      Stream.concat(Stream.of(REPLICATION_ENABLED), RelationsApi.ALL.stream()).toList();

  /** All groups, in the order of their output. */
  static final List<SettingGroup> GROUPS =
      List.of(
          new SettingGroup("Kafka and Clowder", SOURCE),
          new SettingGroup("Relations API", STORE),
          new SettingGroup("Retries, policies and limits", DELIVERY),
          new SettingGroup("Replays and the state of the store", ReplayOptions.ALL),
          new SettingGroup("Messages", MessageSettings.ALL),
          new SettingGroup("Process, health and log", ProcessSettings.ALL));

  /** All settings of all groups. */
  static final List<Setting<?>> ALL =
      GROUPS.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();

  private AllSettings() {}
}
