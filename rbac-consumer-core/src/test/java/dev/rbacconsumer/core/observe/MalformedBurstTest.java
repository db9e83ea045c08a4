package dev.rbacconsumer.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class MalformedBurstTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String FIRST =
      "WARN Skipped 1 non-JSON message (latest: partition 0, offset 1235) - Sample content: line";

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final MalformedBurst burst = new MalformedBurst(lines, clock);

  @Test
  void theFirstIsToldAtOnce() {
    add(1235);

    assertThat(lines.take()).containsExactly(FIRST);
  }

  @Test
  void whatFollowsWithinTheIntervalIsToldInOneLine() {
    burstOfTenAfterTheFirst();
    assertThat(lines.take()).containsExactly(FIRST);

    clock.advance(INTERVAL);
    burst.flushIfDue();

    assertThat(lines.take())
        .containsExactly(
            "WARN Skipped 10 non-JSON messages (latest: partition 0, offset 1245)"
                + " - Sample content: line");
  }

  @Test
  void theIntervalEndsNoEarlier() {
    burstOfTenAfterTheFirst();
    lines.take();

    clock.advance(INTERVAL.minusNanos(1));
    burst.flushIfDue();
    assertThat(lines.take()).isEmpty();
    clock.advance(Duration.ofNanos(1));
    burst.flushIfDue();
    assertThat(lines.take()).hasSize(1);
  }

  @Test
  void aFurtherOneAfterTheIntervalTellsTheBurstToo() {
    add(1235);
    add(1236);
    clock.advance(INTERVAL);
    lines.take();

    add(1237);

    assertThat(lines.take())
        .containsExactly(
            "WARN Skipped 2 non-JSON messages (latest: partition 0, offset 1237)"
                + " - Sample content: line");
  }

  @Test
  void anEndlessCrowdIsALineAnInterval() {
    for (int i = 0; i < 1000; i++) {
      add(i);
      clock.advance(Duration.ofMillis(100));
    }

    assertThat(lines.take()).hasSize(10);
  }

  @Test
  void nothingIsToldTwice() {
    add(1235);
    lines.take();

    clock.advance(INTERVAL);
    burst.flushIfDue();
    burst.flush();

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void afterAQuietIntervalTheNextIsToldAtOnce() {
    add(1234);
    clock.advance(INTERVAL);
    burst.flushIfDue();
    lines.take();

    add(1235);

    assertThat(lines.take()).containsExactly(FIRST);
  }

  @Test
  void flushTellsWhatIsHeldBack() {
    burstOfTenAfterTheFirst();
    lines.take();

    burst.flush();

    assertThat(lines.take()).singleElement().asString().contains("Skipped 10 non-JSON messages");
  }

  @Test
  void theSampleIsBoundedAndOnOneLine() {
    burst.add(Records.at(0, 1235, "{\r\n\u001b[31m" + "x".repeat(1_000_000)));

    assertThat(lines.take())
        .containsExactly(
            "WARN Skipped 1 non-JSON message (latest: partition 0, offset 1235) - Sample content:"
                + " {\\u000d\\u000a\\u001b[31m"
                + "x".repeat(92)
                + "…");
  }

  private void burstOfTenAfterTheFirst() {
    for (int offset = 1235; offset <= 1245; offset++) {
      add(offset);
    }
  }

  private void add(long offset) {
    burst.add(Records.at(0, offset, "line"));
  }
}
