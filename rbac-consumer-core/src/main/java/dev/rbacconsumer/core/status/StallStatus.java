package dev.rbacconsumer.core.status;

import java.time.Instant;

/**
 * A thread that is stalled.
 *
 * @param doing what it did last, in a few words
 * @param since from when on that needs an explanation
 */
public record StallStatus(String doing, Instant since) {}
