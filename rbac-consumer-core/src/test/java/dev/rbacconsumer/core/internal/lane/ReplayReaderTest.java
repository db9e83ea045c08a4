package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.time.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a replay whose lane does not finish it. */
class ReplayReaderTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  private final NotedTable table = new NotedTable();
  private final ReplayReader replaying =
      new ReplayReader(
          PARTITION,
          LaneSettings.DEFAULT,
          new RecordBuffer(new RecordQueue(10, 1_000)),
          new Window(10, 1_000),
          new Batch(LaneSettings.DEFAULT),
          new RepeatedEvents(0),
          new QuarantineControl(
              new Ownership(PARTITION, Backoff.DEFAULT, 0),
              new Batch(LaneSettings.DEFAULT),
              LaneSettings.DEFAULT,
              new ActionSlot(),
              () -> {},
              0));

  @Test
  void aReplayThatLosesItsFenceIsNamedByTheCommitsThatAreLeft() {
    ReplayRange range = ReplayRange.of(position(0), position(5));
    replaying.begin(beginning(Optional.of(range)), 0);

    replaying.leave();

    assertThat(replaying.underWay()).isNull();
    assertThat(replaying.underWay(position(4))).contains(range);
    assertThat(replaying.underWay(position(5))).as("every record of it is settled").isEmpty();
  }

  @Test
  void theEndOfAReplayIsIgnoredWhereAnotherOneHasBegun() {
    ReplayRange range = ReplayRange.of(position(0), position(5));
    replaying.begin(beginning(Optional.of(range)), 0);

    assertThat(replaying.ended()).isEmpty();

    assertThat(replaying.underWay()).isNotNull();
  }

  @Test
  void losingTheFenceTwiceForgetsNothing() {
    ReplayRange range = ReplayRange.of(position(0), position(5));
    replaying.begin(beginning(Optional.of(range)), 0);

    replaying.leave();
    replaying.leave();

    assertThat(replaying.underWay(position(4))).contains(range);
  }

  @Test
  void whereReadingBeginsAgainTheReplayOfThenIsOver() {
    replaying.begin(beginning(Optional.of(ReplayRange.of(position(0), position(5)))), 0);
    replaying.leave();

    replaying.begin(beginning(Optional.empty()), 0);

    assertThat(replaying.underWay(position(4))).isEmpty();
  }

  @Test
  void theOffsetsThatAreLeftCountBothPassesOfAReplay() {
    assertThat(replaying.left()).as("no replay").isEmpty();

    replaying.begin(beginning(Optional.of(ReplayRange.of(position(2), position(5)))), 0);

    assertThat(replaying.left()).as("3 to read, and 5 to settle").hasValue(8);
  }

  @Test
  void aTableStartsAReplay() {
    ReplayRange range = ReplayRange.of(position(2), position(5));
    replaying.begin(beginning(Optional.of(range)), 0);

    assertThat(replaying.opened(table))
        .containsExactly(new StoreMarkEvent.ReplayStarted(PARTITION, range.from(), range.end()));
    assertThat(table.closed).isZero();
  }

  @Test
  void aTableForAReplayThatIsOverIsClosed() {
    assertThat(replaying.opened(table)).isEmpty();

    assertThat(table.closed).isEqualTo(1);
  }

  @Test
  void cancellingAReplayClosesItsTable() {
    replaying.begin(beginning(Optional.of(ReplayRange.of(position(2), position(5)))), 0);
    replaying.opened(table);

    replaying.closeTable();

    assertThat(table.closed).isEqualTo(1);
  }

  @Test
  void aTableThatFailsIsOpenedAgainAfterABackoff() {
    replaying.begin(beginning(Optional.of(ReplayRange.of(position(2), position(5)))), 0);
    replaying.opened(table);

    List<DeliveryEvent> events =
        replaying.failed(new ReplayTableException("full", new IOException("full")), 0, 0);

    Duration delay = Duration.ofSeconds(1);
    assertThat(events)
        .containsExactly(new StoreMarkEvent.ReplayBlocked(PARTITION, "full", 1, delay));
    assertThat(table.closed).isEqualTo(1);
    assertThat(replaying.next(delay.toNanos() - 1))
        .isEqualTo(new LaneAction.WaitUntil(delay.toNanos()));
    assertThat(replaying.next(delay.toNanos())).isEqualTo(new LaneAction.OpenReplay());
  }

  private static StartPosition beginning(Optional<ReplayRange> replay) {
    CommitPosition from = replay.map(ReplayRange::from).orElse(position(0));
    return new StartPosition(
        Optional.of(from),
        true,
        Optional.empty(),
        replay,
        Optional.of("log"),
        position(0),
        Optional.empty(),
        OwnerNotes.NONE);
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }
}
