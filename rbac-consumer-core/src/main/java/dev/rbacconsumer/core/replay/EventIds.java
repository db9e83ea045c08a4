package dev.rbacconsumer.core.replay;

import java.util.Arrays;

/**
 * The ids of events of one partition, as hashes: an id that is not among them is not the id of any
 * of these events, and one that is among them most likely is. Holds 8 to 16 bytes for each. Not
 * thread-safe.
 */
public final class EventIds {
  private long[] hashes = new long[64];
  private int size;
  private boolean isSorted = true;

  /** Adds the id of an event. */
  public void add(String id) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size] = hash(id);
    size++;
    isSorted = false;
  }

  /** Returns whether an event with this id may be among them. */
  public boolean mayContain(String id) {
    if (!isSorted) {
      Arrays.sort(hashes, 0, size);
      isSorted = true;
    }
    return Arrays.binarySearch(hashes, 0, size, hash(id)) >= 0;
  }

  private static long hash(String id) {
    long hash = 0;
    for (int i = 0; i < id.length(); i++) {
      // The multiplier of a linear congruential generator: odd, and with bits in all places.
      hash = (hash + id.charAt(i) + 1) * 0x5851F42D4C957F2DL;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
