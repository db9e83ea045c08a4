package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class UnexpectedErrorLogTest {
  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final UnexpectedErrorLog log = new UnexpectedErrorLog(lines, clock);

  @Test
  void theSameKindOfErrorOfOnePortIsLoggedAtMostOnceAMinute() {
    for (int second = 0; second <= 120; second++) {
      portFails("relation sink", Records.PARTITION, new NoClassDefFoundError("in " + second));
      clock.advance(Duration.ofSeconds(1));
    }

    assertThat(lines.take())
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .containsExactly("0", "60", "120");
  }

  @Test
  void anotherKindPortOrPartitionHasALineOfItsOwn() {
    portFails("relation sink", Records.PARTITION, new NoClassDefFoundError());
    portFails("relation sink", Records.PARTITION, new AssertionError());
    portFails("decoder", Records.PARTITION, new NoClassDefFoundError());
    portFails("relation sink", new PartitionId("outbox", 4), new NoClassDefFoundError());

    assertThat(lines.take()).hasSize(4);
  }

  @Test
  void theLineHasTheStackTrace() {
    Throwable defect = new AssertionError();

    portFails("relation sink", Records.PARTITION, defect);
    log.laneFailed(new PartitionEvent.LaneFailed(Records.PARTITION, Optional.empty(), defect));

    assertThat(lines.takeThrown()).containsExactly(defect, defect);
  }

  private void portFails(String port, PartitionId partition, Throwable thrown) {
    log.portFailed(new PartitionEvent.PortFailed(partition, Optional.empty(), port, thrown));
  }
}
