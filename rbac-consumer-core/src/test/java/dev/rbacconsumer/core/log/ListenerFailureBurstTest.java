package dev.rbacconsumer.core.log;

import static dev.rbacconsumer.core.event.AppliedListener.APPLIED_EVENTS;
import static dev.rbacconsumer.core.event.AppliedListener.CONSISTENCY_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.AppliedListener;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ListenerFailureBurstTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final ListenerFailureBurst burst = new ListenerFailureBurst(lines, clock);

  @Test
  void theFirstOfEachListenerIsReportedAtOnce() {
    fail(CONSISTENCY_TOKENS, 1);
    fail(APPLIED_EVENTS, 1);

    assertThat(lines.take())
        .containsExactly(
            line("consistency_tokens of 1 applied message", 1),
            line("applied_events of 1 applied message", 1));
  }

  @Test
  void whatFollowsWithinTheIntervalIsReportedInOneLineWhenItEnds() {
    fail(CONSISTENCY_TOKENS, 1);
    fail(CONSISTENCY_TOKENS, 2);
    fail(CONSISTENCY_TOKENS, 3);
    lines.take();

    clock.advance(INTERVAL.minusNanos(1));
    burst.flushIfDue();
    assertThat(lines.take()).isEmpty();
    clock.advance(Duration.ofNanos(1));
    burst.flushIfDue();

    assertThat(lines.take()).containsExactly(line("consistency_tokens of 2 applied messages", 3));
  }

  @Test
  void aLineIsFollowedByAnotherQuietInterval() {
    fail(CONSISTENCY_TOKENS, 1);
    fail(CONSISTENCY_TOKENS, 2);
    clock.advance(INTERVAL);
    burst.flushIfDue();
    lines.take();

    fail(CONSISTENCY_TOKENS, 3);

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void afterAQuietIntervalTheNextIsReportedAtOnceAgain() {
    fail(CONSISTENCY_TOKENS, 1);
    lines.take();
    clock.advance(INTERVAL);
    burst.flushIfDue();

    fail(CONSISTENCY_TOKENS, 2);

    assertThat(lines.take()).containsExactly(line("consistency_tokens of 1 applied message", 2));
  }

  @Test
  void whatIsHeldBackAtTheEndIsReported() {
    fail(APPLIED_EVENTS, 1);
    fail(APPLIED_EVENTS, 2);
    lines.take();

    burst.flush();
    burst.flush();

    assertThat(lines.take()).containsExactly(line("applied_events of 1 applied message", 2));
  }

  private void fail(AppliedListener listener, long offset) {
    burst.add(new RecordEvent.ListenerFailed(Records.at(3, offset, "x"), listener, "down"));
  }

  private static String line(String what, long offset) {
    return "WARN Could not tell %s (latest: partition 3, offset %d); delivery goes on: down"
        .formatted(what, offset);
  }
}
