package dev.rbacconsumer.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.admin.Request;
import dev.rbacconsumer.launcher.admin.Response;
import dev.rbacconsumer.launcher.config.types.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLevelRouteTest {
  private final List<LogLevel> set = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final SteppedClock clock = new SteppedClock();
  private final LogLevelRoute route =
      new LogLevelRoute(
          new RuntimeLevel(LogLevel.INFO, clock, set::add, wait -> task -> later.add(task)));

  @Test
  void levelIsShownToClientsOnThisMachine() {
    assertThat(route.answer(Request.get("/loglevel")).text())
        .isEqualTo("{\"level\":\"INFO\",\"configured\":\"INFO\",\"returns_in_seconds\":null}\n");
    assertThat(route.loopbackOnly()).isTrue();
    assertThat(route.methods()).containsExactly("GET", "PUT", "POST");
  }

  @ParameterizedTest
  @CsvSource({"PUT, level=DEBUG, ''", "POST, level=debug, ''", "PUT, '', 'debug\n'"})
  void levelIsChangedByParameterOrBody(String method, String query, String body) {
    try (CapturedLog log = CapturedLog.of(RuntimeLevel.class)) {
      Response answer = change(method, query, body);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).startsWith("{\"level\":\"DEBUG\",\"configured\":\"INFO\"");
      assertThat(log.lines()).containsExactly("WARN The log level is DEBUG now; it was INFO");
    }
    assertThat(set).last().isEqualTo(LogLevel.DEBUG);
    assertThat(later).isEmpty();
  }

  @Test
  void configuredLevelComesBackAfterTheTime() {
    assertThat(change("PUT", "level=DEBUG&for=10m", "").text()).contains("_in_seconds\":600}");
    clock.advance(Duration.ofMinutes(10));

    later.get(0).run();

    assertThat(set).last().isEqualTo(LogLevel.INFO);
    assertThat(route.answer(Request.get("/loglevel")).text())
        .contains("\"level\":\"INFO\"", "null");
  }

  @Test
  void laterChangeMovesTheEnd() {
    change("PUT", "level=DEBUG&for=1m", "");
    change("PUT", "level=WARNING&for=5m", "");
    clock.advance(Duration.ofMinutes(1));
    later.get(0).run();
    assertThat(set).last().isEqualTo(LogLevel.WARNING);

    clock.advance(Duration.ofMinutes(4));
    later.get(1).run();

    assertThat(set).last().isEqualTo(LogLevel.INFO);
  }

  @Test
  void changeWithoutATimeStays() {
    change("PUT", "level=DEBUG&for=1m", "");
    change("PUT", "level=ERROR", "");
    clock.advance(Duration.ofHours(1));

    later.forEach(Runnable::run);

    assertThat(set).last().isEqualTo(LogLevel.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "level=TRACE, 'level: want one of DEBUG, INFO, WARNING, ERROR, CRITICAL'",
    "'', 'level: want one of DEBUG, INFO, WARNING, ERROR, CRITICAL'",
    "level=DEBUG&for=soon, 'for: want a time from 1s to 24h, such as 10m'",
    "level=DEBUG&for=0s, 'for: want a time from 1s to 24h, such as 10m'",
    "level=DEBUG&for=25h, 'for: want a time from 1s to 24h, such as 10m'"
  })
  void whatMakesNoSenseChangesNothing(String query, String told) {
    Response answer = change("PUT", query, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).isEqualTo(told + "\n");
    assertThat(set).isEmpty();
  }

  private Response change(String method, String query, String body) {
    return route.answer(new Request(method, "/loglevel", query, "", body));
  }

  /** Stands still unless told otherwise. */
  private static final class SteppedClock implements Clock {
    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public Instant now() {
      throw new AssertionError("times are measured on nanoTime");
    }

    @Override
    public long nanoTime() {
      return nanos;
    }
  }
}
