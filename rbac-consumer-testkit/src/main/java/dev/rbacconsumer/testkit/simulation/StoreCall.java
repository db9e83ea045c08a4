package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;

/**
 * One call of the store, for as long as any part of it may still take effect.
 *
 * @param partition whose records it is for
 * @param fence what the caller held
 * @param range the records that the caller had before it
 */
record StoreCall(PartitionId partition, FenceToken fence, CallRange range) {}
