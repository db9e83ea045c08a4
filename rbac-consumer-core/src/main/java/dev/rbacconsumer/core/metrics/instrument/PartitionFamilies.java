package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gauge;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gaugeOfPartition;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.histogram;

/** Metric families of partitions: their locks, positions, losses and delays. */
final class PartitionFamilies {
  static final FamilyDefinition REPLAY_LEFT =
      gaugeOfPartition(
          "replay_records_left",
          "Offsets of a partition that a replay still has to read, in both of its passes; 0 while"
              + " none is under way.");

  static final FamilyDefinition REBALANCE_EVENTS =
      counter(
          "rebalance_events_total",
          "Changes of the partitions that this instance holds.",
          "event_type");

  static final FamilyDefinition LOCK_ACQUISITION =
      counter(
          "lock_acquisition_total",
          "Attempts to acquire the lock of a partition; on success the reason says what for.",
          "status",
          "reason");

  static final FamilyDefinition LOCK_DURATION =
      histogram(
          "lock_acquisition_duration_seconds",
          "Time of one attempt to acquire the lock of a partition.",
          "status");

  static final FamilyDefinition COMMITS =
      counter("commits_total", "Positions committed, counted per partition.", "status");

  static final FamilyDefinition FENCE_LOSSES =
      counter(
          "fence_losses_total",
          "Writes that the store refused because the fence was no longer in force, by cause.",
          "cause");

  static final FamilyDefinition DATA_LOSS =
      counter(
          "data_loss_total",
          "Times that the log of a partition no longer held what comes next, or that the store or"
              + " the group had lost what they knew of it, each counted once however long it"
              + " blocks.",
          "kind");

  static final FamilyDefinition DATA_LOSS_OFFSETS =
      counter(
          "data_loss_offsets_total",
          "Offsets that were deleted before they were read, or that the store has lost, where"
              + " their number is known; there were at most so many messages.");

  static final FamilyDefinition DATA_LOSS_BLOCKED =
      gaugeOfPartition(
          "data_loss_blocked",
          "1 while a partition is not read on because its log no longer holds what comes next, or"
              + " the store has lost data of it.");

  static final FamilyDefinition PAUSED =
      gaugeOfPartition(
          "paused",
          "1 while an operator has paused a partition, so that nothing of it is applied.");

  static final FamilyDefinition QUARANTINED =
      gaugeOfPartition(
          "quarantined",
          "Messages of a partition that are parked in its quarantine until an operator releases"
              + " them.");

  static final FamilyDefinition OPERATOR_ACTIONS =
      counter(
          "operator_actions_total",
          "Actions of operators on partitions, by their result.",
          "action",
          "result");

  static final FamilyDefinition BLOCKED =
      gaugeOfPartition(
          "blocked",
          "1 while a partition is blocked because an attempt failed: at a message, at its lock, at"
              + " the mark in the store, or at a replay.");

  static final FamilyDefinition BLOCKED_BY =
      gauge(
          "blocked_by",
          "1 for the class of the failure that blocks a partition, 0 for every other class.",
          "topic",
          "partition",
          "class");

  static final FamilyDefinition STALLED =
      gaugeOfPartition(
          "stalled",
          "1 while the lane of a partition is stalled: no wait and no call within its timeout"
              + " explains that it makes no progress.");

  static final FamilyDefinition LAG =
      gaugeOfPartition(
          "lag",
          "Records of a partition that were written and are not committed, with those that an open"
              + " transaction hides; absent while Kafka does not answer.");

  static final FamilyDefinition OPEN_TRANSACTION_RECORDS =
      gaugeOfPartition(
          "open_transaction_records",
          "Offsets of a partition that were written and cannot be read, because an open transaction"
              + " is before them; absent while Kafka does not answer.");

  static final FamilyDefinition OPEN_TRANSACTION_SECONDS =
      gaugeOfPartition(
          "open_transaction_seconds",
          "Time since which an open transaction has hidden records of a partition; 0 while none"
              + " does, absent while Kafka does not answer.");

  static final FamilyDefinition OLDEST_UNAPPLIED =
      gaugeOfPartition(
          "oldest_unapplied_age_seconds",
          "Age of the first record of a partition that can be read and is not applied, by its"
              + " timestamp, and never less than the time since its turn came; 0 if there is none,"
              + " absent while unknown.");

  static final FamilyDefinition OLDEST_REMOVAL =
      gaugeOfPartition(
          "oldest_unapplied_removal_age_seconds",
          "Age of the first record of a partition that is not applied and removes tuples, or may"
              + " because it cannot be decoded; 0 if there is none, absent while unknown. See"
              + " oldest_unapplied_removal_age_is_bound.");

  static final FamilyDefinition OLDEST_REMOVAL_IS_BOUND =
      gaugeOfPartition(
          "oldest_unapplied_removal_age_is_bound",
          "1 while the age of the oldest removal is an upper bound: no record that was read and is"
              + " not applied removes anything, and the log has more behind them; otherwise 0.");

  static final FamilyDefinition RETENTION_LEFT =
      gaugeOfPartition(
          "retention_left_seconds",
          "Time until the first record of a partition that was read and is not applied reaches"
              + " retention.ms; all of retention.ms where there is none, below 0 once the broker"
              + " may delete it. Absent while one of the two is unknown, and where age deletes no"
              + " record.");

  static final FamilyDefinition SINCE_APPLY =
      gaugeOfPartition(
          "since_apply_seconds",
          "Time since a message of a partition was last applied, or since the partition was"
              + " assigned.");

  static final FamilyDefinition QUEUE_RECORDS =
      gaugeOfPartition(
          "queue_records", "Records of a partition that were read and wait for their turn.");

  static final FamilyDefinition QUEUE_BYTES =
      gaugeOfPartition(
          "queue_bytes",
          "Bytes of the records of a partition that were read and wait for their turn.");

  static final FamilyDefinition WINDOW_LEFT =
      gaugeOfPartition(
          "window_left_offsets",
          "Offsets of a partition that may be applied before a further commit is durable.");

  static final FamilyDefinition BATCH_LIMIT =
      gaugeOfPartition(
          "batch_limit_messages",
          "Messages of a partition that may be applied as one change now: the setting, or with"
              + " `auto` the size that fits at present.");

  private PartitionFamilies() {}
}
