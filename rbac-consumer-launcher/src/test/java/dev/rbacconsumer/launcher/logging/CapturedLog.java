package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class logs until this is closed, or what everything does. */
public final class CapturedLog implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private CapturedLog(Logger logger) {
    this.logger = logger;
  }

  /** Begins to listen. */
  public static CapturedLog of(Class<?> owner) {
    return of(owner.getName());
  }

  /** Begins to listen to a logger of this name. */
  public static CapturedLog of(String name) {
    var log = new CapturedLog((Logger) LoggerFactory.getLogger(name));
    log.events.start();
    log.logger.addAppender(log.events);
    return log;
  }

  /** Begins to listen to all classes, those of libraries too. */
  public static CapturedLog ofEverything() {
    return of(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Level and message of each event so far. */
  public List<String> lines() {
    return List.copyOf(events.list).stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  /** Whether an event from INFO on has the stack trace of an exception. */
  public boolean hasStackTraces() {
    return List.copyOf(events.list).stream()
        .anyMatch(
            it -> it.getThrowableProxy() != null && it.getLevel().isGreaterOrEqual(Level.INFO));
  }

  @Override
  public void close() {
    logger.detachAppender(events);
  }
}
