package dev.rbacconsumer.kafka.internal.group;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Member of a consumer group, as the brokers report it.
 *
 * @param memberId id of this membership
 * @param clientId client id; several members may have the same
 * @param host address from which the brokers see the member, without the slash that they put before
 *     it; empty if they do not report it
 * @param partitions numbers of its partitions of the topic
 * @param otherTopics other topics of which it has partitions
 */
public record GroupMember(
    String memberId,
    String clientId,
    String host,
    SortedSet<Integer> partitions,
    SortedSet<String> otherTopics) {
  private static final int SHORT = 8;

  public GroupMember {
    partitions = Collections.unmodifiableSortedSet(new TreeSet<>(partitions));
    otherTopics = Collections.unmodifiableSortedSet(new TreeSet<>(otherTopics));
  }

  /** Returns the beginning of the part of the member id that differs between members. */
  public String shortId() {
    String prefix = clientId + "-";
    String id = memberId.startsWith(prefix) ? memberId.substring(prefix.length()) : memberId;
    return id.substring(0, Math.min(SHORT, id.length()));
  }

  /** Returns whether the member has no partition of any topic. */
  public boolean isStandby() {
    return partitions.isEmpty() && otherTopics.isEmpty();
  }
}
