package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.record.PartitionId;
import java.nio.file.Path;

/**
 * Creates the tables of replays in memory-mapped temporary files, outside of the heap. A table
 * takes 24 bytes for each of its slots, three quarters of which hold a tuple at most; while it
 * grows, the old and the new file exist side by side, which takes half as much again as its largest
 * size.
 *
 * <p>A file loses its name as soon as it is open. Nothing is left after a crash, and instances may
 * share a directory.
 */
public final class MappedReplayTables implements ReplayTables {
  /** Least number of bytes of a table. */
  public static final long MIN_BYTES = 1024 * 1024;

  /** Number of bytes of a table when nothing is set: room for some eight million tuples. */
  public static final long DEFAULT_MAX_BYTES = 256L * 1024 * 1024;

  private final Path directory;
  private final long maxBytes;

  /**
   * Creates a factory of tables in a directory, which need not exist until the first one is opened.
   *
   * @param maxBytes largest size of one table, at least {@value #MIN_BYTES}
   */
  public MappedReplayTables(Path directory, long maxBytes) {
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "bytes of a table: want >= %d, got %d".formatted(MIN_BYTES, maxBytes));
    }
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  @Override
  public ReplayTable open(PartitionId partition) throws ReplayTableException, InterruptedException {
    return TupleOffsetTable.open(
        partition,
        directory.toString(),
        maxBytes / TupleOffsetTable.SLOT_BYTES,
        TupleOffsetTable.FIRST_SLOTS,
        longs -> MappedLongs.create(directory, longs, MappedLongs.SEGMENT_BITS));
  }
}
