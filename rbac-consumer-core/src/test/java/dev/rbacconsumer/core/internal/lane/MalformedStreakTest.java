package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import org.junit.jupiter.api.Test;

/** The events of a streak of malformed records. */
class MalformedStreakTest {
  @Test
  void theFailureCountsTheRecordThatReachesTheLimit() {
    MalformedStreak streak = new MalformedStreak(FailurePolicies.DEFAULT.withMalformedStreak(3));
    streak.settled(entry(0));
    streak.settled(entry(1));
    assertThat(streak.blocksAt(entry(2))).isTrue();

    Failure failure = streak.failure(new Failure(FailureClass.MALFORMED, "not_json", "no JSON"));

    assertThat(failure.message())
        .startsWith("malformed message number 3 without a good one in between")
        .endsWith(": no JSON");
  }

  private static InFlightRecord entry(long offset) {
    InFlightRecord entry = new InFlightRecord(record(offset, "{"), 0);
    entry.decoded(decode(entry.record));
    return entry;
  }
}
