package dev.rbacconsumer.kafka.internal.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The group at one moment, as the brokers report it. Immutable.
 *
 * @param at time of the reading
 * @param group id of the group
 * @param topic the topic of the partitions
 * @param state state of the group in Kafka's words, such as {@code Stable}; {@code Dead} if there
 *     is no such group
 * @param assignor what assigns the partitions; empty if there is no such thing or it is unknown
 * @param retention age at which retention deletes records; empty if it does not, or if unknown
 * @param members members of the group, in the order of client id, host and member id
 * @param partitions all partitions of the topic, in their order
 * @param unknown one sentence for each thing that could not be found out
 */
public record GroupView(
    Instant at,
    String group,
    String topic,
    String state,
    Optional<String> assignor,
    Optional<Duration> retention,
    List<GroupMember> members,
    List<GroupPartition> partitions,
    List<String> unknown) {
  /** State of a group that does not exist. */
  public static final String DEAD = "Dead";

  public GroupView {
    members = List.copyOf(members);
    partitions = List.copyOf(partitions);
    unknown = List.copyOf(unknown);
  }

  /** Returns whether the group exists: it has had a member or a commit, and was not deleted. */
  public boolean exists() {
    return !state.equals(DEAD);
  }

  /** Returns the members without a partition of any topic. */
  public List<GroupMember> standbys() {
    return members.stream().filter(GroupMember::isStandby).toList();
  }

  /** Returns whether an operator should look at the group or one of its partitions. */
  public boolean needsAttention() {
    return !exists() || partitions.stream().anyMatch(it -> it.state().needsAttention());
  }
}
