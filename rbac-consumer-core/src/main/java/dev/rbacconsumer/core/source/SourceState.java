package dev.rbacconsumer.core.source;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the source answers, and whether this instance takes part in the group.
 *
 * @param isConnected whether the source answered the last request, and not too long ago
 * @param sinceAnswered time since its last answer; empty before the first one
 * @param isMember whether this instance is a member of the group; a member may have no partitions
 * @param problem the reason why the source cannot be used; empty while there is none
 */
public record SourceState(
    boolean isConnected,
    Optional<Duration> sinceAnswered,
    boolean isMember,
    Optional<SourceProblem> problem) {}
