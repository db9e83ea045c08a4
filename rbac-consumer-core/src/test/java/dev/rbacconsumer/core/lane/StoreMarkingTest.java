package dev.rbacconsumer.core.lane;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.WitnessEvent;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.retry.Backoff;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of attempts to mark the store. */
class StoreMarkingTest {
  private static final FenceToken FENCE = new FenceToken("group/0", "token");
  private static final Outcome DONE = new Outcome.Applied(Optional.empty());
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "no answer");

  private final StoreMarking marking =
      new StoreMarking(
          new PartitionId("outbox", 0), new Backoff(ofSeconds(1), ofSeconds(9), 0), ofSeconds(5));
  private long now;

  @BeforeEach
  void begin() {
    marking.fenced(StoreMemory.of(StoreMemory.Lock.FREE, List.of()), now);
    marking.begin(
        Beginnings.at(
            Optional.of(new CommitPosition(7)), true, Optional.empty(), Optional.of("log")),
        now);
  }

  @Test
  void aMarkThatIsOwedBlocksUntilItIsWritten() {
    assertThat(attempt(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isTrue());
    assertThat(attempt(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isTrue());

    assertThat(attempt(DONE)).contains(new WitnessEvent.MarkWritten(3));
    assertThat(marking.isOwed()).isFalse();
  }

  @Test
  void aMarkThatIsWrittenAtOnceIsNotTold() {
    assertThat(attempt(DONE)).isEmpty();
  }

  @Test
  void aMarkThatIsNotOwedBlocksNothing() {
    attempt(DONE);
    Optional<CommitPosition> settled = Optional.of(new CommitPosition(9));

    now += ofSeconds(60).toNanos();
    assertThat(marking.nextDue(settled, FENCE, now)).isNotNull();
    assertThat(tell(DOWN)).hasValueSatisfying(it -> assertThat(blocks(it)).isFalse());

    now += ofSeconds(60).toNanos();
    assertThat(marking.nextDue(settled, FENCE, now)).isNotNull();
    assertThat(tell(DONE)).contains(new WitnessEvent.MarkWritten(2));
  }

  private Optional<WitnessEvent> attempt(Outcome outcome) {
    now += ofSeconds(60).toNanos();
    assertThat(marking.nextOwed(FENCE, now)).isInstanceOf(LaneAction.WriteMark.class);
    return tell(outcome);
  }

  private Optional<WitnessEvent> tell(Outcome outcome) {
    return marking.attempted(outcome, now, 0).map(it -> ((DeliveryEvent.Witness) it).event());
  }

  private static boolean blocks(WitnessEvent event) {
    return ((WitnessEvent.MarkFailed) event).blocks();
  }
}
