package dev.rbacconsumer.core.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Blocks of longs on the heap, which can be told to fail. */
final class HeapLongs implements LongArray.Allocator {
  /** Length of each block that was made. */
  final List<Long> lengths = new ArrayList<>();

  /** Blocks that are made before there is no more space. */
  int blocksLeft = Integer.MAX_VALUE;

  /** Number of the block, from 1, with which access begins to meet faults. */
  int faultyFrom = Integer.MAX_VALUE;

  /** Whether access to a block meets a fault. */
  boolean faulty;

  private int open;

  /** Number of blocks that are not freed. */
  int open() {
    return open;
  }

  @Override
  public LongArray allocate(long length) throws IOException {
    if (blocksLeft == 0) {
      throw new IOException("No space left on device");
    }
    blocksLeft--;
    open++;
    lengths.add(length);
    faulty |= lengths.size() >= faultyFrom;
    return new Block(new long[Math.toIntExact(length)]);
  }

  private final class Block implements LongArray {
    private final long[] longs;

    Block(long[] longs) {
      this.longs = longs;
    }

    @Override
    public long get(long index) {
      failWhereFaulty();
      return longs[Math.toIntExact(index)];
    }

    @Override
    public void set(long index, long value) {
      failWhereFaulty();
      longs[Math.toIntExact(index)] = value;
    }

    @Override
    public void close() {
      open--;
    }

    private void failWhereFaulty() {
      if (faulty) {
        throw new InternalError("a fault occurred in an unsafe memory access operation");
      }
    }
  }
}
