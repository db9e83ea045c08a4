package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gauge;

/** Metric families that the Kafka client measures. */
final class ClientFamilies {
  static final FamilyDefinition CLIENT_RECORDS =
      counter("client_records_consumed_total", "Records that the Kafka client has read.");

  static final FamilyDefinition CLIENT_BYTES =
      counter("client_bytes_consumed_total", "Bytes of these records, uncompressed.");

  static final FamilyDefinition CLIENT_FETCH_AVERAGE =
      gauge("client_fetch_latency_average_seconds", "Time of a fetch, on average.");

  static final FamilyDefinition CLIENT_FETCH_MAX =
      gauge("client_fetch_latency_max_seconds", "Time of the longest fetch.");

  static final FamilyDefinition CLIENT_THROTTLE_MAX =
      gauge("client_throttle_max_seconds", "Longest time that a broker throttled a fetch.");

  static final FamilyDefinition CLIENT_CONNECTIONS =
      gauge("client_connections", "Connections to brokers.");

  static final FamilyDefinition CLIENT_CONNECTIONS_CLOSED =
      counter("client_connections_closed_total", "Connections to brokers that ended.");

  static final FamilyDefinition CLIENT_FAILED_LOGINS =
      counter("client_failed_authentications_total", "Logins that a broker refused.");

  static final FamilyDefinition CLIENT_SINCE_HEARTBEAT =
      gauge("client_since_heartbeat_seconds", "Time since the last heartbeat to the group.");

  static final FamilyDefinition CLIENT_HEARTBEAT_MAX =
      gauge("client_heartbeat_latency_max_seconds", "Time of the longest heartbeat.");

  static final FamilyDefinition CLIENT_REBALANCES =
      counter("client_rebalances_total", "Rebalances that this member has completed.");

  static final FamilyDefinition CLIENT_FAILED_REBALANCES =
      counter("client_failed_rebalances_total", "Rebalances that failed for this member.");

  static final FamilyDefinition CLIENT_REBALANCE_MAX =
      gauge("client_rebalance_latency_max_seconds", "Time of the longest rebalance.");

  static final FamilyDefinition CLIENT_BETWEEN_POLLS_MAX =
      gauge("client_between_polls_max_seconds", "Longest time from one read to the next.");

  private ClientFamilies() {}
}
