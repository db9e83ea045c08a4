package dev.rbacconsumer.kafka.internal.group;

/**
 * Offsets of a partition's log.
 *
 * @param begin first offset that the log holds
 * @param readable offset behind the last record that can be read
 * @param end offset behind the last record, which an open transaction may hide
 */
public record LogOffsets(long begin, long readable, long end) {}
