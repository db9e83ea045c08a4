package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.InstanceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class SourceFailureLogTest {
  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final DeliveryLog log = new DeliveryLog(lines, clock);

  @Test
  void pausesBetweenLinesGrowFromOneSecondToFiveMinutes() {
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second <= 1200; second++) {
      fail("no answer");
      if (!lines.take().isEmpty()) {
        seconds.add(second);
      }
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(seconds).containsExactly(0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111);
  }

  @Test
  void anotherMessageIsLoggedAtOnce() {
    fail("no answer");
    fail("no answer");
    fail("not authorized");

    assertThat(lines.take())
        .containsExactly(
            "WARN Kafka cannot be read for now and will be tried again: no answer",
            "WARN Kafka cannot be read for now and will be tried again: not authorized");
  }

  @Test
  void aFailureAfterACalmTimeIsAFirstOne() {
    for (int i = 0; i < 600; i++) {
      fail("no answer");
      clock.advance(Duration.ofSeconds(1));
    }
    lines.take();

    clock.advance(SourceFailureLog.CALM);
    fail("no answer");
    clock.advance(Duration.ofSeconds(1));
    fail("no answer");

    assertThat(lines.take()).hasSize(2);
  }

  private void fail(String message) {
    log.on(new InstanceEvent.SourceFailed(message));
  }
}
