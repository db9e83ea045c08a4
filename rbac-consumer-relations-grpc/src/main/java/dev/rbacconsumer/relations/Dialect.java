package dev.rbacconsumer.relations;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to say to a store what all of them understand. A dialect makes requests and reads
 * answers; in which order calls are made, and what follows from a refusal, is the same for all and
 * decided elsewhere. Immutable.
 *
 * <p>Wherever a fence is taken, null stands for none.
 *
 * @param <M> how a tuple travels within a write
 */
interface Dialect<M extends Message> {
  /** Most ids that {@link #lockSubjects} gives at once. */
  int MOST_TOKENS = 1000;

  RelationsDialect name();

  /** Whether a write takes removals, too. If not, each removal is a call of its own. */
  boolean removesInWrites();

  /** An addition within a write. */
  M addition(RelationTuple tuple);

  /**
   * A removal within a write.
   *
   * @throws UnsupportedOperationException when writes take none
   */
  M removal(RelationTuple tuple);

  /**
   * One write, all or nothing.
   *
   * @param updates of none, it only checks the fence and gives a fresh consistency token
   */
  StoreCall<?, WriteReceipt> write(List<M> updates, @Nullable FenceToken fence);

  /** Removes this tuple, which cannot have a blank part, and no other. */
  StoreCall<?, WriteReceipt> remove(RelationTuple tuple, @Nullable FenceToken fence);

  /**
   * Reads whether the lock is held, and takes it, also from another holder. Before it takes a free
   * lock, it marks the store as one without memory: the next owner finds the lock held.
   */
  LockAttempt takeLock(CallGroup calls, String lockId) throws InterruptedException;

  /**
   * Reads the ids of the subjects of a {@link LockTuple}, each an answer of its own: the tokens of
   * a lock that are in force, or the marks beside it.
   *
   * @param id of the lock, or of its marks
   * @param atLeastAsFresh consistency token; empty where the store gives none
   */
  StoreCall<?, String> lockSubjects(String id, String atLeastAsFresh);

  /** Makes a {@link LockTuple} present, whether it was or not. */
  StoreCall<?, WriteReceipt> addLockSubject(String id, String subject, @Nullable FenceToken fence);

  /** Makes a {@link LockTuple} absent, whether it was or not. */
  StoreCall<?, WriteReceipt> removeLockSubject(
      String id, String subject, @Nullable FenceToken fence);
}
