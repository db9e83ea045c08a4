package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Metric of the Kafka client that is exported as a series. The client has a few hundred metrics,
 * many for each broker and each partition; these are those of the client as a whole.
 */
enum ClientMetric {
  RECORDS(MetricFamily.CLIENT_RECORDS, Group.FETCHES, "records-consumed-total"),
  BYTES(MetricFamily.CLIENT_BYTES, Group.FETCHES, "bytes-consumed-total"),
  FETCH_AVERAGE(MetricFamily.CLIENT_FETCH_AVERAGE, Group.FETCHES, "fetch-latency-avg"),
  FETCH_MAX(MetricFamily.CLIENT_FETCH_MAX, Group.FETCHES, "fetch-latency-max"),
  THROTTLE_MAX(MetricFamily.CLIENT_THROTTLE_MAX, Group.FETCHES, "fetch-throttle-time-max"),
  CONNECTIONS(MetricFamily.CLIENT_CONNECTIONS, Group.CLIENT, "connection-count"),
  CLOSED(MetricFamily.CLIENT_CONNECTIONS_CLOSED, Group.CLIENT, "connection-close-total"),
  FAILED_LOGINS(MetricFamily.CLIENT_FAILED_LOGINS, Group.CLIENT, "failed-authentication-total"),
  SINCE_HEARTBEAT(
      MetricFamily.CLIENT_SINCE_HEARTBEAT, Group.MEMBERSHIP, "last-heartbeat-seconds-ago"),
  HEARTBEAT_MAX(MetricFamily.CLIENT_HEARTBEAT_MAX, Group.MEMBERSHIP, "heartbeat-response-time-max"),
  REBALANCES(MetricFamily.CLIENT_REBALANCES, Group.MEMBERSHIP, "rebalance-total"),
  FAILED_REBALANCES(
      MetricFamily.CLIENT_FAILED_REBALANCES, Group.MEMBERSHIP, "failed-rebalance-total"),
  REBALANCE_MAX(MetricFamily.CLIENT_REBALANCE_MAX, Group.MEMBERSHIP, "rebalance-latency-max"),
  // Not the client's idle ratio: it is NaN for a minute after two reads in the same millisecond.
  BETWEEN_POLLS(MetricFamily.CLIENT_BETWEEN_POLLS_MAX, Group.CLIENT, "time-between-poll-max");

  private static final Set<String> TAGS_OF_THE_CLIENT = Set.of("client-id");
  private static final double MILLIS_PER_SECOND = 1e3;

  /** Kafka's names for the groups of its metrics. */
  private static final class Group {
    private static final String CLIENT = "consumer-metrics";
    private static final String FETCHES = "consumer-fetch-manager-metrics";
    private static final String MEMBERSHIP = "consumer-coordinator-metrics";
  }

  private final MetricFamily family;
  private final String group;
  private final String metric;

  ClientMetric(MetricFamily family, String group, String metric) {
    this.family = family;
    this.group = group;
    this.metric = metric;
  }

  /**
   * Returns the suppliers of all these metrics, each under its family.
   *
   * @param metrics of a client, with their current values; read by any thread
   */
  static Map<MetricFamily, Supplier<OptionalDouble>> all(
      Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
    Map<MetricFamily, Supplier<OptionalDouble>> all = new EnumMap<>(MetricFamily.class);
    for (ClientMetric each : values()) {
      all.put(each.family, () -> each.in(metrics.get()));
    }
    return all;
  }

  /** Returns the value in the unit of its family; empty while the client has none. */
  private OptionalDouble in(Map<MetricName, ? extends Metric> metrics) {
    return metrics.entrySet().stream()
        .filter(it -> isMine(it.getKey()))
        .map(it -> it.getValue().metricValue())
        .filter(Number.class::isInstance)
        .mapToDouble(it -> ((Number) it).doubleValue() / unit())
        .filter(this::isKnown)
        .findFirst();
  }

  private boolean isMine(MetricName name) {
    return name.name().equals(metric)
        && name.group().equals(group)
        && name.tags().keySet().equals(TAGS_OF_THE_CLIENT);
  }

  /**
   * Returns the factor to the unit of the family. The client measures times in milliseconds, except
   * where a metric's name says otherwise.
   */
  private double unit() {
    boolean time = family.exportName().endsWith("_seconds") && !metric.contains("-seconds-");
    return time ? MILLIS_PER_SECOND : 1;
  }

  /**
   * Returns whether the client has a value. No metric is below zero; the client reports -1 for an
   * event that has not happened.
   */
  private boolean isKnown(double value) {
    return Double.isFinite(value) && value >= 0;
  }
}
