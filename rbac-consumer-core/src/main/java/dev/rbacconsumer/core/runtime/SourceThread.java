package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.delivery.Dispatcher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the dispatcher in the one thread that owns the message source, round by round, until a stop
 * is requested or a round fails, and always closes the dispatcher in order. A failure of any kind
 * is logged as an error, and reported by {@link #completion} and to the callback of {@link
 * #onFailure}. Thread-safe; starts once.
 */
public final class SourceThread {
  private final Dispatcher dispatcher;
  private final Optional<StoreWait> store;
  private final StartCheck check;
  private final Logger log;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong rounds = new AtomicLong();
  private volatile Consumer<? super Throwable> onFailure = thrown -> {};
  private volatile boolean started;
  private volatile boolean stopping;

  /**
   * Creates a thread that is not started yet.
   *
   * @param dispatcher dispatcher to run; not opened yet
   */
  public SourceThread(Dispatcher dispatcher) {
    this(
        dispatcher,
        Optional.empty(),
        StartCheck.none(),
        ConsumerThreads.plain(),
        LoggerFactory.getLogger(SourceThread.class));
  }

  /**
   * Creates a thread that is not started yet.
   *
   * @param dispatcher dispatcher to run; not opened yet
   * @param store wait for the store, before the consumer joins the group; empty for none
   * @param check made after that wait
   * @param threads creates the thread
   * @param log logger of the consumer
   */
  public SourceThread(
      Dispatcher dispatcher,
      Optional<StoreWait> store,
      StartCheck check,
      ConsumerThreads threads,
      Logger log) {
    this.dispatcher = dispatcher;
    this.store = store;
    this.check = check;
    this.log = log;
    this.thread = threads.user("source", this::run);
  }

  /**
   * Sets the callback for a failure of delivery, in place of an earlier one. It is called after
   * everything is closed. Must be set before {@link #start}.
   *
   * @param callback takes the failure; called once at most, by the source thread
   */
  public void onFailure(Consumer<? super Throwable> callback) {
    onFailure = callback;
  }

  /** Joins the group and starts delivery, or only closes everything after a stop. */
  public void start() {
    started = true;
    try {
      thread.start();
    } catch (RuntimeException | Error failed) {
      started = false;
      throw failed;
    }
  }

  /**
   * Requests a stop: no new record is started, finished records are committed, and the consumer
   * leaves the group.
   */
  public void stop() {
    stopping = true;
    store.ifPresent(StoreWait::stop);
    dispatcher.wake();
  }

  /**
   * Waits for the thread to end. Returns at once if it was never started.
   *
   * @param atMost longest wait
   * @return whether the thread does not run, or no longer
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return !started || ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the thread to end, without a limit. Returns at once if it was never started. */
  public void awaitEnd() throws InterruptedException {
    if (started) {
      ended.await();
    }
  }

  /** Closes the dispatcher of a thread that could not be started. */
  public void abandon() {
    if (!started) {
      dispatcher.close();
    }
  }

  /**
   * Waits until delivery has closed everything; callbacks for failures may still run. The thread
   * itself does not wait. An interrupt ends the wait and stays set.
   *
   * @param atMost longest wait
   * @return whether delivery has closed everything
   */
  public boolean endsWithin(Duration atMost) {
    if (Thread.currentThread() == thread) {
      return closed.getCount() == 0;
    }
    try {
      return !started || closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return closed.getCount() == 0;
    }
  }

  /**
   * Returns a future that completes at the end of delivery: normally after an orderly stop, and
   * exceptionally with the failure. Everything is closed by then. Each call returns its own future.
   */
  public CompletableFuture<Void> completion() {
    return completion.copy();
  }

  /** Returns the failure that ended the thread; null if there was none. */
  public @Nullable Throwable failure() {
    return failure.get();
  }

  /** Returns whether the thread has ended. */
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Returns whether the thread has ended or is about to end without a requested stop. */
  public boolean isBroken() {
    return failure() != null || (hasEnded() && !stopping);
  }

  /** Returns the number of finished rounds; it does not grow while the thread hangs. */
  public long rounds() {
    return rounds.get();
  }

  private void run() {
    try {
      if (store.isPresent()) {
        store.get().await();
      }
      Optional<String> problem = stopping ? Optional.empty() : check.problem();
      if (problem.isPresent()) {
        throw new StartRefusedException(problem.get());
      }
      if (!stopping) {
        dispatcher.open();
      }
      while (!stopping) {
        dispatcher.runOnce();
        rounds.incrementAndGet();
      }
    } catch (InterruptedException interrupted) {
      if (stopping) {
        log.info("Interrupted; stopping");
      } else {
        fail(interrupted);
      }
    } catch (Throwable thrown) {
      fail(thrown);
    } finally {
      close();
      closed.countDown();
      complete();
    }
  }

  private void close() {
    try {
      dispatcher.close();
    } catch (Throwable thrown) {
      fail(thrown);
    }
  }

  /** Keeps the first failure. A failure while it is reported is less important. */
  private void fail(Throwable thrown) {
    boolean first = failure.compareAndSet(null, thrown);
    try {
      if (thrown instanceof DeliveryStoppedException || thrown instanceof StartRefusedException) {
        log.error("Delivery has ended: {}", thrown.getMessage());
      } else {
        log.error("Delivery has ended because of an unexpected error", thrown);
      }
      if (first) {
        dispatcher.failed(thrown);
      }
    } catch (Throwable again) {
      if (again != thrown) {
        thrown.addSuppressed(again);
      }
    }
  }

  private void complete() {
    Throwable thrown = failure();
    try {
      if (thrown != null) {
        onFailure.accept(thrown);
      }
    } catch (Throwable again) {
      log.error("The callback for failures has failed", again);
    } finally {
      ended.countDown();
      if (thrown == null) {
        completion.complete(null);
      } else {
        completion.completeExceptionally(thrown);
      }
    }
  }
}
