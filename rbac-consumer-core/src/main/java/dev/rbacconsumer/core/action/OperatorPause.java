package dev.rbacconsumer.core.action;

import java.time.Instant;

/**
 * A partition's pause by an operator.
 *
 * @param by who paused it
 * @param reason why
 * @param since time of the pause
 */
public record OperatorPause(String by, String reason, Instant since) {}
