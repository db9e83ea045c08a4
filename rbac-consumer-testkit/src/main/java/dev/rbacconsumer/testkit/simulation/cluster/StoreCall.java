package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.simulation.history.CallRange;

/**
 * Store call, for as long as any part of it may still take effect.
 *
 * @param partition partition of the records
 * @param fence fence of the caller
 * @param range records in the caller's backlog
 * @param epoch how often the store had been set back at the first call for the change
 * @param isLetter whether the call applies a dead letter, which is the only record of the range
 */
record StoreCall(
    PartitionId partition, FenceToken fence, CallRange range, int epoch, boolean isLetter) {}
