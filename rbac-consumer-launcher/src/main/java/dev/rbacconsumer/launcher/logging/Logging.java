package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rbacconsumer.launcher.config.LogFormat;
import dev.rbacconsumer.launcher.config.LogLevel;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets how much is logged, and how. */
public final class Logging {
  private static final String APPENDER = "STDOUT";

  /** Where the context keeps the encoder of {@code logback.xml}. */
  private static final String TEXT = "rbac-consumer-text";

  private static final String OURS = "dev.rbacconsumer";

  private Logging() {}

  /**
   * Sets the levels, and has what gRPC writes to {@code java.util.logging} come out here too. May
   * be called again.
   */
  public static void configure(LogLevel level) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(ours(level));
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(libraries(level));
    }
    bridge();
  }

  /**
   * Sets what each line looks like: that of {@code logback.xml} is the text. May be called again.
   */
  public static void format(LogFormat format) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
            instanceof OutputStreamAppender<ILoggingEvent> appender) {
      Encoder<ILoggingEvent> now = appender.getEncoder();
      if (!(now instanceof JsonLines)) {
        context.putObject(TEXT, now);
      }
      Encoder<ILoggingEvent> wanted = format == LogFormat.JSON ? jsonLines(context) : text(context);
      if (wanted != now) {
        appender.setEncoder(wanted);
      }
    }
  }

  private static Encoder<ILoggingEvent> jsonLines(LoggerContext context) {
    JsonLines lines = new JsonLines();
    lines.setContext(context);
    lines.start();
    return lines;
  }

  @SuppressWarnings("unchecked") // kept by ourselves
  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    return (Encoder<ILoggingEvent>) context.getObject(TEXT);
  }

  private static void bridge() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  /**
   * Waits until everything that was logged so far is on standard output. To be called before the
   * process ends.
   *
   * @param atMost longest wait; an output that takes nothing is given up then
   */
  public static void flush(Duration atMost) {
    appender().ifPresent(it -> it.flush(atMost));
  }

  /** Number of lines that were dropped since the start, because standard output was blocked. */
  public static long droppedLines() {
    return appender().map(QueuedConsoleAppender::dropped).orElse(0L);
  }

  private static Optional<QueuedConsoleAppender> appender() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
            && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                instanceof QueuedConsoleAppender appender
        ? Optional.of(appender)
        : Optional.empty();
  }

  /** Has nothing logged at all, for commands whose output is all there is to say. */
  public static void silence() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(Level.OFF);
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
    bridge();
  }

  /** Nothing here is worse than an error, so "critical" is the same. */
  static Level ours(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }

  /** At DEBUG the Kafka client alone would drown everything, so libraries stop one level above. */
  static Level libraries(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.INFO;
      case INFO, WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }
}
