package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.record.PartitionId;

/**
 * Creates the tables of replays on the heap, for an embedder that gives no directory to {@link
 * MappedReplayTables}. Thread-safe.
 */
public final class HeapReplayTables implements ReplayTables {
  /** Size of a table that holds half a million tuples. */
  public static final long DEFAULT_MAX_BYTES = 16L * 1024 * 1024;

  private static final long MOST_BYTES = 1024L * 1024 * 1024;

  private final long maxBytes;

  /**
   * Creates a factory of tables.
   *
   * @param maxBytes largest size of each table, from {@link MappedReplayTables#MIN_BYTES} to a
   *     gibibyte; while it grows, half as much is used beside
   */
  public HeapReplayTables(long maxBytes) {
    if (maxBytes < MappedReplayTables.MIN_BYTES || maxBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "replay table: want %d to %d bytes, got %d"
              .formatted(MappedReplayTables.MIN_BYTES, MOST_BYTES, maxBytes));
    }
    this.maxBytes = maxBytes;
  }

  @Override
  public ReplayTable open(PartitionId partition) throws ReplayTableException, InterruptedException {
    long mostSlots = maxBytes / TupleOffsetTable.SLOT_BYTES;
    return TupleOffsetTable.open(
        partition,
        "the heap",
        mostSlots,
        Math.min(mostSlots, TupleOffsetTable.FIRST_SLOTS),
        length -> new HeapBlock(Math.toIntExact(length)));
  }

  /** An array on the heap. */
  private static final class HeapBlock implements LongArray {
    private final long[] longs;

    HeapBlock(int length) {
      this.longs = new long[length];
    }

    @Override
    public long get(long index) {
      return longs[(int) index];
    }

    @Override
    public void set(long index, long value) {
      longs[(int) index] = value;
    }

    @Override
    public void close() {}
  }
}
