package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.position;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.time.Backoff;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Specifies when a batch that cannot be read is read again, and when it counts as readable. */
class UnreadableBatchRetriesTest {
  private static final UnreadableBatch BATCH = new UnreadableBatch(position(4), "damaged");
  private static final String SEEK = "seek {outbox-0=4}";

  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final DrivenLane lane = new DrivenLane(parts);
  private final AssignedLane assigned = new AssignedLane(lane.driver, new EndedLane());
  private final UnreadableBatchRetries retries =
      new UnreadableBatchRetries(source, parts.context());

  @BeforeEach
  void readThePartition() {
    lane.own();
    assigned.pause(false);
  }

  @Test
  void aBlockedPartitionIsPausedAndReadAgainAfterTheBackoff() throws SourceException {
    retries.block(assigned, BATCH);
    assertThat(assigned.isPaused()).isTrue();
    retry();
    assertThat(source.calls).as("before the backoff is over").isEmpty();
    assertThat(lane.driver.<Boolean>ask(it -> it.buffer().hasRoom())).isFalse();

    parts.clock.advance(Backoff.DEFAULT.first());
    retry();

    assertThat(source.calls).containsExactly(SEEK);
    assertThat(lane.driver.<Boolean>ask(it -> it.buffer().hasRoom())).isTrue();
  }

  @Test
  void aPartitionIsReadAgainOnceForEachBackoff() throws SourceException {
    retries.block(assigned, BATCH);
    parts.clock.advance(Backoff.DEFAULT.first());
    source.positions.put(P0, position(4));

    retry();
    retry();

    assertThat(source.calls).containsExactly(SEEK);
  }

  @Test
  void aBatchIsReadableOnceReadingHasPassedItsPosition() throws SourceException {
    retries.block(assigned, BATCH);
    parts.clock.advance(Backoff.DEFAULT.first());
    retry();
    source.positions.put(P0, position(4));
    retry();
    assertThat(parts.events(PartitionEvent.BatchReadable.class)).as("still there").isEmpty();

    source.positions.put(P0, position(5));
    retry();
    retry();

    assertThat(parts.events(PartitionEvent.BatchReadable.class))
        .containsExactly(new PartitionEvent.BatchReadable(P0, new Offset(4)));
  }

  @Test
  void anOperatorHasABlockedPartitionReadAgainAtOnce() throws SourceException {
    retries.block(assigned, BATCH);

    assertThat(retries.retryNow(P0)).isTrue();
    retry();

    assertThat(source.calls).containsExactly(SEEK);
  }

  @Test
  void aPartitionThatIsNotBlockedOrIsBeingReadAgainHasNothingToRepeat() throws SourceException {
    assertThat(retries.retryNow(P0)).as("not blocked").isFalse();
    retries.block(assigned, BATCH);
    parts.clock.advance(Backoff.DEFAULT.first());
    retry();

    assertThat(retries.retryNow(P0)).as("being read again").isFalse();
  }

  @Test
  void aBatchThatCannotBeReadAgainIsTheNextAttemptAndAnotherOneTheFirst() throws SourceException {
    retries.block(assigned, BATCH);
    retries.retryNow(P0);
    retries.block(assigned, BATCH);
    retries.block(assigned, new UnreadableBatch(position(7), "damaged"));

    assertThat(parts.events(PartitionEvent.BatchUnreadable.class))
        .extracting(PartitionEvent.BatchUnreadable::attempt)
        .containsExactly(1, 2, 1);
  }

  @Test
  void aLaneThatReadsNothingBeginsAtACommittedPositionInstead() throws SourceException {
    retries.block(assigned, BATCH);
    lane.driver.change(Lane::unpositioned);
    parts.clock.advance(Backoff.DEFAULT.first());

    retry();

    assertThat(source.calls).isEmpty();
    assertThat(retries.retryNow(P0)).as("forgotten").isFalse();
  }

  @Test
  void aPartitionThatWentIsForgotten() throws SourceException {
    retries.block(assigned, BATCH);

    retries.forget(Set.of(P0));
    parts.clock.advance(Backoff.DEFAULT.first());
    retry();

    assertThat(source.calls).isEmpty();
  }

  @Test
  void aPartitionThatIsNotAssignedIsForgottenAtTheNextRetry() throws SourceException {
    retries.block(assigned, BATCH);

    retries.retry(Map.of());

    assertThat(retries.retryNow(P0)).isFalse();
  }

  private void retry() throws SourceException {
    retries.retry(Map.of(P0, assigned));
  }
}
