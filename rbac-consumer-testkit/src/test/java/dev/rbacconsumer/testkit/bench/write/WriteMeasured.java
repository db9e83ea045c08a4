package dev.rbacconsumer.testkit.bench.write;

/**
 * One run.
 *
 * @param round runs of one round stand beside each other in time, and can be compared
 * @param calls per message
 * @param millis per message
 */
record WriteMeasured(WriteRun run, int round, double calls, double millis) {}
