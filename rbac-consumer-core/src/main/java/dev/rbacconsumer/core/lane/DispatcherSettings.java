package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the source thread.
 *
 * @param groupId consumer group; the first part of every lock id
 * @param pollTimeout longest wait for records while nothing else happens
 * @param drainTimeout longest wait for attempts in progress when partitions go or the instance
 *     stops; what is still running then is interrupted
 * @param commitTimeout longest wait for the last commit when partitions go or the instance stops
 * @param retryDelay wait before a failed commit, read or position is tried again
 * @param onDataLoss what happens to a partition whose log no longer holds what comes next
 * @param topic the one that is not named in lock ids, where there are several; empty where there is
 *     only one. Its locks are those of the older consumer, {@code <group>/<partition>}; those of
 *     any other topic are {@code <group>/<topic>/<partition>}, with a bar for each dot
 * @param allowsCompactedTopic whether a topic is read although the broker compacts it
 */
public record DispatcherSettings(
    String groupId,
    Duration pollTimeout,
    Duration drainTimeout,
    Duration commitTimeout,
    Duration retryDelay,
    DataLossPolicy onDataLoss,
    Optional<String> topic,
    boolean allowsCompactedTopic) {

  /** The defaults, for a group. */
  public static DispatcherSettings defaults(String groupId) {
    return new DispatcherSettings(
        groupId,
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        DataLossPolicy.BLOCK,
        Optional.empty(),
        false);
  }

  /** The same with another policy for records that are gone. */
  public DispatcherSettings withOnDataLoss(DataLossPolicy other) {
    return new DispatcherSettings(
        groupId,
        pollTimeout,
        drainTimeout,
        commitTimeout,
        retryDelay,
        other,
        topic,
        allowsCompactedTopic);
  }

  /** The same for a source of several topics, of which this one has the short lock ids. */
  public DispatcherSettings withTopic(String main) {
    return new DispatcherSettings(
        groupId,
        pollTimeout,
        drainTimeout,
        commitTimeout,
        retryDelay,
        onDataLoss,
        Optional.of(main),
        allowsCompactedTopic);
  }

  /** The same, and topics are read although the broker compacts them, or no longer. */
  public DispatcherSettings withCompactedTopic(boolean allowed) {
    return new DispatcherSettings(
        groupId, pollTimeout, drainTimeout, commitTimeout, retryDelay, onDataLoss, topic, allowed);
  }

  /**
   * The name under which owners of a partition exclude each other. A dot is none of a lock id's
   * characters, and a bar none of a topic's.
   */
  String lockId(PartitionId partition) {
    return topic.isEmpty() || topic.get().equals(partition.topic())
        ? groupId + "/" + partition.number()
        : groupId + "/" + partition.topic().replace('.', '|') + "/" + partition.number();
  }
}
