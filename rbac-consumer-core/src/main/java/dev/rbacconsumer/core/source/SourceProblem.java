package dev.rbacconsumer.core.source;

import java.time.Instant;

/**
 * A reason why the source cannot be used.
 *
 * @param code stable word, such as {@code topic_missing}
 * @param message one sentence for an operator, without a full stop and free of secrets
 * @param since time at which it was first found, without a break since
 */
public record SourceProblem(String code, String message, Instant since) {}
