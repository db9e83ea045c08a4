package dev.rbacconsumer.launcher.config;

import dev.rbacconsumer.core.lane.FailurePolicies;
import dev.rbacconsumer.core.message.DecoderSettings;
import dev.rbacconsumer.core.retry.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param health how the platform learns how we are
 * @param metrics how we are measured
 * @param shutdownTimeout longest time to stop in order
 * @param logLevel how much is logged
 * @param active whether anything is read at all; when false, the process idles and is healthy
 */
public record Settings(
    Kafka kafka,
    Relations relations,
    Backoff backoff,
    Failures failures,
    DecoderSettings decoder,
    Queue queue,
    Health health,
    Metrics metrics,
    Duration shutdownTimeout,
    LogLevel logLevel,
    boolean active) {

  /**
   * What to read, and where.
   *
   * @param servers brokers to begin with, at least one
   * @param topic to read
   * @param groupId consumer group, fit to be part of a lock id
   * @param properties further ones of the client, by Kafka's names. They may hold secrets, and
   *     {@link #toString} leaves their values out
   */
  public record Kafka(
      List<HostAndPort> servers, String topic, String groupId, Map<String, String> properties) {
    public Kafka {
      servers = List.copyOf(servers);
      properties = Map.copyOf(properties);
    }

    @Override
    public String toString() {
      return "%s of %s in %s with %s"
          .formatted(topic, servers, groupId, new TreeSet<>(properties.keySet()));
    }
  }

  /**
   * Where changes go.
   *
   * @param enabled whether they go anywhere; when false, messages are validated, logged and
   *     committed without a call
   * @param server the Relations API
   * @param attemptTimeout longest time for one attempt
   */
  public record Relations(boolean enabled, HostAndPort server, Duration attemptTimeout) {}

  /**
   * What to do with messages that fail for a reason of their own.
   *
   * @param policies for each class of them
   * @param deadLetterTopic where they are set aside; there is one where a policy needs it
   */
  public record Failures(FailurePolicies policies, Optional<String> deadLetterTopic) {}

  /**
   * How far one partition goes ahead: in memory, of its commits, and in one change.
   *
   * @param maxRecords at least 1
   * @param maxBytes at least 1
   * @param window offsets that are applied ahead of their commit, at least 1
   * @param batchMaxMessages messages that are applied as one change, at least 1
   */
  public record Queue(int maxRecords, long maxBytes, int window, int batchMaxMessages) {}

  /**
   * How the platform learns how we are.
   *
   * @param interval time between two looks
   * @param livenessFile exists while we are alive
   * @param readinessFile exists while we are alive and connected; never the liveness file
   * @param stallReport how long anything stands still without a reason before it is told of
   * @param stallLiveness how long it does so before we are not alive, at least as long
   */
  public record Health(
      Duration interval,
      Path livenessFile,
      Path readinessFile,
      Duration stallReport,
      Duration stallLiveness) {
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
   */
  public record Metrics(Optional<Integer> port, String path) {}
}
