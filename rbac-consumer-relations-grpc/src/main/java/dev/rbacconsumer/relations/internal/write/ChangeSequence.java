package dev.rbacconsumer.relations.internal.write;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink.Attempt;
import dev.rbacconsumer.core.port.RelationSink.FollowingChanges;
import io.grpc.SynchronizationContext;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes one after the other while the thread of the caller waits. What follows from an
 * answer happens on the thread of gRPC that brings it, the start of the next change included: a
 * thread that had to wake up for each answer would cost two switches between threads. The thread of
 * the caller prepares further changes, ends attempts that take too long, and takes over after a
 * fault. Used once.
 */
public final class ChangeSequence {
  private final Writers writers;
  private final @Nullable FollowingChanges following;
  private final SynchronizationContext serial =
      new SynchronizationContext((thread, thrown) -> fail(thrown));
  private final Semaphore signals = new Semaphore(0);

  /** Attempt at the last change. Set by tasks of {@link #serial}, also read by the caller. */
  private volatile @Nullable ChangeWriter<?> writer;

  /** Whether everything that is left to do is done by the thread of the caller. */
  private volatile boolean over;

  private @Nullable Attempt current;
  private @Nullable Throwable defect;

  /**
   * @param writers creates the attempts
   * @param following supplies the changes behind the first one; null if there are none
   */
  public ChangeSequence(Writers writers, @Nullable FollowingChanges following) {
    this.writers = writers;
    this.following = following;
  }

  /** Creates attempts at changes. */
  @FunctionalInterface
  public interface Writers {
    /**
     * Creates an attempt.
     *
     * @param serial as for {@link ChangeWriter}
     * @param whenOver as for {@link ChangeWriter}
     */
    ChangeWriter<?> create(ChangeRequest request, Executor serial, Runnable whenOver);
  }

  /**
   * Applies a change, and those that follow it, and returns the outcome of the last one.
   *
   * @param attempt the attempt that the first change comes from; null if none follows
   * @throws InterruptedException if interrupted; calls in flight are cancelled, and the server may
   *     still carry them out
   */
  public Outcome run(ChangeRequest first, @Nullable Attempt attempt) throws InterruptedException {
    try {
      serial.execute(() -> begin(first, attempt));
      awaitEnd();
      rethrow();
      return last().outcome();
    } finally {
      end();
    }
  }

  private void begin(ChangeRequest request, @Nullable Attempt attempt) {
    current = attempt;
    ChangeWriter<?> next = writers.create(request, serial, this::changeEnded);
    writer = next;
    next.begin();
  }

  private void changeEnded() {
    ChangeWriter<?> ended = last();
    Optional<Outcome.Applied> outcome = ended.applied();
    if (over) {
      return;
    }
    Attempt applied = current;
    if (following != null && applied != null && outcome.isPresent()) {
      Optional<Attempt> next = following.next(applied, outcome.get());
      if (next.isPresent()) {
        ended.close();
        begin(ChangeRequest.of(next.get()), next.get());
        if (following.wantsPreparation()) {
          signals.release();
        }
        return;
      }
    }
    endSequence();
  }

  private void endSequence() {
    over = true;
    signals.release();
  }

  private void fail(Throwable thrown) {
    defect = thrown;
    endSequence();
  }

  private void awaitEnd() throws InterruptedException {
    while (!over) {
      if (following != null && following.prepare()) {
        continue;
      }
      long left = last().end().timeRemaining(TimeUnit.NANOSECONDS);
      if (left > 0) {
        var unused = signals.tryAcquire(left, TimeUnit.NANOSECONDS);
      } else {
        serial.execute(this::giveUpIfLate);
        signals.acquire();
      }
      signals.drainPermits();
    }
  }

  private void giveUpIfLate() {
    if (!over) {
      last().giveUpIfLate();
    }
    signals.release();
  }

  /**
   * Cancels the calls in flight. Afterwards nothing follows any more, even if a thread of gRPC is
   * about to begin it.
   */
  private void end() {
    CountDownLatch ended = new CountDownLatch(1);
    serial.execute(
        () -> {
          over = true;
          try {
            close();
          } finally {
            ended.countDown();
          }
        });
    boolean isInterrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException meanwhile) {
        // The tasks before this one do not wait for the store, so it comes soon.
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    ChangeWriter<?> last = writer;
    if (last != null) {
      last.close();
    }
  }

  private ChangeWriter<?> last() {
    ChangeWriter<?> begun = writer;
    if (begun == null) {
      throw new IllegalStateException("no change was begun");
    }
    return begun;
  }

  private void rethrow() {
    if (defect instanceof RuntimeException runtime) {
      throw runtime;
    } else if (defect instanceof Error error) {
      throw error;
    }
  }
}
