package dev.rbacconsumer.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.rbacconsumer.launcher.config.types.LogFormat;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

final class LoggingTest {
  private static final LoggerContext LIVE = (LoggerContext) LoggerFactory.getILoggerFactory();

  @AfterEach
  void restore() {
    Logging.configure(LogLevel.INFO);
  }

  @ParameterizedTest
  @CsvSource({
    "DEBUG, DEBUG, INFO",
    "INFO, INFO, WARN",
    "WARNING, WARN, WARN",
    "ERROR, ERROR, ERROR",
    "CRITICAL, ERROR, ERROR",
  })
  void levelOfOursAndOfLibraries(LogLevel level, String ours, String libraries) {
    // When
    Logging.configure(level);

    // Then
    assertThat(LIVE.getLogger("dev.rbacconsumer.core").getEffectiveLevel())
        .isEqualTo(Level.valueOf(ours));
    assertThat(LIVE.getLogger("org.apache.kafka.clients").getEffectiveLevel())
        .isEqualTo(Level.valueOf(libraries));
    assertThat(LIVE.getLogger("io.grpc.internal").getEffectiveLevel())
        .isEqualTo(Level.valueOf(libraries));
  }

  @Test
  void whatGoesToTheJavaLoggerComesOutHere() {
    // Given
    Logging.configure(LogLevel.INFO);

    // When
    try (var log = CapturedLog.of(LoggingTest.class)) {
      java.util.logging.Logger.getLogger(LoggingTest.class.getName()).warning("from elsewhere");

      // Then
      assertThat(log.lines()).containsExactly("WARN from elsewhere");
    }
    assertThat(LogManager.getLogManager().getLogger("").getHandlers())
        .hasOnlyElementsOfType(SLF4JBridgeHandler.class);
  }

  @Test
  void formatIsJsonWhereThatIsSetAndTextAgainLater() {
    Encoder<?> before = appender(LIVE).getEncoder();

    Logging.format(LogFormat.JSON);
    Logging.format(LogFormat.JSON);
    Encoder<?> json = appender(LIVE).getEncoder();
    Logging.format(LogFormat.TEXT);

    assertThat(json).isInstanceOf(JsonLines.class).matches(Encoder::isStarted);
    assertThat(appender(LIVE).getEncoder()).isSameAs(before);
  }

  @Test
  void formatIsPlainWhereThatIsSetAndTextAgainLater() {
    Encoder<?> before = appender(LIVE).getEncoder();

    Logging.format(LogFormat.PLAIN);
    Encoder<?> plain = appender(LIVE).getEncoder();
    Logging.format(LogFormat.JSON);
    Logging.format(LogFormat.TEXT);

    assertThat(plain).isNotSameAs(before).isNotInstanceOf(JsonLines.class);
    assertThat(plain.isStarted()).isTrue();
    assertThat(appender(LIVE).getEncoder()).isSameAs(before);
  }

  @Test
  void plainEventIsItsLevelAndItsMessageOnOneLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogToStream stream = new LogToStream(out, LogFormat.PLAIN)) {
      stream.logger().warn("a\n[INFO] b\u001b[31m é");
      stream.logger().info("{}", 7);
    }

    assertThat(out.toString(UTF_8)).isEqualTo("[WARN] a\\n[INFO] b\\u001b[31m é\n[INFO] 7\n");
  }

  @Test
  void noLineOfAPlainStackTraceBeginsAtTheMargin() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogToStream stream = new LogToStream(out, LogFormat.PLAIN)) {
      stream.logger().error("failed", new IllegalStateException("bad\n[INFO] forged"));
    }

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).hasSizeGreaterThan(3).first().isEqualTo("[ERROR] failed");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    | "));
  }

  @Test
  void eventIsOneLineWithTimeInUtc() {
    assertThat(rendered("applied", null))
        .isEqualTo("2026-03-01T10:20:30.456Z INFO  [lane-t-0] Lane: applied\n");
  }

  @Test
  void controlCharactersAreShownAndNotObeyed() {
    assertThat(rendered("a\nb\r\tc\u001b[31m\u0085\u2028d\u00e9", null))
        .endsWith(" Lane: a\\nb\\r\\tc\\u001b[31m\\u0085\\u2028dé\n");
  }

  @Test
  void noLineOfAStackTraceBeginsAtTheMargin() {
    // Given
    var thrown =
        new IllegalStateException(
            "bad\n2026-03-01T10:20:30.456Z INFO  [main] Forged: all is well\u001b[2J",
            new IllegalArgumentException("inner\rforged"));

    // When
    String text = rendered("failed", thrown);

    // Then
    String[] lines = text.split("\n", -1);
    assertThat(lines[0]).endsWith("Lane: failed");
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(lines[lines.length - 1]).isEmpty();
    assertThat(Arrays.asList(lines).subList(1, lines.length - 1))
        .allSatisfy(line -> assertThat(line).startsWith("    | ").doesNotContain("\u001b", "\r"));
    assertThat(text).contains("Caused by: java.lang.IllegalArgumentException: inner");
  }

  /** Rendered by the log of the product, in a context of its own. */
  private static String rendered(String message, Throwable thrown) {
    var context = new LoggerContext();
    LogConfigurator.configureLog(context);
    var event = new LoggingEvent();
    event.setLoggerName("dev.rbacconsumer.core.internal.lane.Lane");
    event.setLevel(Level.INFO);
    event.setThreadName("lane-t-0");
    event.setInstant(Instant.parse("2026-03-01T10:20:30.456Z"));
    event.setMessage(message);
    if (thrown != null) {
      event.setThrowableProxy(new ThrowableProxy(thrown));
    }
    byte[] text = appender(context).getEncoder().encode(event);
    context.stop();
    return new String(text, UTF_8);
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
    return (ConsoleAppender<ILoggingEvent>)
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDOUT");
  }
}
