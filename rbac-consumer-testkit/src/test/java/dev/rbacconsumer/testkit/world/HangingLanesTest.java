package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.delivery.Dispatcher;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.EventProbe;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.SteppedSleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lanes cost that do not end when their partitions go. */
class HangingLanesTest {
  private static final PartitionId[] PARTITIONS = {
    new PartitionId("outbox", 0), new PartitionId("outbox", 1), new PartitionId("outbox", 2)
  };

  private final ManualClock clock = new ManualClock();
  private final List<Duration> interrupts = new ArrayList<>();

  @Test
  void partitionsWhoseCallsHangAreHandedOverTogetherAndNotOneAfterTheOther() throws Exception {
    // Given
    InMemorySource source = new InMemorySource();
    InMemoryRelations store = new InMemoryRelations();
    EventProbe events = new EventProbe();
    DispatcherSettings settings = DispatcherSettings.defaults("group");
    DeliveryRuntime host =
        new DeliveryRuntime(
            clock, () -> 0, () -> new SteppedSleeper(clock), (partition, lane) -> new Deaf());
    Dispatcher dispatcher =
        Delivery.of(source, store, store, host)
            .withObserver(events)
            .dispatcher(LaneSettings.DEFAULT, settings);
    dispatcher.open();
    source.assign(PARTITIONS);
    dispatcher.runOnce();

    // When
    source.revoke(PARTITIONS);
    dispatcher.runOnce();

    // Then
    Duration drain = settings.drainTimeout();
    assertThat(interrupts).containsExactly(drain, drain, drain);
    assertThat(clock.elapsed()).isEqualTo(drain.plus(settings.retryDelay()));
    assertThat(events.events(PartitionEvent.LaneOverdue.class)).hasSize(PARTITIONS.length);
  }

  /** A lane in a call that hears no interrupt. */
  private final class Deaf implements LaneRunner.Running {
    @Override
    public boolean await(Duration atMost) {
      clock.advance(atMost);
      return false;
    }

    @Override
    public void interrupt() {
      interrupts.add(clock.elapsed());
    }
  }
}
