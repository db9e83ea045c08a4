package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.event.RecordEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A lane that ends begins nothing, asks for nothing and holds nothing. */
class LaneEndTest extends LaneScript {
  @Test
  void aRecordWhosePolicyIsStopEndsTheLaneAndStaysForTheNextOwner() {
    settings = settings.withPolicies(FailurePolicies.all(FailurePolicy.STOP));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 9);
    offer("!", "+a");
    commit();
    lane.next(0);

    assertThat(lane.decoded(decode(record(0, "!")), 0, 0))
        .hasSize(1)
        .hasOnlyElementsOfType(RecordEvent.Stopped.class);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.End());
    assertThat(lane.lastCheckpoint().orElseThrow().position()).isEqualTo(position(0));
  }

  @Test
  void anEndedLaneLetsGoOfWhatItHeldAndTakesNoMore() {
    settings = settings.withQueue(2, 1_000);
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    own(0, "", 9);
    offer("+a", "+b");
    assertThat(lane.buffer().isFull()).isTrue();

    lane.end();
    offer("+a", "+b");

    assertThat(lane.buffer().isFull()).isFalse();
  }

  @Test
  void anEndedLaneNeedsNoPosition() {
    lane.fenceAttempted(acquired(), 0, 0);
    assertThat(lane.needsPosition()).isTrue();

    lane.end();

    assertThat(lane.needsPosition()).isFalse();
  }
}
