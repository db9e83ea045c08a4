package dev.rbacconsumer.core.delivery;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.metrics.TestClock;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Specifies how the thread of a lane ends: on request, and by a defect. */
class LaneDriverEndTest {
  private final IllegalStateException defect = new IllegalStateException("a defect");

  private final SharedParts parts = new SharedParts();

  @Test
  void aLaneThatADefectEndedKeepsNoRecords() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.fail(defect);

    lane.offer(0, 1);

    assertThat(lane.driver.step()).isFalse();
    assertThat(lane.driver.<Integer>ask(it -> it.buffer().size())).isZero();
    assertThat(failures()).extracting(PartitionEvent.LaneFailed::thrown).containsExactly(defect);
  }

  @Test
  void onlyTheFirstDefectOfALaneIsReported() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();

    lane.driver.fail(defect);
    lane.driver.fail(new IllegalStateException("what came of it"));

    assertThat(lane.driver.defect()).isSameAs(defect);
    assertThat(failures()).hasSize(1);
  }

  @Test
  void anObserverThatFailsWhenItHearsOfADefectDoesNotHideIt() {
    IllegalStateException ofObserver = new IllegalStateException("the observer fails too");
    failWhenADefectIsReported(ofObserver);
    DrivenLane lane = new DrivenLane(parts);
    lane.own();

    lane.driver.fail(defect);

    assertThat(lane.driver.defect()).isSameAs(defect).hasSuppressedException(ofObserver);
    assertThat(lane.driver.step()).isFalse();
  }

  @Test
  void anObserverThatFailsWithTheDefectItselfDoesNotHideItEither() {
    IllegalStateException same = new IllegalStateException("the observer's own");
    failWhenADefectIsReported(same);
    DrivenLane lane = new DrivenLane(parts);
    lane.own();

    lane.driver.fail(same);

    assertThat(lane.driver.defect()).isSameAs(same).hasNoSuppressedExceptions();
    assertThat(lane.driver.step()).isFalse();
  }

  @Test
  void aLaneThatCannotDecideWhatToDoEndsWithThatDefect() {
    BrokenClock clock = new BrokenClock();
    parts.laneClock = clock;
    DrivenLane lane = new DrivenLane(parts);
    lane.own();

    clock.next = defect;

    assertThat(lane.driver.step()).isFalse();
    assertThat(lane.driver.defect()).isSameAs(defect);
    assertThat(failures()).hasSize(1);
    assertThat(parts.sourceWakes).as("the source thread, which finds the defect").isPositive();
  }

  @Test
  void aLaneThatCannotWakeTheSourceThreadAtItsEndLeavesADefect() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.end();
    parts.whenSourceIsWoken =
        () -> {
          throw defect;
        };

    assertThat(lane.driver.step()).isFalse();

    assertThat(lane.driver.defect()).isSameAs(defect);
    assertThat(failures()).hasSize(1);
  }

  @Test
  void aLaneThatHasEndedIsOverdueFromThenOn() {
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.driver.fail(defect);
    lane.driver.step();
    parts.clock.advance(ofSeconds(1));

    assertThat(lane.context.stalls().overdue(Duration.ZERO, true))
        .containsOnlyKeys(Optional.of(SharedParts.P0))
        .allSatisfy((who, stall) -> assertThat(stall.doing()).isEqualTo("its lane has ended"));
  }

  @Test
  void aLaneThatEndsClosesItsQuarantine() {
    OpenedQuarantine opened = new OpenedQuarantine();
    parts.quarantine = (partition, timeout) -> opened;
    parts.settings = parts.settings.withQuarantine(QuarantineSettings.ON);
    DrivenLane lane = new DrivenLane(parts);
    lane.run();
    assertThat(opened.isOpen()).isTrue();

    lane.driver.end();
    lane.driver.step();

    assertThat(opened.isOpen()).isFalse();
  }

  @Test
  void anInterruptWhileAReplayNotesARecordIsADefectIfTheLaneWasNotToEnd() {
    DrivenLane lane = replaying(() -> {});

    lane.run();

    assertThat(lane.driver.defect()).isInstanceOf(InterruptedException.class);
    assertThat(failures()).hasSize(1);
    assertThat(lane.driver.step()).isFalse();
  }

  @Test
  void anInterruptWhileAReplayNotesARecordEndsALaneThatWasToEnd() {
    DrivenLane[] self = new DrivenLane[1];
    self[0] = replaying(() -> self[0].driver.end());

    self[0].run();

    assertThat(self[0].driver.defect()).isNull();
    assertThat(failures()).isEmpty();
    assertThat(self[0].driver.step()).isFalse();
  }

  /** A lane that is about to note the first record of a replay, and is interrupted then. */
  private DrivenLane replaying(Runnable beforeInterrupt) {
    parts.replayTables = partition -> new InterruptedTable(beforeInterrupt);
    DrivenLane lane = new DrivenLane(parts);
    lane.run();
    lane.driver.positioned(DrivenLane.replaying(0, 2));
    lane.run();
    lane.driver.change(it -> it.replaying().sought());
    lane.offer(0, 1);
    return lane;
  }

  private List<PartitionEvent.LaneFailed> failures() {
    return parts.events(PartitionEvent.LaneFailed.class);
  }

  private void failWhenADefectIsReported(RuntimeException thrown) {
    parts.observer =
        event -> {
          if (event instanceof PartitionEvent.LaneFailed) {
            throw thrown;
          }
        };
  }

  /** A clock that can be broken for one look. */
  private final class BrokenClock implements Clock {
    private final TestClock time = parts.clock;
    private @Nullable RuntimeException next;

    @Override
    public Instant now() {
      return time.now();
    }

    @Override
    public long nanoTime() {
      RuntimeException thrown = next;
      next = null;
      if (thrown != null) {
        throw thrown;
      }
      return time.nanoTime();
    }
  }

  /** A table whose thread is interrupted when it notes a tuple. */
  private record InterruptedTable(Runnable before) implements ReplayTable {
    @Override
    public void note(RelationTuple tuple, Offset offset) throws InterruptedException {
      before.run();
      throw new InterruptedException("told to end");
    }

    @Override
    public Optional<Offset> of(RelationTuple tuple) {
      return Optional.empty();
    }

    @Override
    public long size() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
