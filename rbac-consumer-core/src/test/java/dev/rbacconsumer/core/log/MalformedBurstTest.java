package dev.rbacconsumer.core.log;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class MalformedBurstTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final List<String> FIRST =
      List.of(
          "INFO Skipped 1 non-JSON messages (latest: partition 0, offset 1235) - Sample content:"
              + " b'line'",
          "WARN Skipped messages are not JSON (offsets of outbox-0: 1235) - Error:"
              + " malformed/malformed: not JSON");

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final MalformedBurst burst = new MalformedBurst(lines, clock, false);

  @Test
  void theFirstIsReportedAtOnce() {
    add(1235);

    assertThat(lines.take()).isEqualTo(FIRST);
  }

  @Test
  void whatFollowsWithinTheIntervalIsReportedTogether() {
    burstOfTenAfterTheFirst();
    assertThat(lines.take()).isEqualTo(FIRST);

    clock.advance(INTERVAL);
    burst.flushIfDue();

    assertThat(lines.take())
        .containsExactly(
            "INFO Skipped 10 non-JSON messages (latest: partition 0, offset 1245)"
                + " - Sample content: b'line'",
            "WARN Skipped messages are not JSON (offsets of outbox-0: 1236-1245)"
                + " - Error: malformed/malformed: not JSON");
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
    assertThat(lines.take()).hasSize(2);
  }

  @Test
  void aFurtherOneAfterTheIntervalReportsTheBurstToo() {
    add(1235);
    add(1236);
    clock.advance(INTERVAL);
    lines.take();

    add(1237);

    assertThat(lines.take())
        .containsExactly(
            "INFO Skipped 2 non-JSON messages (latest: partition 0, offset 1237)"
                + " - Sample content: b'line'",
            "WARN Skipped messages are not JSON (offsets of outbox-0: 1236-1237)"
                + " - Error: malformed/malformed: not JSON");
  }

  @Test
  void anEndlessCrowdIsReportedOnceAnInterval() {
    for (int i = 0; i < 1000; i++) {
      add(i);
      clock.advance(Duration.ofMillis(100));
    }

    assertThat(lines.take()).filteredOn(it -> it.startsWith("WARN ")).hasSize(10);
  }

  @Test
  void nothingIsReportedTwice() {
    add(1235);
    lines.take();

    clock.advance(INTERVAL);
    burst.flushIfDue();
    burst.flush();

    assertThat(lines.take()).isEmpty();
  }

  @Test
  void afterAQuietIntervalTheNextIsReportedAtOnce() {
    add(1234);
    clock.advance(INTERVAL);
    burst.flushIfDue();
    lines.take();

    add(1235);

    assertThat(lines.take()).isEqualTo(FIRST);
  }

  @Test
  void flushReportsWhatIsHeldBack() {
    burstOfTenAfterTheFirst();
    lines.take();

    burst.flush();

    assertThat(lines.take()).first().asString().contains("Skipped 10 non-JSON messages");
  }

  @Test
  void everyOffsetIsInALineHoweverManyRangesThereAre() {
    int records = 3 * MalformedBurst.MAX_RANGES;
    for (int i = 0; i < records; i++) {
      add(2L * i);
    }
    burst.flush();

    String all = lines.take().stream().filter(it -> it.startsWith("WARN ")).collect(joining("\n"));
    assertThat(all.lines()).hasSizeBetween(3, 5);
    assertThat(Pattern.compile("(?<=[:,] )\\d+(?=[,)])").matcher(all).results())
        .extracting(found -> Integer.parseInt(found.group()))
        .containsExactlyElementsOf(IntStream.range(0, records).map(i -> 2 * i).boxed().toList());
  }

  @Test
  void whereOnlyWarningsAreLoggedTheOffsetsAndTheReasonAreThere() {
    CapturedLines warnings = new CapturedLines(Level.WARN);

    new MalformedBurst(warnings, clock, false)
        .add(Records.at(0, 1235, "line"), SampleEvents.MALFORMED);

    assertThat(warnings.take()).containsExactly(FIRST.get(1));
  }

  @Test
  void whatIsKeptSaysSo() {
    MalformedBurst keeping = new MalformedBurst(lines, clock, true);

    keeping.add(Records.at(0, 1235, "line"), SampleEvents.MALFORMED);

    assertThat(lines.take())
        .containsExactly(
            "WARN Kept 1 non-JSON message among the dead letters (latest: partition 0, offset"
                + " 1235; offsets of outbox-0: 1235) - Error: malformed/malformed: not JSON"
                + " - Sample content: line");
  }

  @Test
  void theSampleIsBoundedAndOnOneLine() {
    burst.add(
        Records.at(0, 1235, "{\r\n\u001b[31m" + "x".repeat(1_000_000)), SampleEvents.MALFORMED);

    assertThat(lines.take())
        .first()
        .isEqualTo(
            "INFO Skipped 1 non-JSON messages (latest: partition 0, offset 1235) - Sample content:"
                + " b'{\\r\\n\\x1b[31m"
                + "x".repeat(92)
                + "'");
  }

  private void burstOfTenAfterTheFirst() {
    for (int offset = 1235; offset <= 1245; offset++) {
      add(offset);
    }
  }

  private void add(long offset) {
    burst.add(Records.at(0, offset, "line"), SampleEvents.MALFORMED);
  }
}
