package dev.rbacconsumer.testkit.kafka;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Member of a consumer group, as reported by the broker.
 *
 * @param memberId id that the broker or the member generated for this membership
 * @param instanceId id of a static member, {@code group.instance.id}; empty for others
 * @param clientId the consumer's {@code client.id}
 * @param assignment its assigned partitions
 */
public record GroupMember(
    String memberId,
    Optional<String> instanceId,
    String clientId,
    SortedSet<PartitionId> assignment) {}
