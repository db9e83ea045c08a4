package dev.rbacconsumer.core.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes opened resources in the opposite order. Thread-safe. */
public final class CloseStack implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CloseStack.class);

  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Adds an action to run at the end. */
  public synchronized void closeAtEnd(Runnable closing) {
    closings.push(closing);
  }

  /** Closes all resources, once. A failure does not prevent the other actions. */
  @Override
  public synchronized void close() {
    while (!closings.isEmpty()) {
      try {
        closings.pop().run();
      } catch (RuntimeException | Error failed) {
        log.error("Could not close everything in order", failed);
      }
    }
  }
}
