package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import org.junit.jupiter.api.Test;

/** Which records a replay holds, and how many of them can be set aside. */
class ReplayTest {
  private final Replay replay = new Replay(ReplayRange.of(position(2), position(5)));

  @Test
  void theRecordsBelowItsEndAreItsRecords() {
    assertThat(replay.holds(record(4, "+a"))).isTrue();
    assertThat(replay.holds(record(5, "+a"))).isFalse();
    assertThat(replay.holds(record(6, "+a"))).isFalse();
  }

  @Test
  void asManyRecordsCanBeSetAsideAsACommitCanName() {
    for (int offset = 0; offset < ReplayRange.MAX_ASIDE; offset++) {
      assertThat(replay.canSetAside()).isTrue();
      replay.setAside(offset);
    }

    assertThat(replay.canSetAside()).isFalse();
    assertThat(replay.range().aside()).hasSize(ReplayRange.MAX_ASIDE);
  }

  @Test
  void itsEventsAreKnownUntilTheyAreForgotten() {
    assertThat(replay.hasForgottenEvents()).isFalse();

    replay.forgetEvents();

    assertThat(replay.hasForgottenEvents()).isTrue();
  }

  @Test
  void aSecondTableTakesThePlaceOfTheFirstOneWhichIsClosed() {
    NotedTable first = new NotedTable();
    NotedTable second = new NotedTable();
    replay.open(first);

    replay.open(second);

    assertThat(first.closed).isEqualTo(1);
    assertThat(second.closed).isZero();
    replay.close();
    replay.close();
    assertThat(second.closed).as("closed once").isEqualTo(1);
    assertThat(replay.isOpen()).isFalse();
  }
}
