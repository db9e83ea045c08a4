package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.event.DataLoss;
import java.time.Instant;

/**
 * A partition that is not read on, because its log no longer holds what comes next, or the store
 * has lost what was applied.
 *
 * @param loss what is lost
 * @param since when that was found first
 * @param attempts how often it was found, at least 1
 * @param nextLookAt when it is looked at again
 */
public record LossStatus(DataLoss loss, Instant since, int attempts, Instant nextLookAt) {}
