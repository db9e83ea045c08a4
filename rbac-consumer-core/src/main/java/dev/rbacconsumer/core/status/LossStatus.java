package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DataLoss;
import java.time.Instant;

/**
 * Data loss that blocks a partition: its log no longer holds the next record, or the store has lost
 * applied changes.
 *
 * @param loss the lost data
 * @param since time at which the loss was first found
 * @param attempts number of checks that found it, at least 1
 * @param nextLookAt time of the next check
 */
public record LossStatus(DataLoss loss, Instant since, int attempts, Instant nextLookAt) {}
