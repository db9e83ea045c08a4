package dev.rbacconsumer.core.status;

import java.util.Optional;

/**
 * A replay by last word that is under way.
 *
 * @param offsetsLeft how many offsets are still to be read, in both of its passes
 * @param problem that it cannot go on, if it cannot; nothing is applied meanwhile
 */
public record ReplayStatus(long offsetsLeft, Optional<RetryStatus> problem) {}
