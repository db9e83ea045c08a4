package dev.rbacconsumer.core.token;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounded queue of tokens and notifications that wait to be written, with one writer.
 *
 * <p>Entries keep the order of their arrival, with one exception: a newer token replaces the
 * waiting one of the same organisation at its place. So a notification is never before the token of
 * its event, and a token never behind an older one. Entries of a partition that moved to another
 * owner have one more attempt; a failure of it discards them, because the next owner may have
 * written newer tokens.
 *
 * <p>While the queue has room, {@link #add} does not wait. With a full queue it waits for the
 * writer, unless the writer is known to make no progress; then the oldest entry is dropped.
 * Thread-safe.
 */
public final class PendingTokens {
  private final int capacity;
  private final Clock clock;
  private final TokenObserver observer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Deque<PendingWrite> queue = new ArrayDeque<>();

  /** Waiting tokens by organisation; those in a batch are not among them. */
  private final Map<String, PendingWrite> tokens = new HashMap<>();

  /** Number of times that each partition moved to another owner. */
  private final Map<PartitionId, Integer> ownerships = new HashMap<>();

  /** Partitions that moved to another owner and were not assigned again. */
  private final Set<PartitionId> gone = new HashSet<>();

  private List<PendingWrite> inBatch = List.of();
  private int moves;
  private boolean stuck;
  private boolean closed;

  /** Results of adding writes to the queue. */
  public enum Added {
    /** All writes are in the queue. */
    QUEUED,
    /** All writes are in the queue, and older ones were dropped for them. */
    OLDEST_DROPPED,
    /** No write is in the queue: the partition belongs to another owner, or the queue is closed. */
    REFUSED
  }

  /**
   * Creates an empty queue.
   *
   * @param capacity largest number of entries, at least 4; those in a batch count
   * @param observer receives entries that are dropped
   */
  public PendingTokens(int capacity, Clock clock, TokenObserver observer) {
    if (capacity < 4) {
      throw new IllegalArgumentException("capacity: want at least 4, got " + capacity);
    }
    this.capacity = capacity;
    this.clock = clock;
    this.observer = observer;
  }

  /**
   * Adds the writes of one event.
   *
   * @param writes at most one of each kind, the token first
   * @param maxWait longest time to wait for room
   * @throws InterruptedException if the thread is interrupted while it waits; nothing was added
   */
  public Added add(PartitionId partition, List<TokenWrite> writes, Duration maxWait)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      awaitRoom(writes, maxWait);
      if (closed || gone.contains(partition)) {
        observer.dropped(closed ? DropReason.SHUTDOWN : DropReason.PARTITION_MOVED, writes.size());
        return Added.REFUSED;
      }
      boolean dropped = makeRoom(writes);
      writes.forEach(write -> add(partition, write));
      work.signalAll();
      return dropped ? Added.OLDEST_DROPPED : Added.QUEUED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the oldest entries, and waits for the first one. Called by the writer, which releases the
   * batch before it takes another.
   *
   * @param most largest number of entries, at least 1
   * @return an empty batch if the queue is closed and empty
   */
  public TokenBatch take(int most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        work.await();
      }
      List<PendingWrite> taken = new ArrayList<>();
      // A batch of everything would leave no room for what arrives meanwhile.
      while (taken.size() < Math.min(most, capacity / 2) && !queue.isEmpty()) {
        PendingWrite entry = queue.removeFirst();
        tokens.remove(entry.write().orgId(), entry);
        taken.add(entry);
      }
      inBatch = List.copyOf(taken);
      return new TokenBatch(taken, ownerships, moves);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a batch back. Writes that are left return to their places at the head of the queue.
   *
   * @param left writes that the attempt did not get to; empty if all are done
   */
  public void release(TokenBatch batch, Collection<TokenWrite> left) {
    lock.lock();
    try {
      Set<TokenWrite> undone = Collections.newSetFromMap(new IdentityHashMap<>());
      undone.addAll(left);
      stuck = !undone.isEmpty();
      inBatch = List.of();
      if (stuck) {
        putBack(batch.entries().stream().filter(it -> undone.contains(it.write())).toList());
        dropMoved(batch);
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits before the next batch or attempt. Ends early if a partition has moved since the batch was
   * taken, or the queue is closed.
   */
  public void pause(TokenBatch last, Duration delay) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = delay.toNanos();
      while (left > 0 && !closed && moves == last.moves()) {
        left = work.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes that partitions are assigned to this instance. */
  public void assigned(Set<PartitionId> partitions) {
    lock.lock();
    try {
      gone.removeAll(partitions);
    } finally {
      lock.unlock();
    }
  }

  /** Notes that partitions belong to another owner from now on. */
  public void moved(Set<PartitionId> partitions) {
    lock.lock();
    try {
      gone.addAll(partitions);
      partitions.forEach(it -> ownerships.merge(it, 1, Integer::sum));
      moves++;
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further writes. The writer may still take what is left, and waits no more. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Drops all entries of a closed queue, those of an unreleased batch included.
   *
   * @return number of dropped entries
   */
  public int dropRest() {
    lock.lock();
    try {
      int dropped = inBatch.size() + queue.size();
      observer.dropped(DropReason.SHUTDOWN, dropped);
      inBatch = List.of();
      queue.clear();
      tokens.clear();
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the queue is closed. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of entries that are not written yet. */
  public int size() {
    lock.lock();
    try {
      return queue.size() + inBatch.size();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the age of the oldest entry that is not written yet; zero if there is none. */
  public Duration oldestAge() {
    lock.lock();
    try {
      PendingWrite oldest = inBatch.isEmpty() ? queue.peekFirst() : inBatch.get(0);
      return oldest == null
          ? Duration.ZERO
          : Duration.ofNanos(Math.max(0, clock.nanoTime() - oldest.since()));
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(List<TokenWrite> writes, Duration maxWait) throws InterruptedException {
    long left = maxWait.toNanos();
    while (!fits(writes) && !stuck && !closed) {
      if (left <= 0) {
        // The callers after this one would wait in vain too.
        stuck = true;
        return;
      }
      left = room.awaitNanos(left);
    }
  }

  private boolean fits(List<TokenWrite> writes) {
    long more = writes.stream().filter(it -> !replaces(it)).count();
    return queue.size() + inBatch.size() + more <= capacity;
  }

  private boolean replaces(TokenWrite write) {
    return write instanceof TokenWrite.Update && tokens.containsKey(write.orgId());
  }

  private boolean makeRoom(List<TokenWrite> writes) {
    boolean dropped = false;
    while (!fits(writes) && !queue.isEmpty()) {
      dropOldest();
      dropped = true;
    }
    return dropped;
  }

  /**
   * Drops the oldest entry, and with a token the notifications of its organisation: they must not
   * go out before it.
   */
  private void dropOldest() {
    PendingWrite oldest = queue.removeFirst();
    int before = queue.size();
    if (oldest.write() instanceof TokenWrite.Update update) {
      tokens.remove(update.orgId());
      queue.removeIf(entry -> entry.write().orgId().equals(update.orgId()));
    }
    observer.dropped(DropReason.QUEUE_FULL, 1 + before - queue.size());
  }

  /** Drops the entries from before a move, and the notifications behind their tokens. */
  private void dropMoved(TokenBatch failed) {
    Set<String> orgs = new HashSet<>();
    tokens.values().stream()
        .filter(failed::isFromBeforeAMove)
        .forEach(entry -> orgs.add(entry.write().orgId()));
    int before = queue.size();
    queue.removeIf(
        entry -> failed.isFromBeforeAMove(entry) || orgs.contains(entry.write().orgId()));
    tokens.keySet().removeAll(orgs);
    if (queue.size() < before) {
      observer.dropped(DropReason.PARTITION_MOVED, before - queue.size());
    }
  }

  private void add(PartitionId partition, TokenWrite write) {
    int ownership = ownerships.getOrDefault(partition, 0);
    PendingWrite waiting = write instanceof TokenWrite.Update ? tokens.get(write.orgId()) : null;
    if (waiting != null) {
      waiting.replaceBy(write, partition, ownership);
      return;
    }
    PendingWrite entry = new PendingWrite(write, partition, ownership, clock.nanoTime());
    queue.addLast(entry);
    if (write instanceof TokenWrite.Update) {
      tokens.put(write.orgId(), entry);
    }
  }

  /** Puts entries back at the head; the newer token of an organisation moves to the older place. */
  private void putBack(List<PendingWrite> entries) {
    Set<PendingWrite> merged = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = entries.size() - 1; i >= 0; i--) {
      PendingWrite entry = entries.get(i);
      if (entry.write() instanceof TokenWrite.Update) {
        PendingWrite newer = tokens.put(entry.write().orgId(), entry);
        if (newer != null) {
          entry.replaceBy(newer);
          merged.add(newer);
        }
      }
      queue.addFirst(entry);
    }
    queue.removeIf(merged::contains);
  }
}
