package dev.rbacconsumer.launcher.bench.e2e.result;

/**
 * Figures of a steady rate, after its first third.
 *
 * @param perSecond messages a second
 * @param p50Millis median of the time from the append to the answer of the store
 * @param p99Millis time that one message in a hundred exceeds
 * @param maxMillis longest time
 * @param cpuMillis processor time of the process for each message
 */
public record SteadyResult(
    int perSecond, double p50Millis, double p99Millis, double maxMillis, double cpuMillis) {}
