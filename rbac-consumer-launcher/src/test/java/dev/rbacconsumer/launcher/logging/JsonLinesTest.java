package dev.rbacconsumer.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonLinesTest {
  private final JsonLines lines = new JsonLines();

  @Test
  void eventIsOneObjectOnOneLineWithTimeInUtc() {
    assertThat(encoded("applied", Map.of(), null))
        .isEqualTo(
            "{\"timestamp\":\"2026-03-01T10:20:30.456Z\",\"level\":\"WARN\","
                + "\"logger\":\"dev.rbacconsumer.consumer\",\"thread\":\"lane-t-0\","
                + "\"message\":\"applied\"}\n");
  }

  @Test
  void whatTheThreadWorksOnIsBesideTheMessage() {
    Map<String, String> context =
        Map.of(
            "offset", "1234",
            "partition", "0",
            "topic", "outbox",
            "event_id", "e-1",
            "org_id", "12345",
            "trace_id", "0af7651916cd43dd8448eb211c80319c",
            "somebody_elses", "value");

    assertThat(encoded("applied", context, null))
        .endsWith(
            "\"message\":\"applied\",\"topic\":\"outbox\",\"partition\":0,\"offset\":1234,"
                + "\"event_id\":\"e-1\",\"org_id\":\"12345\","
                + "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\"}\n");
  }

  @Test
  void nothingForeignEndsALineOrSteersATerminal() {
    String message = "a\nb\r\t\"c\\\u001b[31m\u007f\u0085\u2028d\u00e9\ud83d\ude00\ud800";

    assertThat(encoded(message, Map.of("org_id", "1\n2"), null))
        .contains(
            "\"a\\nb\\r\\t\\\"c\\\\\\u001B[31m\\u007F\\u0085\\u2028d\\u00E9"
                + "\\uD83D\\uDE00\\uD800\"")
        .contains("\"org_id\":\"1\\n2\"")
        .matches("[ -~]+\n");
  }

  @Test
  void exceptionIsOneFieldWithItsStack() {
    var thrown = new IllegalStateException("bad\nforged", new IllegalArgumentException("inner"));

    assertThat(encoded("applied", Map.of(), thrown))
        .contains("\"exception\":\"java.lang.IllegalStateException: bad\\nforged\\n\\tat ")
        .contains("Caused by: java.lang.IllegalArgumentException: inner")
        .matches("[ -~]+\n");
  }

  private String encoded(String message, Map<String, String> context, Throwable thrown) {
    var event = new LoggingEvent();
    event.setLoggerName("dev.rbacconsumer.consumer");
    event.setLevel(Level.WARN);
    event.setThreadName("lane-t-0");
    event.setInstant(Instant.parse("2026-03-01T10:20:30.456Z"));
    event.setMessage(message);
    event.setMDCPropertyMap(context);
    if (thrown != null) {
      event.setThrowableProxy(new ThrowableProxy(thrown));
    }
    return new String(lines.encode(event), UTF_8);
  }
}
