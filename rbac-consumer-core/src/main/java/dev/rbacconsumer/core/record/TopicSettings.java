package dev.rbacconsumer.core.record;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Settings of a topic that determine the lifetime and the safety of its records.
 *
 * @param isCompacted whether the broker deletes records that have a later one with the same key
 * @param retention age at which the broker may delete a record; empty if there is no limit
 * @param retentionBytes size of a partition above which the broker deletes its oldest records;
 *     empty if there is no limit
 * @param electsUncleanLeaders whether a replica that lacks records may become the leader; false if
 *     the broker does not report it
 * @param replicas smallest number of replicas that a partition has, at least 1
 * @param minInSyncReplicas replicas that must have a record before a producer's write is
 *     acknowledged; empty if the broker does not report it
 */
public record TopicSettings(
    boolean isCompacted,
    Optional<Duration> retention,
    OptionalLong retentionBytes,
    boolean electsUncleanLeaders,
    int replicas,
    OptionalInt minInSyncReplicas) {
  public TopicSettings {
    if (replicas < 1) {
      throw new IllegalArgumentException("replicas: want >= 1, got " + replicas);
    }
    retention.ifPresent(
        age -> {
          if (age.isNegative()) {
            throw new IllegalArgumentException("retention: want >= 0, got " + age);
          }
        });
  }
}
