package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.record.PartitionId;

/**
 * One call of the store, for as long as any part of it may still take effect.
 *
 * @param partition whose records it is for
 * @param fence what the caller held
 * @param range the records that the caller had before it
 * @param epoch how often the store had been set back when its change was called for first
 */
record StoreCall(PartitionId partition, FenceToken fence, CallRange range, int epoch) {}
