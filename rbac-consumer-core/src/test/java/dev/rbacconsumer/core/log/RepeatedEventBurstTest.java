package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Records;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RepeatedEventBurstTest {
  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final RepeatedEventBurst burst = new RepeatedEventBurst(lines, clock);

  @Test
  void eachPartitionHasOneLineAnInterval() {
    add(0, 7);
    add(1, 3);
    add(0, 9);
    clock.advance(RepeatedEventBurst.INTERVAL);
    burst.flushIfDue();

    assertThat(lines.take()).containsExactly(line(2, "outbox-0", 7, 9), line(1, "outbox-1", 3, 3));
  }

  @Test
  void theIntervalOfAPartitionBeginsWithItsFirstEvent() {
    add(0, 7);
    clock.advance(Duration.ofSeconds(6));
    add(0, 8);
    add(1, 3);
    clock.advance(Duration.ofSeconds(4).minusNanos(1));
    burst.flushIfDue();
    assertThat(lines.take()).isEmpty();

    clock.advance(Duration.ofNanos(1));
    burst.flushIfDue();

    assertThat(lines.take()).containsExactly(line(2, "outbox-0", 7, 8));
    clock.advance(Duration.ofSeconds(6));
    burst.flushIfDue();
    assertThat(lines.take()).containsExactly(line(1, "outbox-1", 3, 3));
  }

  @Test
  void aLineIsWrittenOnce() {
    add(0, 7);
    burst.flush();
    assertThat(lines.take()).containsExactly(line(1, "outbox-0", 7, 7));

    clock.advance(RepeatedEventBurst.INTERVAL);
    burst.flushIfDue();
    burst.flush();

    assertThat(lines.take()).isEmpty();
  }

  private void add(int partition, long offset) {
    burst.add(Records.at(partition, offset, "x"));
  }

  private static String line(int count, String partition, long first, long last) {
    String text =
        "WARN %d repeated event(s) passed over (partition: %s, offsets: %d to %d): the"
            + " connector emitted them again";
    return text.formatted(count, partition, first, last);
  }
}
