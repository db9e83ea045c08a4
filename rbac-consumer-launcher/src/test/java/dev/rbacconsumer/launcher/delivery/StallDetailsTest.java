package dev.rbacconsumer.launcher.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.Progress;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.launcher.logging.CapturedLog;
import dev.rbacconsumer.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StallDetailsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final CapturedLog log = CapturedLog.of(StallDetailsTest.class);
  private final ManualClock clock = new ManualClock();
  private final StallDetails details =
      new StallDetails(
          LoggerFactory.getLogger(StallDetailsTest.class),
          clock,
          SourceMonitor.ofEnds(partition -> OptionalLong.of(42)));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aStallIsReportedWithTheEndOfItsPartitionAndWithWhatEveryThreadDoes() {
    details.on(stalled(Optional.of(P0)));

    assertThat(lines())
        .first()
        .isEqualTo("WARN The stalled partition ends at offset 42 (partition: outbox-0)");
    String own = "WARN Thread \"" + Thread.currentThread().getName() + "\" (RUNNABLE): ";
    assertThat(lines())
        .filteredOn(line -> line.startsWith(own))
        .singleElement()
        .asString()
        .contains(StallDetails.class.getName() + ".dump", " < ")
        .doesNotContain("\n");
  }

  @Test
  void severalStallsWithinAMinuteShareOneDump() {
    details.on(stalled(Optional.empty()));
    assertThat(dumps()).isEqualTo(1);

    clock.advance(StallDetails.BETWEEN_DUMPS.minusNanos(1));
    details.on(stalled(Optional.empty()));
    assertThat(dumps()).isEqualTo(1);
    clock.advance(Duration.ofNanos(1));
    details.on(stalled(Optional.empty()));

    assertThat(dumps()).isEqualTo(2);
  }

  @Test
  void nothingElseIsWorthADump() {
    details.on(new InstanceEvent.StallEnded(Optional.of(P0)));
    details.on(new InstanceEvent.Polled(3));

    assertThat(lines()).isEmpty();
  }

  private List<String> lines() {
    return log.lines();
  }

  /** Each names the thread that takes it once. */
  private long dumps() {
    String own = "WARN Thread \"" + Thread.currentThread().getName() + "\" (RUNNABLE): ";
    return lines().stream().filter(line -> line.startsWith(own)).count();
  }

  private static DeliveryEvent stalled(Optional<PartitionId> partition) {
    return new InstanceEvent.Stalled(
        partition,
        "in a call",
        Duration.ofSeconds(60),
        new Progress(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }
}
