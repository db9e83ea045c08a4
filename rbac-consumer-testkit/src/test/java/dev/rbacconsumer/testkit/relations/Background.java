package dev.rbacconsumer.testkit.relations;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that blocks, on a thread of its own. */
final class Background<T> {
  private final FutureTask<T> task;
  private final Thread thread;

  private Background(FutureTask<T> task) {
    this.task = task;
    this.thread = new Thread(task, "background");
    thread.setDaemon(true);
  }

  static <T> Background<T> run(Callable<T> call) {
    Background<T> background = new Background<>(new FutureTask<>(call));
    background.thread.start();
    return background;
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean isDone() {
    return task.isDone();
  }

  /** Waits until the call has ended, but no longer than a time; returns whether it has. */
  boolean isDoneWithin(Duration atMost) throws InterruptedException {
    // Zero would be without end.
    thread.join(Math.max(1, atMost.toMillis()));
    return task.isDone();
  }

  T result() throws InterruptedException, ExecutionException, TimeoutException {
    return task.get(2, TimeUnit.MINUTES);
  }
}
