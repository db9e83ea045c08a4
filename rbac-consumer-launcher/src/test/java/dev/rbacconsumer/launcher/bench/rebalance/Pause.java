package dev.rbacconsumer.launcher.bench.rebalance;

/**
 * Pause of one partition around an event.
 *
 * @param moved whether the partition got another owner
 * @param millis longest time between two messages of the partition that were applied one after the
 *     other
 * @param delayMillis longest time from the append of a message to the answer of the store
 */
record Pause(Protocol protocol, Event event, boolean moved, double millis, double delayMillis) {}
