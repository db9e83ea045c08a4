package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Commit;
import java.util.Optional;

/**
 * Where reading of a partition could begin.
 *
 * @param committed what the group has stored; empty where it has nothing, and reading begins at the
 *     first record that exists
 * @param log what there is to read at this moment
 */
public record CommittedState(Optional<Commit> committed, PartitionOffsets log) {}
