package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.checkpoint.Checkpoint;
import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.CommittedState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a lane applies a change that is too large for one attempt. */
class LaneStepsTest extends LaneScript {
  private static final FenceToken TOKEN = new FenceToken("group/0", "token");
  private static final String LARGE = "-a -b -c -d -e";
  private static final long LATER = Duration.ofSeconds(2).toNanos();

  @Test
  void aLargeChangeIsAppliedInStepsRemovalsFirst() {
    steps(2, 3);
    own(0, "", 1);
    offer("-a -b -c +d +e");

    run();

    assertThat(happened).containsExactly("call -a -b", "call -c +d +e", "0");
  }

  @Test
  void whatFitsIsAppliedWhole() {
    steps(2, 3);
    own(0, "", 1);
    offer("-a -b +c");

    run();

    assertThat(happened).containsExactly("call -a -b +c", "0");
  }

  @Test
  void onlyTheLastStepEndsTheChange() {
    steps(2, 2);
    own(0, "", 1);
    offer("-a -b -c");
    commit();

    assertThat(decodeNext(0))
        .isInstanceOfSatisfying(APPLY, it -> assertThat(it.isLast()).isFalse());
    assertThat(lane.applying().applied(APPLIED, 0, 0)).isEmpty();
    assertThat(lane.next(0)).isInstanceOfSatisfying(APPLY, it -> assertThat(it.isLast()).isTrue());
  }

  @Test
  void whatAFailedAttemptConfirmedIsNotAskedForAgain() {
    own(0, "", 1);
    offer("-a -b +c +d");
    fail(3);

    run();

    assertThat(happened).containsExactly("retrying 0", "call +d", "0");
  }

  @Test
  void anAttemptThatConfirmsAllAndFailsHasItsLastTupleRepeated() {
    own(0, "", 1);
    offer("-a -b");
    fail(2);

    run();

    assertThat(happened).containsExactly("retrying 0", "call -b", "0");
  }

  @Test
  void attemptsThatGetOnAreNotCounted() {
    own(0, "", 1);
    offer("-a -b -c");
    fail(1);
    lane.next(LATER);

    List<DeliveryEvent> events = lane.applying().applied(confirmed(1), LATER, 0);

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            RecordEvent.Retrying.class, it -> assertThat(it.attempt()).isEqualTo(1));
  }

  @Test
  void underANewFenceAllIsAppliedAgain() {
    own(0, "", 1);
    offer("-a -b -c");
    fail(2);
    lane.next(LATER);
    lane.applying().applied(new Outcome.FenceLost("a newer owner"), LATER, 0);
    now = 2 * LATER;
    lane.next(now);
    lane.fenceAttempted(acquired(), now, 0);
    lane.positioned(StartPositions.of(start(0, "", 1)), now);
    offer("-a -b -c");

    run();

    assertThat(happened).containsExactly("retrying 0", "call -a -b -c", "0");
  }

  @Test
  void theCommitReportsHowManyRemovalsAreConfirmed() {
    largeChangeBegins();

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();

    assertThat(checkpoint.position()).isEqualTo(position(0));
    assertThat(checkpoint.mark().text()).startsWith("rbac-consumer/1 through=1 ");
    assertThat(checkpoint.mark().removed().map(RemovalProgress::count)).contains(2);
    assertThat(CommitMetadata.of(checkpoint.commit())).contains(checkpoint.mark());
  }

  @Test
  void aCommitThatReportedThemIsNotRepeated() {
    largeChangeBegins();
    lane.paused(false);
    lane.sourceThreadVisited();
    assertThat(lane.needsSourceThread()).isTrue();
    lane.sourceThreadVisited();
    commit();

    assertThat(lane.checkpoint()).isEmpty();
    assertThat(lane.needsSourceThread()).isFalse();
  }

  @Test
  void aNewOwnerGoesOnBehindThem() {
    String left = metadataOfLargeChange();

    takeOver(left, 1);
    offer(LARGE);
    lane.readTo(position(1));
    run();

    assertThat(happened).containsExactly("call -c -d", "call -e", "0");
  }

  @Test
  void aNewOwnerThatFindsAnotherChangeBeginsWithItsFirstTuple() {
    String left = metadataOfLargeChange();

    takeOver(left, 1);
    offer("-a -b -c -d -f");
    lane.readTo(position(1));
    run();

    assertThat(happened).containsExactly("call -a -b", "call -c -d", "call -f", "0");
  }

  @Test
  void aLaterRecordWithTheSameChangeIsAppliedFromItsFirstTuple() {
    String left = metadataOfLargeChange();

    takeOver(left, 2);
    offer(LARGE, LARGE);
    lane.readTo(position(1));
    run();

    assertThat(happened)
        .containsExactly("call -c -d", "call -e", "0", "call -a -b", "call -c -d", "call -e", "1");
  }

  @Test
  void nothingBehindALargeChangeIsAppliedBeforeACommitAllowsIt() {
    steps(2, 2);
    own(0, "", 5);
    offer(LARGE, "+z");
    commit();
    decodeNext(0);
    lane.applying().applied(APPLIED, 0, 0);
    commit();
    lane.next(0);
    lane.applying().applied(APPLIED, 0, 0);
    lane.next(0);
    report(lane.applying().applied(APPLIED, 0, 0));

    assertThat(happened).containsExactly("0");
    assertThat(decodeNext(0)).isInstanceOf(LaneAction.AwaitEvent.class);
    commit();
    assertThat(lane.next(0)).isInstanceOf(LaneAction.Apply.class);
  }

  @Test
  void nothingIsReportedOfAdditions() {
    steps(1, 1);
    own(0, "", 1);
    offer("+a +b");
    commit();
    decodeNext(0);
    lane.applying().applied(APPLIED, 0, 0);

    assertThat(lane.checkpoint()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rbac-consumer/1 through=1 bytes=0"})
  void nothingIsReportedWithoutAFence(String metadata) {
    steps(2, 2);
    lane.next(0);
    lane.fenceAttempted(new FenceOutcome.Acquired(FenceToken.unfenced("group/0")), 0, 0);
    lane.positioned(StartPositions.of(start(0, metadata, 1)), 0);
    offer(LARGE);
    lane.readTo(position(1));
    commit();
    decodeNext(0);
    lane.applying().applied(APPLIED, 0, 0);

    assertThat(lane.checkpoint()).isEmpty();
  }

  @Test
  void whereTheLockOfTheLastOwnerIsGoneAllIsAppliedAgain() {
    String left = metadataOfLargeChange();

    own(0, left, 1);
    offer(LARGE);
    lane.readTo(position(1));
    run();

    assertThat(happened).containsExactly("call -a -b", "call -c -d", "call -e", "0");
  }

  @Test
  void underALockThatTheLastOwnerDidNotHoldAllIsAppliedAgain() {
    String left = metadataOfLargeChange();

    takeOver(left, 1, new FenceToken("group/0", "restored"));
    offer(LARGE);
    lane.readTo(position(1));
    run();

    assertThat(happened).containsExactly("call -a -b", "call -c -d", "call -e", "0");
  }

  @Test
  void aNewOwnerCommitsThemBeforeItsFirstStep() {
    String left = metadataOfLargeChange() + " seen=0";
    StoreMemory memory =
        StoreMemory.of(StoreMemory.Lock.HELD, List.of(StoreMark.parse("seen=0").orElseThrow()));
    CommittedState start = start(0, left, 1);
    lane.next(0);
    lane.fenceAttempted(new FenceOutcome.Acquired(TOKEN, memory, Set.of(TOKEN)), 0, 0);
    lane.positioned(
        new LossCheck(start, memory, Optional.empty(), ReplayMode.LAST_WORD).agreed(), 0);
    offer(LARGE);
    lane.readTo(position(1));
    decodeNext(0);

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();

    assertThat(checkpoint.mark().removed().map(RemovalProgress::count)).contains(2);
    assertThat(checkpoint.mark().through()).isEqualTo(position(1));
  }

  /** Only the first of the records fits into the bytes that the last owner might apply ahead. */
  @Test
  void aRangeThatEndsAtItsBytesIsTheSameForTheNextOwner() {
    steps(2, 2);
    takeOver("rbac-consumer/1 through=9 bytes=4", 9);
    offer(LARGE, "-a", "+x", "+y");
    lane.readTo(position(4));
    commit();
    decodeNext(0);
    report(lane.applying().applied(APPLIED, 0, 0));

    Checkpoint checkpoint = lane.checkpoint().orElseThrow();
    assertThat(checkpoint.mark().text()).startsWith("rbac-consumer/1 through=1 ");
    lane.acknowledged(checkpoint);
    for (int step = 0; step < 2; step++) {
      lane.next(0);
      report(lane.applying().applied(APPLIED, 0, 0));
    }
    assertThat(happened).containsExactly("0");
    assertThat(decodeNext(0)).isInstanceOf(LaneAction.AwaitEvent.class);
  }

  @Test
  void whatWaitsToBeDecodedOnceMoreBelongsToTheRange() {
    settings = settings.withBatchMaxMessages(2);
    steps(2, 2);
    own(0, "", 2);
    offer(LARGE, "+z");
    commit();
    lane.next(0);
    report(lane.decoded(decode(record(0, LARGE)), 0, 0));
    lane.next(0);
    report(lane.results().notDecoded(defect(), 0, 0));
    lane.next(0);
    report(lane.applying().applied(APPLIED, 0, 0));

    assertThat(lane.checkpoint().orElseThrow().mark().through()).isEqualTo(position(2));
  }

  @Test
  void aFirstChangeThatIsAnotherEndsTheInheritance() {
    String left = metadataOfLargeChange();
    takeOver(left, 2);
    lane.offer(record(0, LARGE));
    lane.offer(record(1, "+a"));
    lane.readTo(position(1));
    refuses = change -> change.contains("+");

    run();

    assertThat(happened).startsWith("call -c -d", "call -e", "0");
  }

  @Test
  void aStepThatPassesAfterAFailureIsReported() {
    steps(2, 2);
    own(0, "", 1);
    offer(LARGE);
    fail(0);
    lane.next(LATER);

    assertThat(lane.applying().applied(APPLIED, LATER, 0))
        .singleElement()
        .isInstanceOf(RecordEvent.GotOn.class);
    lane.next(LATER);
    assertThat(lane.applying().applied(APPLIED, LATER, 0)).isEmpty();
  }

  @Test
  void theLastCommitReportsThemToo() {
    largeChangeBegins();
    lane.end();

    assertThat(lane.lastCheckpoint().flatMap(it -> it.mark().removed()).map(RemovalProgress::count))
        .contains(2);
  }

  private static final Class<LaneAction.Apply> APPLY = LaneAction.Apply.class;

  private void steps(int removals, int tuples) {
    settings = settings.withSteps(new ChangeSteps(removals, tuples));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }

  private void largeChangeBegins() {
    steps(2, 2);
    own(0, "", 1);
    offer(LARGE);
    commit();
    decodeNext(0);
    lane.applying().applied(APPLIED, 0, 0);
  }

  /** Leaves a new lane behind. */
  private String metadataOfLargeChange() {
    largeChangeBegins();
    String metadata = lane.checkpoint().orElseThrow().commit().metadata();
    steps(2, 2);
    return metadata;
  }

  private void takeOver(String metadata, long end) {
    takeOver(metadata, end, TOKEN);
  }

  private void takeOver(String metadata, long end, FenceToken replaced) {
    lane.next(0);
    lane.fenceAttempted(
        new FenceOutcome.Acquired(TOKEN, StoreMemory.UNKNOWN, Set.of(replaced)), 0, 0);
    lane.positioned(StartPositions.held(start(0, metadata, end)), 0);
  }

  private void fail(int confirmed) {
    commit();
    decodeNext(0);
    report(lane.applying().applied(confirmed(confirmed), 0, 0));
    now = LATER;
  }

  private static Outcome confirmed(int tuples) {
    return new Outcome.RetryLater("unavailable", "as scripted", false, tuples);
  }
}
