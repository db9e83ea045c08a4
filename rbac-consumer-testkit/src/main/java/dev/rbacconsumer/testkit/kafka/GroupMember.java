package dev.rbacconsumer.testkit.kafka;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One member of a consumer group, as the broker sees it.
 *
 * @param memberId the name the broker or the member made up for this membership
 * @param instanceId the name of a static member, {@code group.instance.id}; empty for others
 * @param clientId the consumer's {@code client.id}
 * @param assignment the partitions it has been given
 */
public record GroupMember(
    String memberId,
    Optional<String> instanceId,
    String clientId,
    SortedSet<PartitionId> assignment) {}
