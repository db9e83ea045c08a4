package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane does when reading cannot go on where it stands. */
class LaneOutOfRangeTest extends LaneScript {
  private static final String MARK = "rbac-consumer/1 through=2 bytes=0";

  @Test
  void whatWasReadIsFinishedAndCommittedBeforeAPositionIsNeeded() {
    own(0, "", 0);
    offer("+a", "+b");

    lane.buffer().reportOutOfRange();
    assertThat(lane.needsPosition()).isFalse();
    run();

    assertThat(happened).containsExactly("call +a", "0", "call +b", "1");
    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.checkpoint()).isEmpty();
  }

  @Test
  void nothingMoreIsReadUntilThePositionIsSet() {
    own(0, "", 0);

    lane.buffer().reportOutOfRange();

    assertThat(lane.buffer().isFull()).isTrue();
    assertThat(lane.buffer().hasRoom()).isFalse();
    lane.positioned(StartPositions.of(start(0, "", 0)), 0);
    assertThat(lane.buffer().hasRoom()).isTrue();
    assertThat(lane.needsPosition()).isFalse();
  }

  @Test
  void aRangeThatWasNotReadToItsEndIsReadAgain() {
    own(0, MARK, 2);
    lane.offer(record(0, "+a"));

    lane.buffer().reportOutOfRange();

    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.buffer().isCollecting()).isFalse();
    assertThat(lane.lastCheckpoint()).isEmpty();
  }

  @Test
  void withoutAPositionNothingIsCommittedHoweverTheLaneEnds() {
    own(0, "", 0);
    offer("+a");
    run();
    lane.buffer().reportOutOfRange();

    lane.unpositioned();

    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.checkpoint()).isEmpty();
    assertThat(lane.lastCheckpoint()).isEmpty();
  }

  @Test
  void aPositionThatAPolicySetIsCommittedAtOnceWithTheLogItIsOf() {
    own(5, "", 5);

    lane.positioned(
        StartPositions.at(Optional.of(position(2)), false, Optional.empty(), Optional.of("new")),
        0);

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();
    assertThat(checkpoint.position()).isEqualTo(position(2));
    assertThat(checkpoint.commit().metadata()).endsWith(" topic=new");
    lane.acknowledged(checkpoint);
    assertThat(lane.checkpoint()).isEmpty();
  }
}
