package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes the log to standard output in its own thread, so that a blocked reader never blocks the
 * consumer. Lines are encoded by the thread that logs, written in order, and dropped and counted
 * while the queue is full. Thread-safe.
 */
public final class QueuedConsoleAppender extends ConsoleAppender<ILoggingEvent> {
  static final String THREAD = "log";

  private static final long CAPACITY = 4L * 1024 * 1024;
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final LogQueue queue;
  private volatile @Nullable Thread writer;

  /** Creates an appender that is not started, as logback does. */
  public QueuedConsoleAppender() {
    this(CAPACITY);
  }

  /**
   * @param capacity capacity of the queue in bytes
   */
  QueuedConsoleAppender(long capacity) {
    this.queue = new LogQueue(capacity);
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = getEncoder().encode(event);
    if (Thread.currentThread() == writer) {
      // The thread of the queue writes its own lines directly.
      write(line);
    } else {
      ensureWriter();
      queue.add(line, event.getLevel().isGreaterOrEqual(Level.WARN));
    }
  }

  /** Stops the appender after writing the lines logged so far, for a bounded time. */
  @Override
  public void stop() {
    if (isStarted()) {
      flush(LONGEST_END);
      Thread thread = writer;
      if (thread != null) {
        thread.interrupt();
      }
    }
    super.stop();
  }

  /**
   * Waits until all lines logged so far have been written.
   *
   * @return whether it has; false after {@code atMost}, or when interrupted
   */
  boolean flush(Duration atMost) {
    try {
      return queue.awaitWritten(atMost);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the number of lines dropped so far. */
  long dropped() {
    return queue.dropped();
  }

  /** Starts the thread with the first line: a command that logs nothing has none. */
  private void ensureWriter() {
    if (writer == null) {
      synchronized (queue) {
        if (writer == null) {
          Thread thread = new Thread(this::writeAll, THREAD);
          thread.setDaemon(true);
          writer = thread;
          thread.start();
        }
      }
    }
  }

  private void writeAll() {
    LogQueue.Output output =
        new LogQueue.Output() {
          @Override
          public void line(byte[] encoded) {
            write(encoded);
          }

          @Override
          public void gap(long lines) {
            Logger log = ((LoggerContext) getContext()).getLogger(QueuedConsoleAppender.class);
            log.warn(
                "{} log lines were dropped here: standard output did not take them in time", lines);
          }
        };
    while (!Thread.currentThread().isInterrupted()) {
      try {
        queue.writeNext(output);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException | Error failed) {
        // If the writer ended, every later failure would be hidden.
        addError("A log line could not be written", failed);
      }
    }
  }

  private void write(byte[] line) {
    OutputStream out = getOutputStream();
    try {
      out.write(line);
      out.flush();
    } catch (IOException failed) {
      addError("Standard output does not take the log", failed);
    }
  }
}
