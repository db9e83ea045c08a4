package dev.rbacconsumer.core.status;

import java.time.Instant;

/**
 * Something that stands still without a reason.
 *
 * @param doing what it did last, in a few words
 * @param since from when on that needs an explanation
 */
public record StallStatus(String doing, Instant since) {}
