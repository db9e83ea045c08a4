package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configures the level and the format of the log. */
public final class Logging {
  private static final String APPENDER = LogConfigurator.APPENDER;

  /** Key of the encoder of {@link LogConfigurator} in the context. */
  private static final String TEXT = "rbac-consumer-text";

  /** Pattern of {@link LogFormat#PLAIN}, with the words that {@link LogConfigurator} defines. */
  private static final String PLAIN = "[%level] %oneLine%n%indented";

  /** Logger above all of ours. */
  static final String OURS = "dev.rbacconsumer";

  private Logging() {}

  /**
   * Sets the levels, and redirects gRPC's output to {@code java.util.logging} to this log. May be
   * called again.
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
   * Sets the format of the lines; the text format is that of {@link LogConfigurator}. May be called
   * again.
   */
  public static void format(LogFormat format) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
            instanceof OutputStreamAppender<ILoggingEvent> appender) {
      Encoder<ILoggingEvent> now = appender.getEncoder();
      if (context.getObject(TEXT) == null) {
        context.putObject(TEXT, now);
      }
      Encoder<ILoggingEvent> wanted = encoder(format, context, text(context));
      if (wanted != now) {
        appender.setEncoder(wanted);
      }
    }
  }

  /**
   * Returns the encoder of a format, started.
   *
   * @param text encoder of {@link LogConfigurator}
   */
  static Encoder<ILoggingEvent> encoder(
      LogFormat format, LoggerContext context, Encoder<ILoggingEvent> text) {
    return switch (format) {
      case TEXT -> text;
      case PLAIN -> plainLines(context);
      case JSON -> started(new JsonLines(), context);
    };
  }

  private static Encoder<ILoggingEvent> plainLines(LoggerContext context) {
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setCharset(StandardCharsets.UTF_8);
    lines.setPattern(PLAIN);
    return started(lines, context);
  }

  private static Encoder<ILoggingEvent> started(
      Encoder<ILoggingEvent> encoder, LoggerContext context) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
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
   * Waits until all lines logged so far are on standard output. To be called before the process
   * ends.
   *
   * @param atMost longest wait; a blocked output is abandoned then
   */
  public static void flush(Duration atMost) {
    appender().ifPresent(it -> it.flush(atMost));
  }

  /** Returns the number of lines dropped since the start because standard output was blocked. */
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

  /** Switches all logging off, for commands that only print output. */
  public static void silence() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OURS).setLevel(Level.OFF);
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
    bridge();
  }

  /**
   * Returns the level of our loggers. They have no level above error, so "critical" is the same.
   */
  static Level ours(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }

  /**
   * Returns the level of libraries, which is one above ours: at DEBUG the Kafka client would hide
   * all other lines.
   */
  static Level libraries(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.INFO;
      case INFO, WARNING -> Level.WARN;
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }
}
