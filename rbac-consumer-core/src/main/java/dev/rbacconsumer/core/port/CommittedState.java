package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.Commit;
import java.util.Optional;

/**
 * The committed position of a partition and the offsets of its log, from which the start of reading
 * is chosen.
 *
 * @param committed the commit of the group; empty where there is none, and reading begins at the
 *     first record that exists
 * @param log the offsets that the log holds at this moment
 */
public record CommittedState(Optional<Commit> committed, PartitionOffsets log) {}
