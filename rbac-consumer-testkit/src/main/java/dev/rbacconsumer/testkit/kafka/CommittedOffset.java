package dev.rbacconsumer.testkit.kafka;

import dev.rbacconsumer.core.record.CommitPosition;

/**
 * What a group has committed for one partition.
 *
 * @param position the next offset to read
 * @param metadata the text stored beside it; empty where there is none
 */
public record CommittedOffset(CommitPosition position, String metadata) {}
