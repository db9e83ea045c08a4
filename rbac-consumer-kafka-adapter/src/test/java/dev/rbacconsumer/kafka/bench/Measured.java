package dev.rbacconsumer.kafka.bench;

/**
 * One run of one way through all records.
 *
 * @param way how it was committed
 * @param round runs of one round stand beside each other in time, and can be compared
 * @param recordsPerSecond from the first call of the store to the commit behind the last record
 * @param commits that reached the broker, the one at the end included
 */
record Measured(CommitWay way, int round, double recordsPerSecond, int commits) {}
