package dev.rbacconsumer.core.lane;

import java.time.Duration;

/**
 * How the source thread behaves.
 *
 * @param groupId consumer group; the first part of every lock id
 * @param pollTimeout longest wait for records while nothing else happens
 * @param drainTimeout longest wait for attempts in progress when partitions go or the instance
 *     stops; what is still running then is interrupted
 * @param commitTimeout longest wait for the last commit when partitions go or the instance stops
 * @param retryDelay wait before a failed commit, read or position is tried again
 * @param onDataLoss what happens to a partition whose log no longer holds what comes next
 */
public record DispatcherSettings(
    String groupId,
    Duration pollTimeout,
    Duration drainTimeout,
    Duration commitTimeout,
    Duration retryDelay,
    DataLossPolicy onDataLoss) {

  /** The defaults, for a group. */
  public static DispatcherSettings defaults(String groupId) {
    return new DispatcherSettings(
        groupId,
        Duration.ofSeconds(1),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        DataLossPolicy.BLOCK);
  }

  /** The same with another policy for records that are gone. */
  public DispatcherSettings withOnDataLoss(DataLossPolicy other) {
    return new DispatcherSettings(
        groupId, pollTimeout, drainTimeout, commitTimeout, retryDelay, other);
  }
}
