package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.DataLossPolicy;
import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.lane.ReplaySettings;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.retry.Backoff;
import dev.rbacconsumer.relations.RelationsDialect;
import dev.rbacconsumer.relations.RelationsSettings;
import dev.rbacconsumer.relations.StoreNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All settings of the consumer, checked and complete.
 *
 * @param kafka source of the records
 * @param relations target of the changes
 * @param backoff waits between attempts
 * @param failures policies for messages that fail because of their content
 * @param decoder accepted forms and sizes of messages
 * @param queue limits on the records of one partition in progress
 * @param replays treatment of records that the store may already have
 * @param health health reports to the platform
 * @param metrics access to the metrics
 * @param statusAccess clients that may read the status
 * @param shutdownTimeout longest time for an orderly stop
 * @param log level and format of the log
 * @param active whether records are read; if false, the process idles and is healthy
 */
public record Settings(
    Kafka kafka,
    Relations relations,
    Backoff backoff,
    Failures failures,
    DecoderSettings decoder,
    Queue queue,
    Replays replays,
    Health health,
    Metrics metrics,
    StatusAccess statusAccess,
    Duration shutdownTimeout,
    Log log,
    boolean active) {

  /**
   * Settings of the log.
   *
   * @param level lowest level that is logged
   * @param format of each line
   * @param maxRate messages per second up to which each one has its own lines, at least 1; empty
   *     for any number
   */
  public record Log(LogLevel level, LogFormat format, Optional<Integer> maxRate) {}

  /**
   * Source of the records.
   *
   * @param servers bootstrap brokers, at least one
   * @param topic topic to read
   * @param groupId consumer group, valid as a part of a lock id
   * @param membership membership in the group
   * @param properties further properties of the client, by Kafka's names. They may hold secrets,
   *     and {@link #toString} leaves their values out
   */
  public record Kafka(
      List<HostAndPort> servers,
      String topic,
      String groupId,
      Membership membership,
      Map<String, String> properties) {
    public Kafka {
      servers = List.copyOf(servers);
      properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
      return "%s of %s in %s as %s with %s"
          .formatted(topic, servers, groupId, membership, new TreeSet<>(properties.keySet()));
    }
  }

  /**
   * Membership in the group.
   *
   * @param protocol protocol for the assignment of partitions
   * @param instanceId name of a static member; empty for a member that leaves when it stops
   */
  public record Membership(GroupProtocol protocol, Optional<String> instanceId) {
    /** Returns the membership as properties of the Kafka client. */
    public Map<String, String> properties() {
      Map<String, String> properties = new TreeMap<>();
      properties.put("group.protocol", protocol.text());
      instanceId.ifPresent(id -> properties.put("group.instance.id", id));
      return properties;
    }
  }

  /**
   * Target of the changes.
   *
   * @param enabled whether changes are written; if false, messages are validated, logged and
   *     committed without a call
   * @param attemptTimeout longest time for one attempt
   * @param fencing whether every write carries a fence
   * @param api connection to the Relations API; its {@code toString} shows no secret
   */
  public record Relations(
      boolean enabled, Duration attemptTimeout, boolean fencing, RelationsSettings api) {
    /** Returns whether the consumer applies the records that it reads. */
    public DeliveryMode mode() {
      return enabled ? DeliveryMode.DELIVER : DeliveryMode.DRY_RUN;
    }
  }

  /**
   * Format of changes, independent of the target.
   *
   * @param dialect protocol of the server
   * @param names names of tuples if that is SpiceDB
   */
  public record Writing(RelationsDialect dialect, StoreNames names) {
    /** Starts the adapter's settings for a target. */
    public RelationsSettings.Builder to(String target) {
      return RelationsSettings.forTarget(target).dialect(dialect).names(names);
    }
  }

  /**
   * Policies for messages that fail because of their content, and for missing records.
   *
   * @param policies policy for each class of failures
   * @param deadLetterTopic dead-letter topic; present if a policy needs it
   * @param onDataLoss policy for a partition whose log no longer holds the next record
   * @param allowsCompactedTopic whether a topic is read although the broker compacts it
   */
  public record Failures(
      FailurePolicies policies,
      Optional<String> deadLetterTopic,
      DataLossPolicy onDataLoss,
      boolean allowsCompactedTopic) {}

  /**
   * Limits on the records of one partition in progress: in memory, ahead of its commits, and in one
   * change.
   *
   * @param maxRecords most records in memory, at least 1
   * @param maxBytes most bytes in memory, at least 1
   * @param window offsets that are applied ahead of their commit, at least 1
   * @param windowTuples tuples that are applied ahead of their commit, at least 1
   * @param batchMaxMessages messages that are applied as one change, at least 1
   */
  public record Queue(
      int maxRecords, long maxBytes, int window, int windowTuples, int batchMaxMessages) {}

  /**
   * Treatment of records that the store may already have.
   *
   * @param lanes settings for lanes
   * @param directory directory of the tables of replays
   * @param maxTableBytes largest size of one table
   */
  public record Replays(ReplaySettings lanes, Path directory, long maxTableBytes) {}

  /**
   * Health reports to the platform.
   *
   * @param interval time between two checks
   * @param livenessFile file that exists while the consumer is alive
   * @param readinessFile file that exists while the consumer is alive and connected; never the
   *     liveness file
   * @param stallReport time without progress and without a reason after which a stall is reported
   * @param stallLiveness time after which a stall makes liveness fail, at least as long
   * @param passedOverDegraded time for which the status is degraded after a message was skipped or
   *     sent to the dead-letter topic; zero for no time
   */
  public record Health(
      Duration interval,
      Path livenessFile,
      Path readinessFile,
      Duration stallReport,
      Duration stallLiveness,
      Duration passedOverDegraded) {
    public Health {
      if (stallLiveness.compareTo(stallReport) < 0) {
        throw new IllegalArgumentException(
            "stall: want report <= liveness, got " + stallReport + ", " + stallLiveness);
      }
      if (livenessFile.equals(readinessFile)) {
        throw new IllegalArgumentException("probe files: want two, got " + livenessFile + " twice");
      }
    }
  }

  /**
   * Access to the metrics.
   *
   * @param port port on which metrics are served: 0 for any free port, at most 65535; empty if they
   *     are not served
   * @param path path of the metrics; begins with a slash
   * @param allowedHosts further host names for requests to the port: whole names, {@code *.} with
   *     the end of names, or {@code *} for all
   */
  public record Metrics(Optional<Integer> port, String path, List<String> allowedHosts) {
    public Metrics {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }
}
