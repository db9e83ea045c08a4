package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.time.JitterSource;
import dev.rbacconsumer.core.time.Sleeper;
import java.util.function.Supplier;

/**
 * The clock, the random source and the threads that the process supplies to delivery.
 *
 * @param clock the time
 * @param jitter the random part of waits
 * @param sleepers creates a sleeper for each lane and for the source thread
 * @param runner starts the threads of the lanes
 */
public record DeliveryRuntime(
    Clock clock, JitterSource jitter, Supplier<Sleeper> sleepers, LaneRunner runner) {}
