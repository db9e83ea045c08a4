package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.MetricType.COUNTER;
import static dev.rbacconsumer.core.metrics.instrument.MetricType.GAUGE;
import static dev.rbacconsumer.core.metrics.instrument.MetricType.HISTOGRAM;

import java.util.List;

/**
 * Metric families of the consumer, with their types, help texts and labels. Names and labels are
 * public: dashboards use them.
 */
public enum MetricFamily {
  /** Records that were applied or skipped, or that ended the instance. */
  MESSAGES_PROCESSED(
      COUNTER,
      "messages_processed_total",
      "Messages that are settled, each counted once however often it was tried; error: ended the"
          + " instance; dry_run: checked in a dry run, and neither applied nor committed.",
      "message_type",
      "status"),
  /** Flag for a dry run. */
  DRY_RUN(
      GAUGE,
      "dry_run",
      "1 while the instance is a dry run, which applies and commits nothing; otherwise 0."),
  /** Records that a dry run checked. */
  DRY_RUN_MESSAGES(
      COUNTER,
      "dry_run_messages_total",
      "Messages that a dry run checked, by what would be done with each: apply, handle, pass, skip,"
          + " dead_letter, block or stop.",
      "action"),
  /** Duration of applied records. */
  PROCESSING_DURATION(
      HISTOGRAM,
      "message_processing_duration_seconds",
      "Time from the first attempt at a message until it was applied, waits between attempts"
          + " included.",
      "message_type"),
  /** Repeated events of the connector that were passed over. */
  REPEATED_EVENTS(
      COUNTER,
      "repeated_events_total",
      "Relations messages that were skipped because they repeat an event that was applied."),
  /** Offsets that replays must still read. */
  REPLAY_LEFT(
      GAUGE,
      "replay_records_left",
      "Offsets of a partition that a replay still has to read, in both of its passes; 0 while none"
          + " is under way.",
      MetricFamilyNames.OF_PARTITION),
  /** Records that a policy skipped. */
  PASSED_OVER(
      COUNTER,
      "passed_over_total",
      "Messages that were skipped or set aside under a policy, by the class of their failure.",
      "class",
      "status"),
  /** Records with an invalid message. */
  VALIDATION_ERRORS(
      COUNTER,
      "validation_errors_total",
      "Messages that are malformed or invalid, each counted once with its first fault.",
      "error_type"),
  /** Attempts that failed and are followed by another. */
  RETRY_ATTEMPTS(
      COUNTER,
      "retry_attempts_total",
      "Failed attempts that are followed by another; 10 stands for the tenth and every later one.",
      "retry_reason",
      "attempt_number"),
  /** Duration of records that were applied after failures. */
  RETRY_DURATION(
      HISTOGRAM,
      "message_retry_duration_seconds",
      "Time from the first attempt at a message until it was applied, for messages that failed"
          + " before, by the reason of the last failure.",
      "retry_reason"),
  /** Assignments and revocations by the group. */
  REBALANCE_EVENTS(
      COUNTER,
      "rebalance_events_total",
      "Changes of the partitions that this instance holds.",
      "event_type"),
  /** Attempts to acquire fences. */
  LOCK_ACQUISITION(
      COUNTER,
      "lock_acquisition_total",
      "Attempts to acquire the lock of a partition; on success the reason says what for.",
      "status",
      "reason"),
  /** Duration of attempts to acquire fences. */
  LOCK_DURATION(
      HISTOGRAM,
      "lock_acquisition_duration_seconds",
      "Time of one attempt to acquire the lock of a partition.",
      "status"),
  /** Commits. */
  COMMITS(COUNTER, "commits_total", "Positions committed, counted per partition.", "status"),
  /** Tuples written. */
  TUPLES(
      COUNTER,
      "tuples_total",
      "Tuples of applied messages, without duplicates and without removals that the same message"
          + " adds again.",
      "operation"),
  /** Tuples named more than once. */
  DUPLICATE_TUPLES(
      COUNTER,
      "duplicate_tuples_total",
      "Tuples of applied messages that were dropped because the same list named them before; a"
          + " relation with and without its prefix is one."),
  /** Payloads that came as objects. */
  EXPANDED_PAYLOADS(
      COUNTER,
      "expanded_payloads_total",
      "Relations messages whose payload came as an object: Debezium may have lost the relation of a"
          + " subject."),
  /** Fields that this consumer does not know. */
  UNKNOWN_FIELDS(
      COUNTER,
      "unknown_fields_total",
      "Fields of relations messages that were ignored because this consumer does not know them."),
  /** Fences lost. */
  FENCE_LOSSES(
      COUNTER,
      "fence_losses_total",
      "Writes that the store refused because the fence was no longer in force, by cause.",
      "cause"),
  /** Applied events whose notification of a listener failed. */
  LISTENER_FAILURES(
      COUNTER,
      "listener_failures_total",
      "Number of applied messages whose listener notification failed; delivery went on.",
      "listener"),
  /** Losses of the log, the commits or the store. */
  DATA_LOSS(
      COUNTER,
      "data_loss_total",
      "Times that the log of a partition no longer held what comes next, or that the store or the"
          + " group had lost what they knew of it, each counted once however long it blocks.",
      "kind"),
  /** Offsets that are lost. */
  DATA_LOSS_OFFSETS(
      COUNTER,
      "data_loss_offsets_total",
      "Offsets that were deleted before they were read, or that the store has lost, where their"
          + " number is known; there were at most so many messages."),
  /** Partitions that are blocked because data is gone. */
  DATA_LOSS_BLOCKED(
      GAUGE,
      "data_loss_blocked",
      "1 while a partition is not read on because its log no longer holds what comes next, or the"
          + " store has lost data of it.",
      MetricFamilyNames.OF_PARTITION),
  /** Partitions that are blocked. */
  BLOCKED(
      GAUGE,
      "blocked",
      "1 while a partition stands because an attempt failed: at a message, at its lock, at the mark"
          + " in the store, or at a replay.",
      MetricFamilyNames.OF_PARTITION),
  /** Classes of failures that block partitions. */
  BLOCKED_BY(
      GAUGE,
      "blocked_by",
      "1 for the class of the failure that a partition stands by, 0 for every other class.",
      "topic",
      "partition",
      "class"),
  /** Lanes that are stalled. */
  STALLED(
      GAUGE,
      "stalled",
      "1 while the lane of a partition is stalled: no wait and no call within its timeout"
          + " explains that it makes no progress.",
      MetricFamilyNames.OF_PARTITION),
  /** Source thread that is stalled. */
  SOURCE_STALLED(
      GAUGE, "source_stalled", "1 while the thread that reads from Kafka makes no more rounds."),
  /** Lag of partitions, in records. */
  LAG(
      GAUGE,
      "lag",
      "Records of a partition that are not committed yet, by what the broker said when the"
          + " partition was last read; absent until then.",
      MetricFamilyNames.OF_PARTITION),
  /** Age of the oldest unapplied record. */
  OLDEST_UNAPPLIED(
      GAUGE,
      "oldest_unapplied_age_seconds",
      "Age of the first record of a partition that was read and is not applied, by its timestamp,"
          + " and never less than the time since its turn came; 0 where there is none, absent while"
          + " it is not known where reading begins.",
      MetricFamilyNames.OF_PARTITION),
  /** Age of the oldest unapplied removal. */
  OLDEST_REMOVAL(
      GAUGE,
      "oldest_unapplied_removal_age_seconds",
      "The same of the first such record that removes tuples, or may: what is not decoded yet, or"
          + " cannot be, counts as a removal.",
      MetricFamilyNames.OF_PARTITION),
  /** Time until retention reaches the next record. */
  RETENTION_LEFT(
      GAUGE,
      "retention_left_seconds",
      "Time until the first record of a partition that was read and is not applied reaches"
          + " retention.ms; all of retention.ms where there is none, below 0 once the broker may"
          + " delete it. Absent while one of the two is unknown, and where age deletes no record.",
      MetricFamilyNames.OF_PARTITION),
  /** Time since a partition applied a record. */
  SINCE_APPLY(
      GAUGE,
      "since_apply_seconds",
      "Time since a message of a partition was last applied, or since the partition was assigned.",
      MetricFamilyNames.OF_PARTITION),
  /** Time since the last poll. */
  SINCE_POLL(
      GAUGE,
      "since_poll_seconds",
      "Time since the last read from Kafka, with or without records; absent until then."),
  /** Time since the last record arrived. */
  SINCE_ARRIVAL(
      GAUGE,
      "since_arrival_seconds",
      "Time since a record last came from Kafka, or since this instance began."),
  /** Records in memory that wait for their lane. */
  QUEUE_RECORDS(
      GAUGE,
      "queue_records",
      "Records of a partition that were read and wait for their turn.",
      MetricFamilyNames.OF_PARTITION),
  /** Bytes in memory that wait for their lane. */
  QUEUE_BYTES(
      GAUGE,
      "queue_bytes",
      "Bytes of the records of a partition that were read and wait for their turn.",
      MetricFamilyNames.OF_PARTITION),
  /** Offsets left in the window of a lane. */
  WINDOW_LEFT(
      GAUGE,
      "window_left_offsets",
      "Offsets of a partition that may be applied before a further commit is durable.",
      MetricFamilyNames.OF_PARTITION),
  /** Number of messages in one change. */
  BATCH_MESSAGES(
      HISTOGRAM, "batch_messages", "Number of messages in one acknowledged change of the store."),
  /** Latency of relations messages since their creation. */
  EVENT_LATENCY(
      HISTOGRAM,
      MetricFamilyNames.EVENT_LATENCY,
      "Time from created_at of a relations message until it was applied, by the clocks of the"
          + " producer and of this instance; successful ones only, 0 where the clocks disagree.",
      "event_type"),
  /** Start time of the instance. */
  START_TIME(
      GAUGE, "start_time_seconds", "Start time of this instance, in seconds since 1970 UTC."),
  /** Log lines that are lost. */
  LOG_LINES_DROPPED(
      COUNTER,
      "log_lines_dropped_total",
      "Log lines that were dropped because standard output did not take them in time."),
  /** Topic and group. */
  INFO(
      GAUGE,
      "info",
      "Always 1; the labels name the topics that this instance reads, and its group.",
      "topic",
      "group_id"),
  /** Version and build. */
  BUILD_INFO(
      GAUGE,
      "build_info",
      "Always 1; the labels say which build this is, and on which virtual machine.",
      "version",
      "commit",
      "java_version"),
  /** Duration of writes to the store. */
  KESSEL_WRITE_DURATION(
      HISTOGRAM,
      MetricFamilyNames.KESSEL_WRITE_DURATION,
      "Time of one call to the Relations API that added or removed tuples, successful ones only.",
      "operation"),
  /** Calls to the store. */
  RELATIONS_CALLS(
      COUNTER,
      "relations_calls_total",
      "Calls to the Relations API, by purpose and result.",
      "operation",
      "outcome"),
  /** Duration of calls to the store. */
  RELATIONS_CALL_DURATION(
      HISTOGRAM,
      "relations_call_duration_seconds",
      "Time of one call to the Relations API, waiting for a connection or a token included.",
      "operation"),
  /** Removals in flight. */
  RELATIONS_DELETE_LIMIT(GAUGE, "relations_delete_limit", "Removals that may be in flight now."),
  /** Tuples on the wire. */
  RELATIONS_TUPLES(
      COUNTER,
      "relations_tuples_sent_total",
      "Tuples in calls to the Relations API, each counted with every call that carried it.",
      "operation"),
  /** Bytes on the wire. */
  RELATIONS_BYTES(
      COUNTER,
      "relations_request_bytes_total",
      "Encoded size of the requests to the Relations API.",
      "operation"),
  /** Records that the Kafka client read. */
  CLIENT_RECORDS(
      COUNTER, "client_records_consumed_total", "Records that the Kafka client has read."),
  /** Bytes that the Kafka client read. */
  CLIENT_BYTES(COUNTER, "client_bytes_consumed_total", "Bytes of these records, uncompressed."),
  /** Average duration of a fetch. */
  CLIENT_FETCH_AVERAGE(
      GAUGE, "client_fetch_latency_average_seconds", "Time of a fetch, on average."),
  /** Longest duration of a fetch. */
  CLIENT_FETCH_MAX(GAUGE, "client_fetch_latency_max_seconds", "Time of the longest fetch."),
  /** Throttling by quotas of the brokers. */
  CLIENT_THROTTLE_MAX(
      GAUGE, "client_throttle_max_seconds", "Longest time that a broker throttled a fetch."),
  /** Connections to brokers. */
  CLIENT_CONNECTIONS(GAUGE, "client_connections", "Connections to brokers."),
  /** Connections to brokers that ended. */
  CLIENT_CONNECTIONS_CLOSED(
      COUNTER, "client_connections_closed_total", "Connections to brokers that ended."),
  /** Refused logins at brokers. */
  CLIENT_FAILED_LOGINS(
      COUNTER, "client_failed_authentications_total", "Logins that a broker refused."),
  /** Time since the last heartbeat. */
  CLIENT_SINCE_HEARTBEAT(
      GAUGE, "client_since_heartbeat_seconds", "Time since the last heartbeat to the group."),
  /** Longest duration of a heartbeat. */
  CLIENT_HEARTBEAT_MAX(
      GAUGE, "client_heartbeat_latency_max_seconds", "Time of the longest heartbeat."),
  /** Rebalances. */
  CLIENT_REBALANCES(
      COUNTER, "client_rebalances_total", "Rebalances that this member has completed."),
  /** Failed rebalances. */
  CLIENT_FAILED_REBALANCES(
      COUNTER, "client_failed_rebalances_total", "Rebalances that failed for this member."),
  /** Longest duration of a rebalance. */
  CLIENT_REBALANCE_MAX(
      GAUGE, "client_rebalance_latency_max_seconds", "Time of the longest rebalance."),
  /** Longest time between two polls. */
  CLIENT_BETWEEN_POLLS_MAX(
      GAUGE, "client_between_polls_max_seconds", "Longest time from one read to the next.");

  private static final String PREFIX = "rbac_kafka_consumer_";

  private final MetricType type;
  private final String exportName;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  MetricFamily(MetricType type, String name, String help, String... labels) {
    this(type, name, help, List.of(labels));
  }

  MetricFamily(MetricType type, String name, String help, List<String> labels) {
    this.type = type;
    this.exportName = name.startsWith("rbac_") ? name : PREFIX + name;
    this.help = help;
    this.labels = labels;
  }

  /** Returns the type of its metrics. */
  public MetricType type() {
    return type;
  }

  /** Returns its exported name, such as {@code rbac_kafka_consumer_commits_total}. */
  public String exportName() {
    return exportName;
  }

  /** Returns its help text, one sentence. */
  public String help() {
    return help;
  }

  /** Returns the names of its labels; may be empty. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns the name of one metric of the family.
   *
   * @param values one for each label, in the order of {@link #labels}
   */
  public MetricName with(String... values) {
    return MetricName.of(exportName, labels, List.of(values));
  }
}
