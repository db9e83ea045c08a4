package dev.rbacconsumer.kafka.runtime;

import dev.rbacconsumer.core.delivery.DeliveryStoppedException;
import dev.rbacconsumer.core.delivery.Dispatcher;
import java.time.Duration;
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
  private static final Logger log = LoggerFactory.getLogger(SourceThread.class);

  private final Dispatcher dispatcher;
  private final Thread thread = new Thread(this::run, "source");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CompletableFuture<Void> completion = new CompletableFuture<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicLong rounds = new AtomicLong();
  private volatile Consumer<? super Throwable> onFailure = thrown -> {};
  private volatile boolean stopping;

  /**
   * Creates a thread that is not started yet.
   *
   * @param dispatcher dispatcher to run; not opened yet
   */
  public SourceThread(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
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
    thread.start();
  }

  /**
   * Requests a stop: no new record is started, finished records are committed, and the consumer
   * leaves the group.
   */
  public void stop() {
    stopping = true;
    dispatcher.wake();
  }

  /**
   * Waits for the thread to end.
   *
   * @param atMost longest wait
   * @return whether the thread has ended
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the thread to end, without a limit. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
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
      if (thrown instanceof DeliveryStoppedException) {
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
