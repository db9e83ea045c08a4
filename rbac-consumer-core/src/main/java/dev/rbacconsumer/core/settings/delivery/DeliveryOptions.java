package dev.rbacconsumer.core.settings.delivery;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.settings.ByteSizeText;
import dev.rbacconsumer.core.settings.DurationText;
import dev.rbacconsumer.core.settings.ParseResult;
import dev.rbacconsumer.core.settings.Setting;
import dev.rbacconsumer.core.settings.ValueType;
import dev.rbacconsumer.core.settings.ValueTypes;
import dev.rbacconsumer.core.time.Backoff;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Settings of retries, policies and limits. */
public final class DeliveryOptions {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** A message that is not JSON names no object that later messages could wait for. */
  private static final FailurePolicy[] OF_MALFORMED =
      Arrays.stream(FailurePolicy.values())
          .filter(policy -> policy != FailurePolicy.QUARANTINE)
          .toArray(FailurePolicy[]::new);

  public static final Setting<Duration> RETRY_FIRST_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_FIRST_DELAY",
          ValueTypes.duration(MILLISECOND, HOUR),
          DurationText.show(Backoff.DEFAULT.first()),
          "Wait after the first failed attempt. It doubles with every further one.");

  public static final Setting<Duration> RETRY_MAX_DELAY =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_MAX_DELAY",
          ValueTypes.duration(MILLISECOND, Duration.ofHours(24)),
          DurationText.show(Backoff.DEFAULT.cap()),
          "Longest wait between attempts, before jitter; at least the first one.");

  public static final Setting<Double> RETRY_JITTER =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_RETRY_JITTER",
          ValueTypes.share(),
          Double.toString(Backoff.DEFAULT.jitter()),
          "Share of each wait that chance may add to it.");

  public static final Setting<FailurePolicy> ON_MALFORMED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_MALFORMED",
          ValueTypes.oneOf("policy", OF_MALFORMED),
          ValueTypes.nameOf(FailurePolicies.DEFAULT.malformed()),
          "What to do with a message that is not JSON. Where there is a dead-letter topic, `skip`"
              + " keeps it there too, as `dead-letter` does.");

  public static final Setting<Integer> MALFORMED_STREAK =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_MALFORMED_STREAK",
          ValueTypes.count(0, 1_000_000),
          Integer.toString(FailurePolicies.DEFAULT.malformedStreak()),
          "Malformed messages of a partition without a good one between them at the last of which"
              + " the partition blocks, where the policy would pass them over. `0` is no limit.");

  public static final Setting<FailurePolicy> ON_INVALID =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_INVALID",
          ValueTypes.oneOf("policy", FailurePolicy.values()),
          ValueTypes.nameOf(FailurePolicies.DEFAULT.invalid()),
          "What to do with a message that is damaged or not understood.");

  public static final Setting<FailurePolicy> ON_REJECTED =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_REJECTED",
          ValueTypes.oneOf("policy", FailurePolicy.values()),
          ValueTypes.nameOf(FailurePolicies.DEFAULT.rejected()),
          "What to do with a message whose change the store refuses.");

  public static final Setting<DataLossPolicy> ON_DATA_LOSS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ON_DATA_LOSS",
          ValueTypes.oneOf("policy", DataLossPolicy.values()),
          ValueTypes.nameOf(DispatcherSettings.defaults("").onDataLoss()),
          "What to do with a partition whose log no longer holds what comes next: nothing, or go"
              + " on at the first record, or behind the last one.");

  public static final Setting<Boolean> ALLOW_COMPACTED_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC",
          ValueTypes.bool(),
          Boolean.toString(DispatcherSettings.defaults("").allowsCompactedTopic()),
          "Whether a topic is read although the broker compacts it, and deletes messages that no"
              + " later one replaces.");

  public static final Setting<Optional<String>> DEAD_LETTER_TOPIC =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_DEAD_LETTER_TOPIC",
          ValueTypes.optional(ValueTypes.topic()),
          "",
          "Topic for messages that a policy sets aside, and for every malformed message that would"
              + " be skipped. It must exist.");

  public static final Setting<Integer> QUEUE_MAX_RECORDS =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_RECORDS",
          ValueTypes.count(1, 100_000),
          Integer.toString(LaneSettings.DEFAULT.maxQueuedRecords()),
          "Records that one partition holds in memory before it is paused.");

  public static final Setting<Long> QUEUE_MAX_BYTES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_QUEUE_MAX_BYTES",
          ValueTypes.bytes(1, 1L << 30),
          ByteSizeText.show(LaneSettings.DEFAULT.maxQueuedBytes()),
          "Bytes that one partition holds in memory before it is paused.");

  public static final Setting<Integer> WINDOW =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_WINDOW",
          ValueTypes.count(1, LaneSettings.MAX_WINDOW),
          Integer.toString(LaneSettings.DEFAULT.window()),
          "Messages of a partition that may be applied ahead of their commit. After a crash, what"
              + " was applied ahead is applied again as one change. 1 commits before each one.");

  public static final Setting<Integer> WINDOW_MAX_TUPLES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_WINDOW_MAX_TUPLES",
          ValueTypes.count(1, Integer.MAX_VALUE),
          Integer.toString(LaneSettings.DEFAULT.windowTuples()),
          "Tuples of a partition that may be applied ahead of their commit, counted by the size of"
              + " the messages: none takes less than "
              + LaneSettings.MIN_TUPLE_BYTES
              + " bytes. Bounds what is applied again after a crash, beside the window.");

  public static final Setting<BatchSize> BATCH_MAX_MESSAGES =
      Setting.optional(
          "RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES",
          batchSize(),
          LaneSettings.DEFAULT.batchSize().toString(),
          "Messages of a partition that are applied as one change where there is a backlog. `1`"
              + " applies each alone. `auto`, which is recommended, applies each alone while the"
              + " partition keeps up, and as many at once as the store answers quickly while it is"
              + " behind.");

  /** All of these settings, in the order of the table. */
  public static final List<Setting<?>> ALL =
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

  private DeliveryOptions() {}

  private static ValueType<BatchSize> batchSize() {
    ValueType<Integer> count = ValueTypes.count(1, BatchSize.MAX);
    return new ValueType<>(
        "number or auto",
        count.range() + ", auto",
        "auto or " + count.wanted(),
        text ->
            BatchSize.isAuto(text)
                ? ParseResult.good(BatchSize.AUTO)
                : count.parse(text).map(BatchSize::of));
  }
}
