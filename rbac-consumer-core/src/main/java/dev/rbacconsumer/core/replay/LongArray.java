package dev.rbacconsumer.core.replay;

import java.io.IOException;

/** Fixed-length array of longs, initially zero, that may be stored in a file. Not thread-safe. */
interface LongArray extends AutoCloseable {
  /**
   * Returns the long at an index.
   *
   * @throws InternalError when the file behind it cannot be read
   */
  long get(long index);

  /**
   * Sets the long at an index.
   *
   * @throws InternalError when the file behind it cannot be written
   */
  void set(long index, long value);

  /** Frees the space. Never throws; nothing may be read or written after that. */
  @Override
  void close();

  /** Creates arrays. */
  @FunctionalInterface
  interface Allocator {
    /**
     * Creates an array of zeros.
     *
     * @param length number of longs, above zero
     * @throws IOException when there is no space for it
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    LongArray allocate(long length) throws IOException, InterruptedException;
  }
}
