package dev.rbacconsumer.launcher.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what ends a thread of the process that has no handler of its own, and remembers the first of
 * them: what that thread did is not done any more. Thread-safe.
 */
public final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(UncaughtErrors.class);

  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  /**
   * Becomes the handler of every thread without one.
   *
   * @return sets again what was set before
   */
  public Runnable install() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this);
    return () -> Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    // Without the message, which may hold anything; the log has it.
    String type = thrown.getClass().getSimpleName();
    first.compareAndSet(null, "thread %s has ended by %s".formatted(thread.getName(), type));
    log.error("Thread \"{}\" has ended because of an unexpected error", thread.getName(), thrown);
  }

  /** Which thread ended first, and by what, in a few words; empty while none did. */
  public Optional<String> first() {
    return Optional.ofNullable(first.get());
  }
}
