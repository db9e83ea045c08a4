package dev.rbacconsumer.core.replay;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids of the last events of one partition, as hashes: an id that is not among them is not the
 * id of any of these events, and one that is among them most likely is. Holds some 80 bytes for
 * each. Not thread-safe.
 */
public final class EventIds {
  private final Set<Long> hashes = new LinkedHashSet<>();
  private final int capacity;

  /**
   * Creates a memory without ids.
   *
   * @param capacity most ids that are remembered, at least 1; the oldest is forgotten for a new one
   */
  public EventIds(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("remembered ids: want >= 1, got " + capacity);
    }
    this.capacity = capacity;
  }

  /** Remembers the id of an event, as the newest one. */
  public void add(String id) {
    Long hash = hash(id);
    if (!hashes.add(hash)) {
      hashes.remove(hash);
      hashes.add(hash);
    }
    if (hashes.size() > capacity) {
      Iterator<Long> oldest = hashes.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Returns whether an event with this id may be among the last ones. */
  public boolean mayContain(String id) {
    return hashes.contains(hash(id));
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
