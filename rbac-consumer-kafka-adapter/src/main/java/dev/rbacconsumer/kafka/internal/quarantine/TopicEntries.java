package dev.rbacconsumer.kafka.internal.quarantine;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.internal.inspect.RecordInspector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;

/** Reads partitions of the quarantine topic into a table. */
final class TopicEntries {
  private final RecordInspector inspector;
  private final long deadline;

  /**
   * @param inspector reads the topic; not closed here
   * @param deadline reading of the system's monotonic clock at which the time is over
   */
  TopicEntries(RecordInspector inspector, long deadline) {
    this.inspector = inspector;
    this.deadline = deadline;
  }

  /**
   * Reads partitions to their ends.
   *
   * @param end which end of a partition
   * @throws SourceException if they could not be read to their ends in time, or have no room in the
   *     table
   */
  void readInto(
      EntryTable table, Set<PartitionId> partitions, Function<PartitionOffsets, CommitPosition> end)
      throws SourceException, InterruptedException {
    for (Map.Entry<PartitionId, PartitionOffsets> log : inspector.offsets(partitions).entrySet()) {
      CommitPosition wanted = end.apply(log.getValue());
      Offset from = new Offset(log.getValue().begin().value());
      CommitPosition reached = read(table, log.getKey(), from, wanted);
      table.requireRoom();
      if (reached.compareTo(wanted) < 0) {
        String message =
            "reading the quarantine %s: reached offset %s of %s in time; see whether the partition"
                    .formatted(log.getKey(), reached, wanted)
                + " has a leader, and whether a transaction is open in it";
        throw SourceException.passing(message, new IllegalStateException(message));
      }
    }
  }

  private CommitPosition read(
      EntryTable table, PartitionId partition, Offset from, CommitPosition end)
      throws SourceException, InterruptedException {
    Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    try {
      return inspector.read(partition, from, end, left, table::add);
    } catch (SourceException failed) {
      throw orInterrupted(failed);
    }
  }

  /** Returns the failure, unless it is an interruption. */
  static SourceException orInterrupted(SourceException failed) throws InterruptedException {
    if (failed.getCause() instanceof InterruptException) {
      throw new InterruptedException("interrupted while reading the quarantine");
    }
    return failed;
  }
}
