package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.metrics.TestClock;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.StallStatus;
import dev.rbacconsumer.core.status.tracking.DeliveryStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Specifies which threads are overdue, and which of their steps is named. */
class StallDetectorTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final TestClock clock = new TestClock();
  private final List<DeliveryEvent> events = new ArrayList<>();
  private final StallDetector detector =
      new StallDetector(clock, events::add, new DeliveryStatus(clock));

  @Test
  void theWorstOfAllThreadsIsReturned() {
    detector.round(ofSeconds(7));
    begin(P0, 2);
    begin(P1, 5);
    clock.advance(ofSeconds(10));

    assertThat(detector.check(ofSeconds(60))).isEqualTo(ofSeconds(8));
  }

  @Test
  void theSourceThreadCountsOnceItHasBegun() {
    begin(P0, 60);
    clock.advance(ofSeconds(10));
    assertThat(detector.check(ZERO)).isZero();
    assertThat(detector.overdue(ZERO, true)).isEmpty();

    detector.round(ofSeconds(7));
    clock.advance(ofSeconds(10));

    assertThat(detector.overdue(ZERO, true))
        .containsExactly(
            Map.entry(
                Optional.empty(),
                new StallStatus("reading and committing", clock.now().minusSeconds(3))));
    assertThat(detector.check(ZERO)).isEqualTo(ofSeconds(3));
  }

  @Test
  void aStepThatEndsOnTimeIsNotOverdue() {
    begin(P0, 2);
    clock.advance(ofSeconds(2));

    assertThat(detector.check(ZERO)).isZero();
    assertThat(detector.overdue(ZERO, true)).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void ofALanesStepAndItsWaitForAPositionTheOneThatIsDueFirstIsNamed() {
    begin(P0, 3);
    detector.awaitPosition(P0);
    begin(P1, 0);
    clock.advance(ofSeconds(1));
    detector.awaitPosition(P1);
    clock.advance(ofSeconds(9));

    assertThat(detector.overdue(ZERO, true))
        .containsExactly(
            Map.entry(Optional.of(P0), since(StallStatus.FOR_POSITION, 10)),
            Map.entry(Optional.of(P1), since("in a call", 10)));
    assertThat(detector.check(ofSeconds(60))).isEqualTo(ofSeconds(10));
  }

  @Test
  void aLaneThatIsDueWithItsWaitForAPositionIsNamedByItsOwnStep() {
    begin(P0, 0);
    detector.awaitPosition(P0);
    clock.advance(ofSeconds(1));

    assertThat(detector.overdue(ZERO, true))
        .containsExactly(Map.entry(Optional.of(P0), since("in a call", 1)));
  }

  @Test
  void noPositionIsExpectedWhileTheBrokersAreSilent() {
    begin(P0, 60);
    detector.awaitPosition(P0);
    clock.advance(ofSeconds(10));

    assertThat(detector.overdue(ZERO, false)).isEmpty();
    assertThat(detector.overdue(ZERO, true))
        .containsExactly(Map.entry(Optional.of(P0), since(StallStatus.FOR_POSITION, 10)));
  }

  @Test
  void aStallIsReportedOnceAndItsEndToo() {
    ThreadActivity lane = begin(P0, 1);
    clock.advance(ofSeconds(3));

    detector.check(ofSeconds(2));
    detector.check(ofSeconds(2));
    lane.begins("waiting", clock.nanoTime() + 1);
    detector.check(ofSeconds(2));

    assertThat(events)
        .hasSize(2)
        .satisfiesExactly(
            it -> assertThat(it).isInstanceOf(InstanceEvent.Stalled.class),
            it -> assertThat(it).isEqualTo(new InstanceEvent.StallEnded(Optional.of(P0))));
  }

  @Test
  void lanesThatAreToEndAreNotLookedAt() {
    begin(P0, 1);
    detector.awaitPosition(P0);
    clock.advance(ofSeconds(3));

    detector.end(Set.of(P0));

    assertThat(detector.check(ZERO)).isZero();
    assertThat(detector.overdue(ZERO, true)).isEmpty();
  }

  private ThreadActivity begin(PartitionId partition, int seconds) {
    ThreadActivity lane = detector.begin(partition);
    lane.begins("in a call", clock.nanoTime() + ofSeconds(seconds).toNanos());
    return lane;
  }

  private StallStatus since(String what, int seconds) {
    return new StallStatus(what, clock.now().minusSeconds(seconds));
  }
}
