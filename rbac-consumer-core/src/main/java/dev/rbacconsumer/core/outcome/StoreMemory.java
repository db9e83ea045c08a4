package dev.rbacconsumer.core.outcome;

import java.util.List;

/**
 * The state that a store had of a partition when its lock was acquired. Where fencing is off, the
 * state of the lock is unknown, and the marks alone count.
 *
 * @param lock whether the lock was held before
 * @param marks all marks that the store keeps of the partition, in no order; several after a crash
 *     between writing one and removing the one before. Empty where there are none, or where {@link
 *     #keepsMarks} is false
 * @param keepsMarks whether marks are kept at all; if not, nothing can be concluded from their
 *     absence
 */
public record StoreMemory(Lock lock, List<StoreMark> marks, boolean keepsMarks) {
  /** The memory of a store that was not asked. */
  public static final StoreMemory UNKNOWN = new StoreMemory(Lock.UNKNOWN, List.of(), false);

  public StoreMemory {
    marks = List.copyOf(marks);
  }

  /** Creates the memory of a store that keeps marks. */
  public static StoreMemory of(Lock lock, List<StoreMark> marks) {
    return new StoreMemory(lock, marks, true);
  }

  /** State of a lock before it was acquired. */
  public enum Lock {
    /** A token was in force. */
    HELD,
    /**
     * No token was in force: the lock was never acquired in this store, or the store has lost it.
     */
    FREE,
    /** The store was not asked. */
    UNKNOWN
  }
}
