package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** The log of the product, as {@link LogConfigurator} sets it up, written somewhere else. */
public final class LogToStream implements AutoCloseable {
  private final LoggerContext context = new LoggerContext();

  /** A log in one of the formats, each line of which is flushed as on standard output. */
  public LogToStream(OutputStream out, LogFormat format) {
    context.setMDCAdapter(MDC.getMDCAdapter());
    LogConfigurator.configureLog(context);
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(encoder(format));
    appender.setOutputStream(out);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender("STDOUT");
    root.addAppender(appender);
  }

  /** What delivery writes to. */
  public Logger logger() {
    return context.getLogger(Delivery.LOGGER);
  }

  @Override
  public void close() {
    context.stop();
  }

  private Encoder<ILoggingEvent> encoder(LogFormat format) {
    return Logging.encoder(
        format,
        context,
        ((OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDOUT"))
            .getEncoder());
  }
}
