package dev.rbacconsumer.testkit.bench;

/**
 * What one operation cost.
 *
 * @param workload name of the {@link Workload}
 * @param way {@code decoder}, {@code mapper} or {@code tokens}
 * @param nanos mean time, nanoseconds
 * @param bytes mean allocation, bytes
 */
record Measured(String workload, String way, double nanos, double bytes) {}
