package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(60)
final class QueuedConsoleAppenderTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int CAPACITY = 64 * 1024;

  private final LoggerContext context = new LoggerContext();
  private final BlockedOutput output = new BlockedOutput();
  private final QueuedConsoleAppender appender = new QueuedConsoleAppender(CAPACITY);
  private final Logger log = context.getLogger("test");

  @BeforeEach
  void start() {
    context.setMDCAdapter(MDC.getMDCAdapter());
    appender.setContext(context);
    appender.setEncoder(encoder());
    appender.start();
    appender.setOutputStream(output);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  @AfterEach
  void stop() {
    output.release();
    context.stop();
  }

  @Test
  void aBlockedOutputHoldsNoOneUpAndSaysOnceHowManyLinesAreMissing() throws Exception {
    log.info("first");
    output.awaitWriter();
    for (int i = 0; i < 2_000; i++) {
      log.info("a line of the flood");
    }
    log.error("important");

    assertThat(appender.flush(Duration.ofMillis(1))).isFalse();
    output.release();
    assertThat(appender.flush(LONG)).isTrue();
    log.info("back");
    assertThat(appender.flush(LONG)).isTrue();

    long kept = output.lines().stream().filter(it -> it.contains("flood")).count();
    assertThat(kept).isGreaterThan(100);
    assertThat(appender.dropped()).isEqualTo(2_000 - kept);
    assertThat(output.lines()).first().asString().isEqualTo(own("INFO", "first"));
    assertThat(output.lines().subList((int) kept + 1, output.lines().size()))
        .containsExactly(
            "WARN [log] "
                + (2_000 - kept)
                + " log lines were dropped here: standard output did not take them in time",
            own("ERROR", "important"),
            own("INFO", "back"));
  }

  @Test
  void aLineHasTheThreadAndTheContextOfItsEvent() throws Exception {
    log.info("first");
    output.awaitWriter();
    Thread worker =
        new Thread(
            () -> {
              MDC.put("offset", "17");
              log.warn("from the worker");
              MDC.remove("offset");
            },
            "worker");
    worker.start();
    worker.join();
    output.release();

    assertThat(appender.flush(LONG)).isTrue();

    assertThat(output.lines())
        .containsExactly(own("INFO", "first"), "WARN [worker] 17from the worker");
  }

  @Test
  void whatWasLoggedIsWrittenBeforeTheLogEnds() {
    output.release();
    log.info("last words");

    context.stop();

    assertThat(output.lines()).containsExactly(own("INFO", "last words"));
  }

  @Test
  void anOutputThatFailsDoesNotEndTheLog() {
    appender.setOutputStream(
        new OutputStream() {
          private boolean failed;

          @Override
          public void write(int b) {
            if (!failed) {
              failed = true;
              throw new IllegalStateException("once");
            }
            output.release();
            output.write(b);
          }
        });
    log.info("lost");
    log.info("written");

    assertThat(appender.flush(LONG)).isTrue();

    assertThat(output.lines()).containsExactly(own("INFO", "written"));
  }

  /** A line that this thread has logged. */
  private static String own(String level, String text) {
    return level + " [" + Thread.currentThread().getName() + "] " + text;
  }

  private Encoder<ILoggingEvent> encoder() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level [%thread] %X{offset}%m%n");
    encoder.start();
    return encoder;
  }
}
