package dev.rbacconsumer.testkit.bench;

/**
 * What one operation cost.
 *
 * @param workload name of the {@link Workload}
 * @param way {@code decoder}, {@code mapper} or {@code tokens}
 * @param nanos time of the fastest iteration, mean of all JVMs, nanoseconds
 * @param bytes mean allocation, bytes
 */
record Measured(String workload, String way, double nanos, double bytes) {}
