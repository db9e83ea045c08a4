package dev.rbacconsumer.core.metrics;

import java.util.List;

/** Every family of metrics that there is. Names and labels are public: dashboards use them. */
public enum MetricFamily {
  /** Records that are settled, or that ended the instance. */
  MESSAGES_PROCESSED(
      Type.COUNTER,
      "messages_processed_total",
      "Messages that are settled, each counted once however often it was tried; error: ended the"
          + " instance; dry_run: checked in a dry run, and neither applied nor committed.",
      "message_type",
      "status"),
  /** Whether the instance is a dry run. */
  DRY_RUN(
      Type.GAUGE,
      "dry_run",
      "1 while the instance is a dry run, which applies and commits nothing; otherwise 0."),
  /** Records that a dry run checked. */
  DRY_RUN_MESSAGES(
      Type.COUNTER,
      "dry_run_messages_total",
      "Messages that a dry run checked, by what would be done with each: apply, handle, pass, skip,"
          + " dead_letter, block or stop.",
      "action"),
  /** How long records took that were applied. */
  PROCESSING_DURATION(
      Type.HISTOGRAM,
      "message_processing_duration_seconds",
      "Time from the first attempt at a message until it was applied, waits between attempts"
          + " included.",
      "message_type"),
  /** Records that a policy gave up. */
  PASSED_OVER(
      Type.COUNTER,
      "passed_over_total",
      "Messages that were skipped or set aside under a policy, by the class of their failure.",
      "class",
      "status"),
  /** Records that we may not act on. */
  VALIDATION_ERRORS(
      Type.COUNTER,
      "validation_errors_total",
      "Messages that are malformed or invalid, each counted once with its first fault.",
      "error_type"),
  /** Attempts that failed and are followed by another. */
  RETRY_ATTEMPTS(
      Type.COUNTER,
      "retry_attempts_total",
      "Failed attempts that are followed by another; 10 stands for the tenth and every later one.",
      "retry_reason",
      "attempt_number"),
  /** How long records took that were applied after failures. */
  RETRY_DURATION(
      Type.HISTOGRAM,
      "message_retry_duration_seconds",
      "Time from the first attempt at a message until it was applied, for messages that failed"
          + " before, by the reason of the last failure.",
      "retry_reason"),
  /** What the group decided. */
  REBALANCE_EVENTS(
      Type.COUNTER,
      "rebalance_events_total",
      "Changes of the partitions that this instance holds.",
      "event_type"),
  /** Attempts to acquire fences. */
  LOCK_ACQUISITION(
      Type.COUNTER,
      "lock_acquisition_total",
      "Attempts to acquire the lock of a partition; on success the reason says what for.",
      "status",
      "reason"),
  /** How long attempts to acquire fences took. */
  LOCK_DURATION(
      Type.HISTOGRAM,
      "lock_acquisition_duration_seconds",
      "Time of one attempt to acquire the lock of a partition.",
      "status"),
  /** Commits. */
  COMMITS(Type.COUNTER, "commits_total", "Positions committed, counted per partition.", "status"),
  /** Tuples written. */
  TUPLES(
      Type.COUNTER,
      "tuples_total",
      "Tuples of applied messages, without duplicates and without removals that the same message"
          + " adds again.",
      "operation"),
  /** Tuples named more than once. */
  DUPLICATE_TUPLES(
      Type.COUNTER,
      "duplicate_tuples_total",
      "Tuples of applied messages that were dropped because the same list named them before; a"
          + " relation with and without its prefix is one."),
  /** Payloads that came as objects. */
  EXPANDED_PAYLOADS(
      Type.COUNTER,
      "expanded_payloads_total",
      "Relations messages whose payload came as an object: Debezium may have lost the relation of a"
          + " subject."),
  /** Fields nobody here knows. */
  UNKNOWN_FIELDS(
      Type.COUNTER,
      "unknown_fields_total",
      "Fields of relations messages that were passed over because nobody here knows them."),
  /** Fences lost. */
  FENCE_LOSSES(
      Type.COUNTER, "fence_losses_total", "Writes refused because a newer owner holds the fence."),
  /** Applied events that somebody was to be told of, in vain. */
  LISTENER_FAILURES(
      Type.COUNTER,
      "listener_failures_total",
      "Applied relations messages of which somebody could not be told; delivery went on.",
      "listener"),
  /** Logs that no longer hold what comes next. */
  DATA_LOSS(
      Type.COUNTER,
      "data_loss_total",
      "Times that the log of a partition no longer held what comes next, each counted once however"
          + " long it blocks.",
      "kind"),
  /** Offsets that were gone before they were read. */
  DATA_LOSS_OFFSETS(
      Type.COUNTER,
      "data_loss_offsets_total",
      "Offsets that were deleted before they were read, where their number is known; there were at"
          + " most so many messages."),
  /** Partitions that stand because records are gone. */
  DATA_LOSS_BLOCKED(
      Type.GAUGE,
      "data_loss_blocked",
      "1 while a partition is not read on because its log no longer holds what comes next.",
      Names.OF_PARTITION),
  /** Partitions that stand. */
  BLOCKED(
      Type.GAUGE,
      "blocked",
      "1 while a partition stands because an attempt failed: at a message or at its lock.",
      Names.OF_PARTITION),
  /** By what partitions stand. */
  BLOCKED_BY(
      Type.GAUGE,
      "blocked_by",
      "1 for the class of the failure that a partition stands by, 0 for every other class.",
      "topic",
      "partition",
      "class"),
  /** Lanes that stand still without a reason. */
  STALLED(
      Type.GAUGE,
      "stalled",
      "1 while the lane of a partition stands still without a reason: no wait and no call within"
          + " its time explains it.",
      Names.OF_PARTITION),
  /** A source thread that stands still without a reason. */
  SOURCE_STALLED(
      Type.GAUGE,
      "source_stalled",
      "1 while the thread that reads from Kafka makes no more rounds."),
  /** How far partitions are behind. */
  LAG(
      Type.GAUGE,
      "lag",
      "Records of a partition that are not committed yet, by what the broker said when the"
          + " partition was last read; absent until then.",
      Names.OF_PARTITION),
  /** How late partitions are. */
  OLDEST_UNAPPLIED(
      Type.GAUGE,
      "oldest_unapplied_age_seconds",
      "Age of the first record of a partition that was read and is not applied, by its timestamp,"
          + " and never less than the time since its turn came; 0 where there is none, absent while"
          + " it is not known where reading begins.",
      Names.OF_PARTITION),
  /** How late partitions may be with taking access away. */
  OLDEST_REMOVAL(
      Type.GAUGE,
      "oldest_unapplied_removal_age_seconds",
      "The same of the first such record that removes tuples, or may: what is not decoded yet, or"
          + " cannot be, counts as a removal.",
      Names.OF_PARTITION),
  /** How soon records may be deleted before they are applied. */
  RETENTION_LEFT(
      Type.GAUGE,
      "retention_left_seconds",
      "Time until the first record of a partition that was read and is not applied reaches"
          + " retention.ms; all of retention.ms where there is none, below 0 once the broker may"
          + " delete it. Absent while one of the two is not known, and where age deletes no record.",
      Names.OF_PARTITION),
  /** Partitions that get nothing done, or have nothing to do. */
  SINCE_APPLY(
      Type.GAUGE,
      "since_apply_seconds",
      "Time since a message of a partition was last applied, or since the partition was assigned.",
      Names.OF_PARTITION),
  /** A source that is not read. */
  SINCE_POLL(
      Type.GAUGE,
      "since_poll_seconds",
      "Time since Kafka was last read, whatever came; absent until then."),
  /** A silent producer. */
  SINCE_ARRIVAL(
      Type.GAUGE,
      "since_arrival_seconds",
      "Time since a record last came from Kafka, or since this instance began."),
  /** Records in memory. */
  QUEUE_RECORDS(
      Type.GAUGE,
      "queue_records",
      "Records of a partition that were read and wait for their turn.",
      Names.OF_PARTITION),
  /** Bytes in memory. */
  QUEUE_BYTES(
      Type.GAUGE,
      "queue_bytes",
      "Bytes of the records of a partition that were read and wait for their turn.",
      Names.OF_PARTITION),
  /** How far a lane may go on. */
  WINDOW_LEFT(
      Type.GAUGE,
      "window_left_offsets",
      "Offsets of a partition that may be applied before a further commit is durable.",
      Names.OF_PARTITION),
  /** Messages that went to the store together. */
  BATCH_MESSAGES(
      Type.HISTOGRAM,
      "batch_messages",
      "Messages that one acknowledged change of the store was made of."),
  /** How late relations messages are applied. */
  EVENT_LATENCY(
      Type.HISTOGRAM,
      Names.EVENT_LATENCY,
      "Time from created_at of a relations message until it was applied, by the clocks of the"
          + " producer and of this instance; successful ones only, 0 where the clocks disagree.",
      "event_type"),
  /** Since when this instance is. */
  START_TIME(
      Type.GAUGE, "start_time_seconds", "When this instance began, in seconds since 1970 UTC."),
  /** Log lines that are lost. */
  LOG_LINES_DROPPED(
      Type.COUNTER,
      "log_lines_dropped_total",
      "Log lines that were dropped because standard output did not take them in time."),
  /** What is consumed. */
  INFO(
      Type.GAUGE,
      "info",
      "Always 1; the labels say what this instance reads, and as a member of which group.",
      "topic",
      "group_id"),
  /** What runs. */
  BUILD_INFO(
      Type.GAUGE,
      "build_info",
      "Always 1; the labels say which build this is, and on which virtual machine.",
      "version",
      "commit",
      "java_version"),
  /** How long writes take. */
  KESSEL_WRITE_DURATION(
      Type.HISTOGRAM,
      Names.KESSEL_WRITE_DURATION,
      "Time of one call to the Relations API that added or removed tuples, successful ones only.",
      "operation"),
  /** Calls to the store. */
  RELATIONS_CALLS(
      Type.COUNTER,
      "relations_calls_total",
      "Calls to the Relations API, by what they were for and how they went.",
      "operation",
      "outcome"),
  /** Time that calls to the store took. */
  RELATIONS_CALL_DURATION(
      Type.HISTOGRAM,
      "relations_call_duration_seconds",
      "Time of one call to the Relations API, however it went, waiting for a connection or a token"
          + " included.",
      "operation"),
  /** Tuples on the wire. */
  RELATIONS_TUPLES(
      Type.COUNTER,
      "relations_tuples_sent_total",
      "Tuples in calls to the Relations API, each counted with every call that carried it.",
      "operation"),
  /** Bytes on the wire. */
  RELATIONS_BYTES(
      Type.COUNTER,
      "relations_request_bytes_total",
      "Encoded size of the requests to the Relations API.",
      "operation"),
  /** Records that the Kafka client read. */
  CLIENT_RECORDS(
      Type.COUNTER, "client_records_consumed_total", "Records that the Kafka client has read."),
  /** Bytes that the Kafka client read. */
  CLIENT_BYTES(
      Type.COUNTER, "client_bytes_consumed_total", "Bytes of these records, uncompressed."),
  /** How long brokers take for a fetch. */
  CLIENT_FETCH_AVERAGE(
      Type.GAUGE, "client_fetch_latency_average_seconds", "Time of a fetch, on average."),
  /** How long brokers take for the slowest fetch. */
  CLIENT_FETCH_MAX(Type.GAUGE, "client_fetch_latency_max_seconds", "Time of the longest fetch."),
  /** Quotas. */
  CLIENT_THROTTLE_MAX(
      Type.GAUGE, "client_throttle_max_seconds", "Longest time that a broker held a fetch back."),
  /** Connections to brokers. */
  CLIENT_CONNECTIONS(Type.GAUGE, "client_connections", "Connections to brokers."),
  /** Connections to brokers that ended. */
  CLIENT_CONNECTIONS_CLOSED(
      Type.COUNTER, "client_connections_closed_total", "Connections to brokers that ended."),
  /** Logins refused. */
  CLIENT_FAILED_LOGINS(
      Type.COUNTER, "client_failed_authentications_total", "Logins that a broker refused."),
  /** Heartbeats that are missing. */
  CLIENT_SINCE_HEARTBEAT(
      Type.GAUGE, "client_since_heartbeat_seconds", "Time since the last heartbeat to the group."),
  /** How long the coordinator takes for a heartbeat. */
  CLIENT_HEARTBEAT_MAX(
      Type.GAUGE, "client_heartbeat_latency_max_seconds", "Time of the longest heartbeat."),
  /** Rebalances. */
  CLIENT_REBALANCES(
      Type.COUNTER, "client_rebalances_total", "Rebalances that this member has completed."),
  /** Rebalances in vain. */
  CLIENT_FAILED_REBALANCES(
      Type.COUNTER, "client_failed_rebalances_total", "Rebalances that failed for this member."),
  /** How long rebalances take. */
  CLIENT_REBALANCE_MAX(
      Type.GAUGE, "client_rebalance_latency_max_seconds", "Time of the longest rebalance."),
  /** How long the source thread does other things. */
  CLIENT_BETWEEN_POLLS_MAX(
      Type.GAUGE, "client_between_polls_max_seconds", "Longest time from one read to the next.");

  /** How values of a family behave. */
  public enum Type {
    /** Only grows. A {@code Counter} in the registry. */
    COUNTER,
    /**
     * Goes up and down. A {@code Gauge} of a number in the registry, or of null, which is no
     * sample.
     */
    GAUGE,
    /** A distribution. A {@link BucketHistogram} in the registry. */
    HISTOGRAM
  }

  private static final String PREFIX = "rbac_kafka_consumer_";

  /** Whole names, that others gave before us, and labels that many families share. */
  private static final class Names {
    private static final String KESSEL_WRITE_DURATION = "rbac_kessel_write_duration_seconds";
    private static final String EVENT_LATENCY = "rbac_replication_event_latency_seconds";
    private static final List<String> OF_PARTITION = List.of("topic", "partition");
  }

  private final Type type;
  private final String exportName;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  MetricFamily(Type type, String name, String help, String... labels) {
    this(type, name, help, List.of(labels));
  }

  MetricFamily(Type type, String name, String help, List<String> labels) {
    this.type = type;
    this.exportName = name.startsWith("rbac_") ? name : PREFIX + name;
    this.help = help;
    this.labels = labels;
  }

  /** How its values behave. */
  public Type type() {
    return type;
  }

  /** The name by which it is exported, such as {@code rbac_kafka_consumer_commits_total}. */
  public String exportName() {
    return exportName;
  }

  /** One sentence on what it means. */
  public String help() {
    return help;
  }

  /** Names of its labels; may be empty. */
  public List<String> labels() {
    return labels;
  }

  /**
   * One metric of the family.
   *
   * @param values one for each label, in the order of {@link #labels}
   */
  public MetricName with(String... values) {
    return MetricName.of(exportName, labels, List.of(values));
  }
}
