package dev.rbacconsumer.launcher.runtime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs errors that end a thread without its own handler, and keeps the first of them: the work of
 * that thread is no longer done. Thread-safe.
 */
public final class UncaughtErrors implements Thread.UncaughtExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(UncaughtErrors.class);

  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  /**
   * Installs this object as the handler of every thread without one.
   *
   * @return an action that restores the previous handler
   */
  public Runnable install() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this);
    return () -> Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    // Without the message, which may hold any text; the log has it.
    String type = thrown.getClass().getSimpleName();
    first.compareAndSet(null, "thread %s has ended by %s".formatted(thread.getName(), type));
    log.error("Thread \"{}\" has ended because of an unexpected error", thread.getName(), thrown);
  }

  /** Returns the first thread that ended and its error, in a few words; empty if none did. */
  public Optional<String> first() {
    return Optional.ofNullable(first.get());
  }
}
