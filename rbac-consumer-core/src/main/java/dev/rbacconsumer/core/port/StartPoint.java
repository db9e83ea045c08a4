package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;

/**
 * Where reading of a partition begins.
 *
 * @param committed what the group has stored; empty where it has nothing, and reading begins at the
 *     first record that exists
 * @param end position behind the last record that can be read at this moment
 */
public record StartPoint(Optional<Commit> committed, CommitPosition end) {}
