package dev.rbacconsumer.core.port;

import java.util.function.Supplier;

/**
 * What the process around delivery gives it: time, chance and threads.
 *
 * @param clock the time
 * @param jitter the random part of waits
 * @param sleepers a new one for each lane and for the source thread
 * @param runner what lanes run on
 */
public record DeliveryRuntime(
    Clock clock, JitterSource jitter, Supplier<Sleeper> sleepers, LaneRunner runner) {}
