package dev.rbacconsumer.testkit.relations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Has everything logged that there is, of every library and at every level, and looks for secrets
 * in it after each test.
 */
final class SecretsStayOut implements BeforeEachCallback, AfterEachCallback {
  /** The server is the other side: what it tells of what it received is not ours. */
  private static final List<String> OTHER_SIDE =
      List.of("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler", "com.sun.net.httpserver");

  private static final List<String> PLANTED = new CopyOnWriteArrayList<>();

  /** What every JUL logger of gRPC writes; held here, since JUL forgets loggers. */
  private static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger("io.grpc");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Capture capture = new Capture();
  private final Handler julCapture = new JulCapture();

  /** A secret that nobody else has, to be looked for. */
  static String secret(String kind) {
    String secret = "planted-" + kind + "-" + UUID.randomUUID();
    PLANTED.add(secret);
    return secret;
  }

  /** Has something looked for that was made elsewhere, such as a lock token. */
  static void lookFor(String secret) {
    PLANTED.add(secret);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    capture.setContext(root.getLoggerContext());
    capture.start();
    root.addAppender(capture);
    root.setLevel(Level.TRACE);
    OTHER_SIDE.forEach(it -> ((Logger) LoggerFactory.getLogger(it)).setLevel(Level.OFF));
    julCapture.setLevel(java.util.logging.Level.ALL);
    JUL.setLevel(java.util.logging.Level.ALL);
    JUL.addHandler(julCapture);
    JUL.setUseParentHandlers(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.OFF);
    root.detachAppender(capture);
    JUL.removeHandler(julCapture);
    JUL.setLevel(null);
    JUL.setUseParentHandlers(true);

    // Also shows that something was captured at all: the transport tells of itself at DEBUG.
    assertThat(lines).as("lines captured").isNotEmpty();
    for (String secret : PLANTED) {
      String encoded = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
      assertThat(lines).noneMatch(line -> line.contains(secret) || line.contains(encoded));
    }
  }

  /** All lines of the test so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  private final class Capture extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      String trace =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          event.getLevel()
              + " "
              + event.getLoggerName()
              + " "
              + event.getFormattedMessage()
              + trace);
    }
  }

  private final class JulCapture extends Handler {
    @Override
    public void publish(LogRecord event) {
      StringWriter text = new StringWriter();
      text.append(new java.util.logging.SimpleFormatter().formatMessage(event));
      if (event.getThrown() != null) {
        event.getThrown().printStackTrace(new PrintWriter(text));
      }
      lines.add(event.getLevel() + " " + event.getLoggerName() + " " + text);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
