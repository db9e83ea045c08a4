package dev.rbacconsumer.launcher.bench.rebalance;

import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Publishes messages at a steady rate, on a thread of its own, until it is stopped. */
final class Feed implements AutoCloseable {
  private final FutureTask<Map<Mark, Long>> publishing;
  private volatile boolean stopped;
  private volatile int published;

  /**
   * Begins to publish.
   *
   * @param publisher used by this feed alone until it is stopped
   * @param perSecond messages a second in all partitions
   */
  Feed(Publisher publisher, int perSecond) {
    this.publishing = new FutureTask<>(() -> publisher.publishWhile(this::goesOn, perSecond));
    Thread thread = new Thread(publishing, "feed");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean goesOn(int count) {
    published = count;
    return !stopped;
  }

  /** Returns the number of messages so far. */
  int published() {
    return published;
  }

  /** Ends it, and returns the time at which each message was sent. */
  Map<Mark, Long> stop() throws ExecutionException, InterruptedException {
    stopped = true;
    return publishing.get();
  }

  @Override
  public void close() {
    stopped = true;
  }
}
