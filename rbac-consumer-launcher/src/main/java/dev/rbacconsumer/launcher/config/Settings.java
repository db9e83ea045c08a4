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
 * Everything the consumer was told, checked and complete.
 *
 * @param kafka what to read, and where
 * @param relations where changes go
 * @param backoff waits between attempts
 * @param failures what to do with messages that fail for a reason of their own
 * @param decoder what messages may look like, and how large they may be
 * @param queue how far one partition goes ahead
 * @param replays what happens to records that the store may have seen before
 * @param health how the platform learns how we are
 * @param metrics how we are measured
 * @param statusAccess who may ask how we stand
 * @param shutdownTimeout longest time to stop in order
 * @param log how much is logged, and how
 * @param active whether anything is read at all; when false, the process idles and is healthy
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
   * How much is logged, and how.
   *
   * @param level from which on
   * @param format of each line
   * @param maxRate messages a second up to which each has lines of its own, at least 1; empty for
   *     any number
   */
  public record Log(LogLevel level, LogFormat format, Optional<Integer> maxRate) {}

  /**
   * What to read, and where.
   *
   * @param servers brokers to begin with, at least one
   * @param topic to read
   * @param groupId consumer group, fit to be part of a lock id
   * @param membership how to be a member of it
   * @param properties further ones of the client, by Kafka's names. They may hold secrets, and
   *     {@link #toString} leaves their values out
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
   * How to be a member of the group.
   *
   * @param protocol by which partitions are shared out
   * @param instanceId name of a static member; empty for one that leaves when it stops
   */
  public record Membership(GroupProtocol protocol, Optional<String> instanceId) {
    /** The same as properties of the Kafka client. */
    public Map<String, String> properties() {
      Map<String, String> properties = new TreeMap<>();
      properties.put("group.protocol", protocol.text());
      instanceId.ifPresent(id -> properties.put("group.instance.id", id));
      return properties;
    }
  }

  /**
   * Where changes go.
   *
   * @param enabled whether they go anywhere; when false, messages are validated, logged and
   *     committed without a call
   * @param attemptTimeout longest time for one attempt
   * @param fencing whether every write proves that its partition is ours
   * @param api how the Relations API is reached; its {@code toString} shows no secret
   */
  public record Relations(
      boolean enabled, Duration attemptTimeout, boolean fencing, RelationsSettings api) {
    /** Whether the consumer acts on what it reads. */
    public DeliveryMode mode() {
      return enabled ? DeliveryMode.DELIVER : DeliveryMode.DRY_RUN;
    }
  }

  /**
   * How changes are written, whatever they are written to.
   *
   * @param dialect what the server speaks
   * @param names how tuples are named where that is SpiceDB
   */
  public record Writing(RelationsDialect dialect, StoreNames names) {
    /** The same for the adapter, on a target. */
    public RelationsSettings.Builder to(String target) {
      return RelationsSettings.forTarget(target).dialect(dialect).names(names);
    }
  }

  /**
   * What to do with messages that fail for a reason of their own, and where there are none.
   *
   * @param policies for each class of them
   * @param deadLetterTopic where they are set aside; there is one where a policy needs it
   * @param onDataLoss for a partition whose log no longer holds what comes next
   * @param allowsCompactedTopic whether a topic is read although the broker compacts it
   */
  public record Failures(
      FailurePolicies policies,
      Optional<String> deadLetterTopic,
      DataLossPolicy onDataLoss,
      boolean allowsCompactedTopic) {}

  /**
   * How far one partition goes ahead: in memory, of its commits, and in one change.
   *
   * @param maxRecords at least 1
   * @param maxBytes at least 1
   * @param window offsets that are applied ahead of their commit, at least 1
   * @param windowTuples tuples that are applied ahead of their commit, at least 1
   * @param batchMaxMessages messages that are applied as one change, at least 1
   */
  public record Queue(
      int maxRecords, long maxBytes, int window, int windowTuples, int batchMaxMessages) {}

  /**
   * What happens to records that the store may have seen before.
   *
   * @param lanes how lanes behave
   * @param directory of the tables of replays
   * @param maxTableBytes largest size of one table
   */
  public record Replays(ReplaySettings lanes, Path directory, long maxTableBytes) {}

  /**
   * How the platform learns how we are.
   *
   * @param interval time between two looks
   * @param livenessFile exists while we are alive
   * @param readinessFile exists while we are alive and connected; never the liveness file
   * @param stallReport how long anything stands still without a reason before it is told of
   * @param stallLiveness how long it does so before we are not alive, at least as long
   * @param passedOverDegraded how long the status is degraded after a message was skipped or set
   *     aside; zero for not at all
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
   * How we are measured.
   *
   * @param port on which metrics are served: 0 for any that is free, at most 65535; empty where
   *     they are not served
   * @param path under which they are served; begins with a slash
   * @param allowedHosts further names under which the port may be asked: whole names, {@code *.}
   *     and the end of names, or {@code *} for all
   */
  public record Metrics(Optional<Integer> port, String path, List<String> allowedHosts) {
    public Metrics {
      allowedHosts = List.copyOf(allowedHosts);
    }
  }
}
