package dev.rbacconsumer.core.metrics.instrument;

import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.counter;
import static dev.rbacconsumer.core.metrics.instrument.FamilyDefinition.gauge;

/** Metric families of the instance as a whole. */
final class InstanceFamilies {
  static final FamilyDefinition DRY_RUN =
      gauge(
          "dry_run",
          "1 while the instance is a dry run, which applies and commits nothing; otherwise 0.");

  static final FamilyDefinition SOURCE_STALLED =
      gauge(
          "source_stalled",
          "1 while the thread that reads from Kafka is stalled: no wait and no call within its"
              + " timeout explains that it makes no progress.");

  static final FamilyDefinition SINCE_POLL =
      gauge(
          "since_poll_seconds",
          "Time since the last read from Kafka, with or without records; absent until then.");

  static final FamilyDefinition CONNECTED =
      gauge(
          "connected",
          "1 while Kafka answers requests of this instance; 0 while it does not, and what Kafka"
              + " knows of partitions is then absent.");

  static final FamilyDefinition SINCE_BROKERS_ANSWERED =
      gauge(
          "seconds_since_brokers_answered",
          "Time since Kafka last answered a request of this instance or delivered a record, or"
              + " since the instance began. A read without records is no answer.");

  static final FamilyDefinition GROUP_MEMBER =
      gauge(
          "group_member",
          "1 while this instance is a member of its group, with or without partitions; 0 while it"
              + " is not, and while Kafka does not answer.");

  static final FamilyDefinition SOURCE_PROBLEM =
      gauge(
          "source_problem",
          "1 for the kind of the problem for which Kafka cannot be used, 0 for every other kind.",
          "kind");

  static final FamilyDefinition SINCE_ARRIVAL =
      gauge(
          "since_arrival_seconds",
          "Time since a record last came from Kafka, or since this instance began.");

  static final FamilyDefinition START_TIME =
      gauge("start_time_seconds", "Start time of this instance, in seconds since 1970 UTC.");

  static final FamilyDefinition LOG_LINES_DROPPED =
      counter(
          "log_lines_dropped_total",
          "Log lines that were dropped because standard output did not take them in time.");

  static final FamilyDefinition INFO =
      gauge(
          "info",
          "Always 1; the labels name the topics that this instance reads, and its group.",
          "topic",
          "group_id");

  static final FamilyDefinition BUILD_INFO =
      gauge(
          "build_info",
          "Always 1; the labels say which build this is, and on which virtual machine.",
          "version",
          "commit",
          "java_version");

  private InstanceFamilies() {}
}
