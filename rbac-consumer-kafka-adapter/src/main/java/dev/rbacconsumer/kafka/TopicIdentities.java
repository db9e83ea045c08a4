package dev.rbacconsumer.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Identity that the topic had when the position of each partition was set. A topic that is deleted
 * and created again has another. Not thread-safe.
 */
final class TopicIdentities {
  private final Map<TopicPartition, Optional<String>> identities = new HashMap<>();

  /** Sets the identity for partitions whose positions are set; empty if it is unknown. */
  void set(Collection<TopicPartition> partitions, Optional<String> identity) {
    partitions.forEach(partition -> identities.put(partition, identity));
  }

  /** Forgets partitions, whose positions are outside the log. */
  void forget(Collection<TopicPartition> partitions) {
    identities.keySet().removeAll(partitions);
  }

  /** Returns the partitions whose positions belong to a topic other than the present one. */
  Set<TopicPartition> replacedBy(Optional<String> present) {
    Set<TopicPartition> replaced = new HashSet<>();
    identities.forEach(
        (partition, identity) -> {
          if (present.isPresent() && identity.isPresent() && !identity.equals(present)) {
            replaced.add(partition);
          }
        });
    return replaced;
  }
}
