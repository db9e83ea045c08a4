package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.lane.Dispatcher;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the message source: runs the dispatcher round by round until it is told
 * to stop or fails, and always closes it in order. Thread-safe; starts once.
 */
public final class SourceThread {
  private static final Logger log = LoggerFactory.getLogger(SourceThread.class);

  private final Dispatcher dispatcher;
  private final Thread thread = new Thread(this::run, "source");
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicLong rounds = new AtomicLong();
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  /**
   * @param dispatcher not opened yet
   */
  public SourceThread(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Joins the group and begins to deliver. */
  public void start() {
    thread.start();
  }

  /** Begins to stop: no new record is begun, what is done is committed, the group is left. */
  public void stop() {
    stopping = true;
    dispatcher.wake();
  }

  /**
   * Waits for the end.
   *
   * @param atMost longest wait
   * @return whether it has ended
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits for the end, however long it takes. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** What ended the thread unexpectedly; null while nothing did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the thread has ended. */
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Whether the thread has ended, or is about to, without having been told to. */
  public boolean isBroken() {
    return failure != null || (hasEnded() && !stopping);
  }

  /** How many rounds were finished; stands still when the thread hangs. */
  public long rounds() {
    return rounds.get();
  }

  private void run() {
    try {
      dispatcher.open();
      while (!stopping) {
        dispatcher.runOnce();
        rounds.incrementAndGet();
      }
    } catch (InterruptedException interrupted) {
      log.info("Interrupted; stopping");
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      close();
    }
  }

  private void close() {
    try {
      dispatcher.close();
    } catch (RuntimeException thrown) {
      if (failure == null) {
        failure = thrown;
      }
    } finally {
      ended.countDown();
    }
  }
}
