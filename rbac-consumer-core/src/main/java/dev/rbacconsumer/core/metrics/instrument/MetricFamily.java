package dev.rbacconsumer.core.metrics.instrument;

import java.util.List;

/**
 * Metric families of the consumer, with their types, help texts and labels. Names and labels are
 * public: dashboards use them. The definitions are in one class for each area, such as {@link
 * MessageFamilies}; the order here is that of the documentation.
 */
public enum MetricFamily {
  /** Records that were applied or skipped, or that ended the instance. */
  MESSAGES_PROCESSED(MessageFamilies.MESSAGES_PROCESSED),
  /** Flag for a dry run. */
  DRY_RUN(InstanceFamilies.DRY_RUN),
  /** Records that a dry run checked. */
  DRY_RUN_MESSAGES(MessageFamilies.DRY_RUN_MESSAGES),
  /** Duration of applied records. */
  PROCESSING_DURATION(MessageFamilies.PROCESSING_DURATION),
  /** Repeated events of the connector that were passed over. */
  REPEATED_EVENTS(MessageFamilies.REPEATED_EVENTS),
  /** Offsets that replays must still read. */
  REPLAY_LEFT(PartitionFamilies.REPLAY_LEFT),
  /** Records that a policy skipped. */
  PASSED_OVER(MessageFamilies.PASSED_OVER),
  /** Records with an invalid message. */
  VALIDATION_ERRORS(MessageFamilies.VALIDATION_ERRORS),
  /** Attempts that failed and are followed by another. */
  RETRY_ATTEMPTS(MessageFamilies.RETRY_ATTEMPTS),
  /** Duration of records that were applied after failures. */
  RETRY_DURATION(MessageFamilies.RETRY_DURATION),
  /** Assignments and revocations by the group. */
  REBALANCE_EVENTS(PartitionFamilies.REBALANCE_EVENTS),
  /** Attempts to acquire fences. */
  LOCK_ACQUISITION(PartitionFamilies.LOCK_ACQUISITION),
  /** Duration of attempts to acquire fences. */
  LOCK_DURATION(PartitionFamilies.LOCK_DURATION),
  /** Commits. */
  COMMITS(PartitionFamilies.COMMITS),
  /** Tuples written. */
  TUPLES(MessageFamilies.TUPLES),
  /** Tuples named more than once. */
  DUPLICATE_TUPLES(MessageFamilies.DUPLICATE_TUPLES),
  /** Payloads that came as objects. */
  EXPANDED_PAYLOADS(MessageFamilies.EXPANDED_PAYLOADS),
  /** Fields that this consumer does not know. */
  UNKNOWN_FIELDS(MessageFamilies.UNKNOWN_FIELDS),
  /** Fences lost. */
  FENCE_LOSSES(PartitionFamilies.FENCE_LOSSES),
  /** Applied events whose notification of a listener failed. */
  LISTENER_FAILURES(MessageFamilies.LISTENER_FAILURES),
  /** Tokens and notifications that were written. */
  TOKENS_WRITTEN(TokenFamilies.TOKENS_WRITTEN),
  /** Tokens and notifications that are lost. */
  TOKENS_DROPPED(TokenFamilies.TOKENS_DROPPED),
  /** Applied events and tokens without anything to write. */
  TOKENS_SKIPPED(TokenFamilies.TOKENS_SKIPPED),
  /** Failed attempts to write tokens. */
  TOKEN_WRITE_FAILURES(TokenFamilies.TOKEN_WRITE_FAILURES),
  /** Tokens and notifications that wait. */
  TOKENS_PENDING(TokenFamilies.TOKENS_PENDING),
  /** Age of the oldest token or notification that waits. */
  TOKENS_OLDEST_PENDING(TokenFamilies.TOKENS_OLDEST_PENDING),
  /** Losses of the log, the commits or the store. */
  DATA_LOSS(PartitionFamilies.DATA_LOSS),
  /** Offsets that are lost. */
  DATA_LOSS_OFFSETS(PartitionFamilies.DATA_LOSS_OFFSETS),
  /** Partitions that are blocked because data is gone. */
  DATA_LOSS_BLOCKED(PartitionFamilies.DATA_LOSS_BLOCKED),
  /** Partitions that an operator has paused. */
  PAUSED(PartitionFamilies.PAUSED),
  /** Messages that are parked in the quarantine. */
  QUARANTINED(PartitionFamilies.QUARANTINED),
  /** Actions of operators. */
  OPERATOR_ACTIONS(PartitionFamilies.OPERATOR_ACTIONS),
  /** Partitions that are blocked. */
  BLOCKED(PartitionFamilies.BLOCKED),
  /** Classes of failures that block partitions. */
  BLOCKED_BY(PartitionFamilies.BLOCKED_BY),
  /** Lanes that are stalled. */
  STALLED(PartitionFamilies.STALLED),
  /** Source thread that is stalled. */
  SOURCE_STALLED(InstanceFamilies.SOURCE_STALLED),
  /** Lag of partitions, in records. */
  LAG(PartitionFamilies.LAG),
  /** Offsets that an open transaction hides. */
  OPEN_TRANSACTION_RECORDS(PartitionFamilies.OPEN_TRANSACTION_RECORDS),
  /** Time since which an open transaction hides records. */
  OPEN_TRANSACTION_SECONDS(PartitionFamilies.OPEN_TRANSACTION_SECONDS),
  /** Age of the oldest unapplied record. */
  OLDEST_UNAPPLIED(PartitionFamilies.OLDEST_UNAPPLIED),
  /** Age of the oldest unapplied removal. */
  OLDEST_REMOVAL(PartitionFamilies.OLDEST_REMOVAL),
  /** Whether the age of the oldest removal is an upper bound. */
  OLDEST_REMOVAL_IS_BOUND(PartitionFamilies.OLDEST_REMOVAL_IS_BOUND),
  /** Time until retention reaches the next record. */
  RETENTION_LEFT(PartitionFamilies.RETENTION_LEFT),
  /** Time since a partition applied a record. */
  SINCE_APPLY(PartitionFamilies.SINCE_APPLY),
  /** Time since the last poll. */
  SINCE_POLL(InstanceFamilies.SINCE_POLL),
  /** Whether Kafka answers. */
  CONNECTED(InstanceFamilies.CONNECTED),
  /** Time since Kafka last answered. */
  SINCE_BROKERS_ANSWERED(InstanceFamilies.SINCE_BROKERS_ANSWERED),
  /** Membership in the group. */
  GROUP_MEMBER(InstanceFamilies.GROUP_MEMBER),
  /** Kinds of problems with Kafka. */
  SOURCE_PROBLEM(InstanceFamilies.SOURCE_PROBLEM),
  /** Time since the last record arrived. */
  SINCE_ARRIVAL(InstanceFamilies.SINCE_ARRIVAL),
  /** Records in memory that wait for their lane. */
  QUEUE_RECORDS(PartitionFamilies.QUEUE_RECORDS),
  /** Bytes in memory that wait for their lane. */
  QUEUE_BYTES(PartitionFamilies.QUEUE_BYTES),
  /** Offsets left in the window of a lane. */
  WINDOW_LEFT(PartitionFamilies.WINDOW_LEFT),
  /** Number of messages that may be applied as one change. */
  BATCH_LIMIT(PartitionFamilies.BATCH_LIMIT),
  /** Number of messages in one change. */
  BATCH_MESSAGES(MessageFamilies.BATCH_MESSAGES),
  /** Latency of relations messages since their creation. */
  EVENT_LATENCY(MessageFamilies.EVENT_LATENCY),
  /** Relations messages whose creation time is not in seconds. */
  IMPLAUSIBLE_CREATED_AT(MessageFamilies.IMPLAUSIBLE_CREATED_AT),
  /** Start time of the instance. */
  START_TIME(InstanceFamilies.START_TIME),
  /** Log lines that are lost. */
  LOG_LINES_DROPPED(InstanceFamilies.LOG_LINES_DROPPED),
  /** Topic and group. */
  INFO(InstanceFamilies.INFO),
  /** Version and build. */
  BUILD_INFO(InstanceFamilies.BUILD_INFO),
  /** Duration of writes to the store. */
  KESSEL_WRITE_DURATION(StoreFamilies.KESSEL_WRITE_DURATION),
  /** Calls to the store. */
  RELATIONS_CALLS(StoreFamilies.RELATIONS_CALLS),
  /** Duration of calls to the store. */
  RELATIONS_CALL_DURATION(StoreFamilies.RELATIONS_CALL_DURATION),
  /** Removals in flight. */
  RELATIONS_DELETE_LIMIT(StoreFamilies.RELATIONS_DELETE_LIMIT),
  /** Tuples on the wire. */
  RELATIONS_TUPLES(StoreFamilies.RELATIONS_TUPLES),
  /** Bytes on the wire. */
  RELATIONS_BYTES(StoreFamilies.RELATIONS_BYTES),
  /** Records that the Kafka client read. */
  CLIENT_RECORDS(ClientFamilies.CLIENT_RECORDS),
  /** Bytes that the Kafka client read. */
  CLIENT_BYTES(ClientFamilies.CLIENT_BYTES),
  /** Average duration of a fetch. */
  CLIENT_FETCH_AVERAGE(ClientFamilies.CLIENT_FETCH_AVERAGE),
  /** Longest duration of a fetch. */
  CLIENT_FETCH_MAX(ClientFamilies.CLIENT_FETCH_MAX),
  /** Throttling by quotas of the brokers. */
  CLIENT_THROTTLE_MAX(ClientFamilies.CLIENT_THROTTLE_MAX),
  /** Connections to brokers. */
  CLIENT_CONNECTIONS(ClientFamilies.CLIENT_CONNECTIONS),
  /** Connections to brokers that ended. */
  CLIENT_CONNECTIONS_CLOSED(ClientFamilies.CLIENT_CONNECTIONS_CLOSED),
  /** Refused logins at brokers. */
  CLIENT_FAILED_LOGINS(ClientFamilies.CLIENT_FAILED_LOGINS),
  /** Time since the last heartbeat. */
  CLIENT_SINCE_HEARTBEAT(ClientFamilies.CLIENT_SINCE_HEARTBEAT),
  /** Longest duration of a heartbeat. */
  CLIENT_HEARTBEAT_MAX(ClientFamilies.CLIENT_HEARTBEAT_MAX),
  /** Rebalances. */
  CLIENT_REBALANCES(ClientFamilies.CLIENT_REBALANCES),
  /** Failed rebalances. */
  CLIENT_FAILED_REBALANCES(ClientFamilies.CLIENT_FAILED_REBALANCES),
  /** Longest duration of a rebalance. */
  CLIENT_REBALANCE_MAX(ClientFamilies.CLIENT_REBALANCE_MAX),
  /** Longest time between two polls. */
  CLIENT_BETWEEN_POLLS_MAX(ClientFamilies.CLIENT_BETWEEN_POLLS_MAX);

  @SuppressWarnings("ImmutableEnumChecker") // its only list is made by List.of
  private final FamilyDefinition definition;

  MetricFamily(FamilyDefinition definition) {
    this.definition = definition;
  }

  /** Returns the type of its metrics. */
  public MetricType type() {
    return definition.type();
  }

  /** Returns its exported name, such as {@code rbac_kafka_consumer_commits_total}. */
  public String exportName() {
    return definition.exportName();
  }

  /** Returns its help text, one sentence. */
  public String help() {
    return definition.help();
  }

  /** Returns the names of its labels; may be empty. */
  public List<String> labels() {
    return definition.labels();
  }

  /**
   * Returns the name of one metric of the family.
   *
   * @param values one for each label, in the order of {@link #labels}
   */
  public MetricName with(String... values) {
    return MetricName.of(exportName(), labels(), List.of(values));
  }
}
