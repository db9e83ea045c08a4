package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;

/** Explains in one sentence why there is no record at an offset, and what to do. */
public final class MissingRecord {
  private MissingRecord() {}

  /** Returns why no record can be read at an offset; empty if the log may hold one. */
  public static Optional<String> at(PartitionId partition, PartitionOffsets log, Offset offset) {
    if (!log.begin().covers(offset) && log.readable().covers(offset)) {
      return Optional.empty();
    }
    String reason;
    if (log.begin().covers(offset)) {
      reason =
          "is gone, since the log begins at %s; choose an offset from there on"
              .formatted(log.begin());
    } else if (log.end().covers(offset)) {
      reason =
          "cannot be read yet, since a transaction is open from offset %s on; wait for its end"
              .formatted(log.readable());
    } else {
      reason = "is not written yet, since the log ends at %s".formatted(log.end());
    }
    return Optional.of("offset %s of %s %s".formatted(offset, partition, reason));
  }

  /**
   * Returns why the log does not hold the records at a commit; empty if it may. A commit at the end
   * of the log is no problem.
   */
  public static Optional<String> atCommit(InspectedPartition partition) {
    Offset first = partition.firstUnapplied();
    CommitPosition begin = partition.log().begin();
    if (begin.covers(first)) {
      return Optional.of(
          "the records of %s from offset %s to %d are gone, since the log begins at %s;"
                  .formatted(partition.id(), first, begin.value() - 1, begin)
              + " --offset %s shows the first one that is left".formatted(begin));
    }
    return first.value() > partition.log().end().value()
        ? Optional.of(
            "the group has committed %s on %s, but the log ends at %s; the topic was created again,"
                    .formatted(first, partition.id(), partition.log().end())
                + " or the commit was set by hand")
        : Optional.empty();
  }

  /**
   * Returns why an offset within the log holds no record.
   *
   * @param next offset of the record that follows; empty if there is none
   */
  public static String skipped(PartitionId partition, Offset offset, Optional<Offset> next) {
    return "offset %s of %s holds no record: it is the marker of a transaction, or a record that"
            .formatted(offset, partition)
        + " was aborted or compacted; "
        + next.map(it -> "the next record is at offset " + it).orElse("no record follows");
  }
}
