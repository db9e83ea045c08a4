package dev.rbacconsumer.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a replay whose lane does not finish it. */
class ReplayingTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);

  private final Replaying replaying =
      new Replaying(
          PARTITION,
          LaneSettings.DEFAULT,
          new RecordBuffer(new RecordQueue(10, 1_000)),
          new Window(10, 1_000),
          new Batch(),
          new RepeatedEvents(0));

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
  void whereReadingBeginsAnewTheReplayOfThenIsOver() {
    replaying.begin(beginning(Optional.of(ReplayRange.of(position(0), position(5)))), 0);
    replaying.leave();

    replaying.begin(beginning(Optional.empty()), 0);

    assertThat(replaying.underWay(position(4))).isEmpty();
  }

  private static StartPosition beginning(Optional<ReplayRange> replay) {
    return new StartPosition(
        Optional.of(position(0)),
        true,
        Optional.empty(),
        replay,
        Optional.of("log"),
        position(0),
        Optional.empty());
  }

  private static CommitPosition position(long value) {
    return new CommitPosition(value);
  }
}
