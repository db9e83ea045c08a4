package dev.rbacconsumer.core.port;

import java.util.List;

/**
 * What a store remembered of a partition when its lock was taken. Where fencing is off, the state
 * of the lock is unknown, and the marks alone count.
 *
 * @param lock whether anybody held the lock before
 * @param marks all marks that the store keeps of the partition, in no order; several after a crash
 *     between writing one and removing the one before. Empty where there are none, or where {@link
 *     #keepsMarks} is false
 * @param keepsMarks whether marks are kept at all; if not, nothing can be concluded from their
 *     absence
 */
public record StoreMemory(Lock lock, List<StoreMark> marks, boolean keepsMarks) {
  /** Nothing is known: the store was not asked. */
  public static final StoreMemory UNKNOWN = new StoreMemory(Lock.UNKNOWN, List.of(), false);

  public StoreMemory {
    marks = List.copyOf(marks);
  }

  /** What a store that keeps marks remembers. */
  public static StoreMemory of(Lock lock, List<StoreMark> marks) {
    return new StoreMemory(lock, marks, true);
  }

  /** Whether anybody held a lock before it was taken. */
  public enum Lock {
    /** There was a token in force. */
    HELD,
    /** There was none: nobody ever took the lock in this store, or the store has lost it. */
    FREE,
    /** The store was not asked. */
    UNKNOWN
  }
}
