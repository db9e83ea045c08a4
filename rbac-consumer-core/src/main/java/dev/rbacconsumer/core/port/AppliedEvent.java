package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;

/**
 * A relations event that the store has acknowledged.
 *
 * @param partition of its record
 * @param offset of its record
 * @param metadata what is known about the event beside its change; every text may be empty
 * @param change the change that the event asked for. Where events were written together, a later
 *     event may have undone a part of it in the same write
 * @param token of the write that made it visible; empty where the store gave none, the sink was not
 *     asked for one ({@link AppliedEventListener#wantsTokens}), or nothing is written because
 *     replication is off
 */
public record AppliedEvent(
    PartitionId partition,
    Offset offset,
    EventMetadata metadata,
    TupleChange change,
    Optional<ConsistencyToken> token) {}
