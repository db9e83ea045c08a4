package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.FailureHistory;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 3);
  private static final FenceToken FENCE = new FenceToken("group/3", "secret");
  private static final FenceOutcome ACQUIRED = new FenceOutcome.Acquired(FENCE);
  private static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  private static final Outcome LATER =
      new Outcome.RetryLater("unavailable", "no connection", false);
  private static final TupleChange CHANGE =
      TupleChange.net(
          List.of(), List.of(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann")));
  private static final Decoding WORK =
      new Decoding.Relations(
          new RelationsEvent(
              new EventMetadata("", "", "", "", "", "", "", "", null), CHANGE, 0, false));
  private static final Violation FAULT =
      new Violation(ViolationCode.MALFORMED_JSON, "$", "not JSON");

  private static final FailurePolicies RETRY_ALL = FailurePolicies.all(FailurePolicy.RETRY);

  private final LaneSettings settings =
      LaneSettings.DEFAULT
          .withBackoff(Backoff.from(Duration.ofSeconds(1)).upTo(Duration.ofMinutes(5)))
          .withQueue(4, 1_000);
  private final Lane lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);

  @Test
  void acquiresTheFenceBeforeItNeedsAPosition() {
    assertThat(lane.next(0)).isEqualTo(new LaneAction.AcquireFence());
    assertThat(lane.needsPosition()).isFalse();

    lane.fenceAttempted(ACQUIRED, 0, 0);

    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void waitsBetweenAttemptsToAcquireTheFence() {
    DeliveryEvent event = lane.fenceAttempted(notAcquired(), 0, 0);

    assertThat(event)
        .isEqualTo(
            new PartitionEvent.FenceNotAcquired(
                PARTITION, "unavailable", "no", 1, Duration.ZERO, Duration.ofSeconds(1)));
    assertThat(lane.next(0)).isEqualTo(new LaneAction.WaitUntil(seconds(1), true));
    assertThat(lane.next(seconds(1))).isEqualTo(new LaneAction.AcquireFence());
  }

  @Test
  void passesOverRecordsThatComeBeforeThePositionIsSet() {
    lane.fenceAttempted(ACQUIRED, 0, 0);

    lane.offer(record(7));
    lane.positioned(startAt(7), 0);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void decodesThenAppliesUnderTheFence() {
    begin(7);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.Decode(record(7), 1, true, false));
    lane.decoded(WORK, 0, 0);
    assertThat(lane.next(0)).isEqualTo(apply(record(7)));
  }

  @Test
  void nothingIsToBeCommittedBeforeTheRecordIsApplied() {
    begin(7);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.next(0);

    assertThat(progress()).isEmpty();
    lane.applying().applied(APPLIED, 0, 0);
    assertThat(progress()).contains(new CommitPosition(8));
  }

  @Test
  void appliesNothingBeforeACommitPermitsIt() {
    lane.fenceAttempted(ACQUIRED, 0, 0);
    lane.positioned(startAt(7), 0);
    lane.offer(record(7));
    lane.next(0);
    lane.decoded(WORK, 0, 0);

    assertThat(lane.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    commit();
    assertThat(lane.next(0)).isEqualTo(apply(record(7)));
  }

  @Test
  void withAWindowOfOneTheNextRecordWaitsForTheCommitOfTheLast() {
    Lane strict = new Lane(PARTITION, settings.withWindow(1), 0, Instant.EPOCH);
    begin(strict, 7, 8);
    Checkpoint first = strict.checkpoint().orElseThrow();
    strict.acknowledged(first);
    apply(strict);
    strict.next(0);
    strict.decoded(WORK, 0, 0);

    assertThat(strict.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    strict.acknowledged(first);
    assertThat(strict.next(0)).isEqualTo(new LaneAction.AwaitEvent());
    strict.acknowledged(strict.checkpoint().orElseThrow());
    assertThat(strict.next(0)).isEqualTo(apply(record(8)));
  }

  @Test
  void retriesTheSameRecordAfterTheBackoffWithJitter() {
    begin(7, 8);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.next(0);

    RecordEvent.Retrying retrying =
        (RecordEvent.Retrying) only(lane.applying().applied(LATER, seconds(10), 0.5));

    assertThat(retrying.attempt()).isEqualTo(1);
    assertThat(retrying.delay()).isEqualTo(Duration.ofMillis(1050));
    assertThat(retrying.failure().kind()).isEqualTo(FailureClass.TRANSIENT);
    long due = seconds(10) + Duration.ofMillis(1050).toNanos();
    assertThat(lane.next(due - 1)).isEqualTo(new LaneAction.WaitUntil(due, true));
    assertThat(lane.next(due)).isEqualTo(apply(record(7)));
    assertThat(failedAt(new CommitPosition(7))).contains(1);
  }

  @Test
  void countsAttemptsAndTimeFromTheFirstOne() {
    begin(7);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.applying().applied(LATER, 0, 0);

    lane.next(seconds(2));

    assertThat(lane.applying().applied(APPLIED, seconds(4), 0))
        .containsExactly(new RecordEvent.Applied(record(7), WORK, 2, Duration.ofSeconds(4)));
  }

  @Test
  void aRejectedRecordBlocksAsItsOwnClass() {
    begin(7);
    lane.next(0);
    lane.decoded(WORK, 0, 0);

    DeliveryEvent event =
        only(
            lane.applying()
                .applied(new Outcome.Rejected("unknown_definition", "no such type"), 0, 0));

    assertThat(((RecordEvent.Retrying) event).failure().kind()).isEqualTo(FailureClass.REJECTED);
    assertThat(lane.next(0)).isEqualTo(new LaneAction.WaitUntil(seconds(1)));
  }

  @Test
  void anInvalidRecordBlocksAndIsDecodedAgainAtEachAttempt() {
    begin(7, 8);
    lane.next(0);

    EventMetadata known = new EventMetadata("7f", "", "", "", "", "", "", "", null);

    DeliveryEvent event = only(lane.decoded(new Decoding.Invalid(List.of(FAULT), known), 0, 0));

    assertThat(((RecordEvent.Retrying) event).metadata()).isEqualTo(known);
    assertThat(((RecordEvent.Retrying) event).failure().kind()).isEqualTo(FailureClass.INVALID);
    assertThat(((RecordEvent.Retrying) event).violation()).isEqualTo(FAULT);
    assertThat(lane.next(seconds(1))).isEqualTo(new LaneAction.Decode(record(7), 2, true, false));
    assertThat(failedAt(new CommitPosition(7))).contains(1);
  }

  @Test
  void aMalformedRecordIsSkippedAndSettled() {
    begin(7, 8);
    lane.next(0);

    DeliveryEvent event = only(lane.decoded(new Decoding.Malformed(FAULT), 0, 0));

    assertThat(event).isInstanceOf(RecordEvent.Skipped.class);
    assertThat(progress()).contains(new CommitPosition(8));
    assertThat(lane.next(0)).isEqualTo(new LaneAction.Decode(record(8), 1, true, false));
  }

  @Test
  void aMalformedRecordBlocksWhereThePolicySaysRetry() {
    Lane strict = new Lane(PARTITION, settings.withPolicies(RETRY_ALL), 0, Instant.EPOCH);
    begin(strict, 7);
    strict.next(0);

    DeliveryEvent event = only(strict.decoded(new Decoding.Malformed(FAULT), 0, 0));

    assertThat(((RecordEvent.Retrying) event).failure().kind()).isEqualTo(FailureClass.MALFORMED);
    assertThat(strict.checkpoint().map(Checkpoint::position)).contains(new CommitPosition(7));
  }

  @Test
  void aTombstoneIsSettledWithoutAnyCall() {
    begin(7);
    lane.next(0);

    DeliveryEvent event = only(lane.decoded(new Decoding.Tombstone(), 0, 0));

    assertThat(event).isEqualTo(new RecordEvent.TombstonePassed(record(7)));
    assertThat(progress()).contains(new CommitPosition(8));
  }

  @Test
  void aLostFenceStopsEverythingAndOwnershipStartsAfresh() {
    begin(7, 8);
    lane.next(0);
    lane.decoded(WORK, 0, 0);

    DeliveryEvent event = only(lane.applying().applied(new Outcome.FenceLost("newer owner"), 0, 0));

    assertThat(event)
        .isEqualTo(
            new PartitionEvent.FenceLost(
                PARTITION, Optional.of(record(7)), "newer owner", Outcome.FenceLoss.UNKNOWN));
    assertThat(progress()).isEmpty();
    assertThat(lane.next(0)).isEqualTo(new LaneAction.WaitUntil(seconds(1)));
    assertThat(lane.next(seconds(1))).isEqualTo(new LaneAction.AcquireFence());
    lane.fenceAttempted(ACQUIRED, seconds(1), 0);
    assertThat(lane.needsPosition()).isTrue();
    assertThat(lane.next(seconds(1))).isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void anEndedLaneBeginsNothingAndWaitsForNothing() {
    begin(7, 8);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.applying().applied(LATER, 0, 0);

    lane.end();

    assertThat(lane.next(0)).isEqualTo(new LaneAction.End());
    assertThat(progress()).isEmpty();
  }

  @Test
  void whatWasInProgressWhenTheLaneEndedStillCounts() {
    begin(7, 8);
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.next(0);

    lane.end();
    lane.applying().applied(APPLIED, 0, 0);

    assertThat(progress()).contains(new CommitPosition(8));
    assertThat(lane.next(0)).isEqualTo(new LaneAction.End());
  }

  @Test
  void asksForNoMoreWhenFullAndForMoreOnlyWhenHalfEmpty() {
    begin(1, 2, 3, 4);

    assertThat(lane.buffer().isFull()).isTrue();
    settleTombstone();
    assertThat(lane.buffer().isFull()).isFalse();
    assertThat(lane.buffer().hasRoom()).isFalse();
    settleTombstone();
    assertThat(lane.buffer().hasRoom()).isTrue();
  }

  @Test
  void oneLargeRecordFillsTheQueueByItsBytes() {
    begin();

    lane.offer(new SourceRecord(PARTITION, new Offset(0), -1, null, new byte[1_000], List.of()));

    assertThat(lane.buffer().isFull()).isTrue();
  }

  @Test
  void aResultForNoRecordIsADefect() {
    begin();

    assertThatThrownBy(() -> lane.applying().applied(APPLIED, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outbox-3");
  }

  private void begin(long... offsets) {
    begin(lane, offsets);
    commit();
  }

  private static void begin(Lane lane, long... offsets) {
    lane.next(0);
    lane.fenceAttempted(ACQUIRED, 0, 0);
    lane.positioned(offsets.length == 0 ? startAt(0) : startAt(offsets[0]), 0);
    for (long offset : offsets) {
      lane.offer(record(offset));
    }
  }

  private void commit() {
    lane.checkpoint().ifPresent(lane::acknowledged);
  }

  /** Number of failed attempts that a commit of an unchanged position names. */
  private Optional<Integer> failedAt(CommitPosition position) {
    return lane.checkpoint()
        .filter(it -> it.position().equals(position))
        .flatMap(it -> it.mark().notes().failed())
        .map(FailureHistory::attempts);
  }

  /** How far a commit would go beyond the last one. */
  private Optional<CommitPosition> progress() {
    return lane.checkpoint().map(Checkpoint::position);
  }

  private static void apply(Lane lane) {
    lane.next(0);
    lane.decoded(WORK, 0, 0);
    lane.next(0);
    lane.applying().applied(APPLIED, 0, 0);
  }

  private void settleTombstone() {
    lane.next(0);
    lane.decoded(new Decoding.Tombstone(), 0, 0);
  }

  private static DeliveryEvent only(List<DeliveryEvent> events) {
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static FenceOutcome notAcquired() {
    return new FenceOutcome.NotAcquired("unavailable", "no");
  }

  private static StartPosition startAt(long offset) {
    Commit commit = Commit.of(new CommitPosition(offset));
    return StartPositions.of(
        new CommittedState(
            Optional.of(commit), LaneScript.logTo(new CommitPosition(offset + 100))));
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(PARTITION, new Offset(offset), -1, null, new byte[10], List.of());
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static LaneAction apply(SourceRecord record) {
    return new LaneAction.Apply(CHANGE, FENCE, true, new RecordContext(record, WORK.metadata()));
  }
}
