package dev.rbacconsumer.relations.internal.dialect;

import com.google.protobuf.Message;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Protocol of a store. A dialect creates requests and reads answers. The order of the calls and the
 * consequences of a refusal are the same for all dialects, and are decided elsewhere. Immutable.
 *
 * <p>A null fence means no fence.
 *
 * @param <M> message for a tuple within a write
 */
public interface Dialect<M extends Message> {
  /** Most ids that one call of {@link #lockSubjects} returns. */
  int MOST_TOKENS = 1000;

  RelationsDialect name();

  /** Returns whether a write takes removals. If not, each removal is a separate call. */
  boolean removesInWrites();

  /** Returns the message for an addition within a write. */
  M addition(RelationTuple tuple);

  /**
   * Returns the message for a removal within a write.
   *
   * @throws UnsupportedOperationException if writes take no removals
   */
  M removal(RelationTuple tuple);

  /**
   * Returns a call that writes all updates or none.
   *
   * @param updates updates; if empty, the call only checks the fence and returns a fresh
   *     consistency token
   */
  StoreCall<?, WriteReceipt> write(List<M> updates, @Nullable FenceToken fence);

  /** Returns a call that removes this tuple, which cannot have a blank part, and no other tuple. */
  StoreCall<?, WriteReceipt> remove(RelationTuple tuple, @Nullable FenceToken fence);

  /**
   * Reads whether the lock is held, and takes it, even from another holder. Before it takes a free
   * lock, it marks the store as one without memory: the next owner finds the lock held.
   */
  LockAttempt takeLock(CallGroup calls, String lockId) throws InterruptedException;

  /**
   * Returns a call that reads the ids of the subjects of a {@link LockTuple}, one per message: the
   * tokens of a lock that are in force, or the marks beside it.
   *
   * @param id id of the lock, or of its marks
   * @param atLeastAsFresh consistency token; empty if the store gives none
   */
  StoreCall<?, String> lockSubjects(String id, String atLeastAsFresh);

  /** Returns a call that adds a {@link LockTuple}, or leaves an existing one in place. */
  StoreCall<?, WriteReceipt> addLockSubject(String id, String subject, @Nullable FenceToken fence);

  /** Returns a call that removes a {@link LockTuple}, if it exists. */
  StoreCall<?, WriteReceipt> removeLockSubject(
      String id, String subject, @Nullable FenceToken fence);
}
