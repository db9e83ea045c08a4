package dev.rbacconsumer.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.internal.lane.LaneScript;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.replay.ChangeDigest;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeProgressTest {
  private static final TupleChange CHANGE = change("-a -b -c +d");
  private static final TupleChange OTHER = change("-a -x");

  private static final long WHILE = ChangeProgress.DUE_AFTER.toNanos();

  private static final FenceToken BEFORE = new FenceToken("lock", "before");
  private static final FenceToken FENCE = new FenceToken("lock", "fence");

  private final ChangeProgress progress = new ChangeProgress(new ChangeSteps(1, 2));

  @BeforeEach
  void holdAFence() {
    progress.begin(FENCE, Set.of(), Optional.empty());
  }

  @Test
  void stepsFollowEachOther() {
    assertThat(next(CHANGE)).isEqualTo("-a");
    progress.confirm(1);
    assertThat(next(CHANGE)).isEqualTo("-b");
    progress.confirm(1);
    assertThat(next(CHANGE)).isEqualTo("-c +d");
    assertThat(progress.isLast(change("-c +d"))).isTrue();
  }

  @Test
  void aPartWithoutAnAnswerIsHalvedFromTheSecondTimeOn() {
    ChangeProgress large = new ChangeProgress(new ChangeSteps(9, 9));

    large.unanswered(large.next(CHANGE));
    assertThat(large.next(CHANGE)).isEqualTo(CHANGE);
    large.unanswered(CHANGE);
    assertThat(large.next(CHANGE)).isEqualTo(change("-a -b"));
    large.unanswered(change("-a -b"));
    assertThat(large.next(CHANGE)).isEqualTo(change("-a"));
    large.unanswered(change("-a"));
    assertThat(large.next(CHANGE)).isEqualTo(change("-a"));
    large.confirm(1);
    assertThat(large.next(CHANGE)).isEqualTo(change("-b"));
    assertThat(large.isLast(change("-b"))).isFalse();
  }

  @Test
  void aSmallerPartIsDoubledAfterSomeAnswers() {
    ChangeProgress large = new ChangeProgress(new ChangeSteps(99, 99));
    TupleChange many =
        change(IntStream.range(0, 40).mapToObj(it -> "-t" + it).collect(Collectors.joining(" ")));
    large.unanswered(large.next(many));
    large.unanswered(large.next(many).part(0, 2));

    for (int answer = 0; answer < ChangeProgress.ANSWERS_TO_GROW; answer++) {
      assertThat(large.next(many).size()).isEqualTo(1);
      large.confirm(1);
    }

    assertThat(large.next(many).size()).isEqualTo(2);
    large.unanswered(large.next(many));
    assertThat(large.next(many).size()).isEqualTo(1);
  }

  @Test
  void partsStaySmallUnderANewFenceUntilTheChangeIsSettled() {
    ChangeProgress large = new ChangeProgress(new ChangeSteps(9, 9));
    large.unanswered(large.next(CHANGE));
    large.unanswered(CHANGE);

    large.begin(FENCE, Set.of(), Optional.empty());
    assertThat(large.next(OTHER)).isEqualTo(OTHER);
    assertThat(large.next(CHANGE)).isEqualTo(change("-a -b"));
    large.settled();

    assertThat(large.next(CHANGE)).isEqualTo(CHANGE);
  }

  @Test
  void anotherChangeBeginsWithItsFirstTuple() {
    next(CHANGE);
    progress.confirm(1);

    assertThat(next(OTHER)).isEqualTo("-a");
    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void beforeAnyChangeThereIsNothingToTell() {
    assertThat(progress.removed()).isEmpty();
    assertThat(progress.isNews()).isFalse();
    assertThat(progress.isLast(CHANGE)).isTrue();
  }

  @Test
  void ofAChangeThatIsAppliedWholeNothingIsReported() {
    ChangeProgress large = new ChangeProgress(new ChangeSteps(9, 9));
    large.next(CHANGE);
    large.confirm(2);

    assertThat(large.removed()).isEmpty();
  }

  @Test
  void removalsAloneAreReported() {
    next(CHANGE);
    progress.confirm(4);

    assertThat(progress.removed()).contains(new RemovalProgress(3, ChangeDigest.of(CHANGE, FENCE)));
  }

  @Test
  void whatACommitHasReportedIsNotReportedAgain() {
    next(CHANGE);
    progress.confirm(1);
    RemovalProgress told = progress.removed().orElseThrow();
    progress.committed(told);
    assertThat(progress.isNews()).isFalse();

    next(CHANGE);
    progress.confirm(1);

    assertThat(progress.isNews()).isTrue();
  }

  @Test
  void removalsOfAQuickStoreAreDueForACommitOnceTheyTookAWhile() {
    next(CHANGE);
    progress.confirm(1, WHILE / 2);
    assertThat(progress.isNews()).isTrue();
    assertThat(progress.isDue()).isFalse();

    next(CHANGE);
    progress.confirm(1, WHILE / 2);

    assertThat(progress.isDue()).isTrue();
  }

  @Test
  void removalsThatTookAnUnknownTimeAreDueAtOnce() {
    next(CHANGE);
    progress.confirm(1);

    assertThat(progress.isDue()).isTrue();
  }

  @Test
  void removalsAreDueAtOnceAfterAFailedAttempt() {
    next(CHANGE);
    progress.confirm(1, 1);

    progress.failed(0);

    assertThat(progress.isDue()).isTrue();
  }

  @Test
  void inheritedRemovalsAreDueAtOnce() {
    inherit(2, CHANGE);
    next(CHANGE);

    assertThat(progress.isDue()).isTrue();
  }

  @Test
  void aCommitOfAllRemovalsEndsTheTimeThatTheyTook() {
    next(CHANGE);
    progress.confirm(1, WHILE);
    progress.committed(progress.removed().orElseThrow());
    assertThat(progress.isDue()).isFalse();

    next(CHANGE);
    progress.confirm(1, 1);

    assertThat(progress.isNews()).isTrue();
    assertThat(progress.isDue()).isFalse();
  }

  @Test
  void removalsThatACommitHasNamedAreNamedByEachUntilTheChangeIsSettled() {
    next(CHANGE);
    progress.confirm(1, 1);
    assertThat(progress.mustBeNamed()).isFalse();
    progress.confirm(1, WHILE);
    assertThat(progress.mustBeNamed()).isTrue();

    progress.committed(progress.removed().orElseThrow());
    assertThat(progress.mustBeNamed()).isTrue();

    progress.settled();
    assertThat(progress.mustBeNamed()).isFalse();
  }

  @Test
  void aCommitOfSomeRemovalsLeavesTheOthersDue() {
    next(CHANGE);
    progress.confirm(1, 1);
    RemovalProgress some = progress.removed().orElseThrow();
    next(CHANGE);
    progress.confirm(1, WHILE);

    progress.committed(some);

    assertThat(progress.isDue()).isTrue();
  }

  @Test
  void theTimeOfOneChangeSaysNothingOfTheNext() {
    next(CHANGE);
    progress.confirm(1, WHILE);
    progress.settled();

    next(OTHER);
    progress.confirm(1, 1);

    assertThat(progress.isDue()).isFalse();
  }

  @Test
  void aCommitOfAnotherChangeReportedNothingOfThisOne() {
    next(CHANGE);
    progress.confirm(1);
    progress.removed();

    progress.committed(new RemovalProgress(2, ChangeDigest.of(OTHER, FENCE)));

    assertThat(progress.isNews()).isTrue();
  }

  @Test
  void inheritedRemovalsAreLeftOutAndCommittedUnderTheNewFence() {
    inherit(2, CHANGE);

    assertThat(next(CHANGE)).isEqualTo("-c +d");
    assertThat(progress.isNews()).isTrue();
    assertThat(progress.removed()).contains(new RemovalProgress(2, ChangeDigest.of(CHANGE, FENCE)));
  }

  @Test
  void whereEverythingIsInheritedTheLastTupleIsAskedForAgain() {
    TupleChange removals = change("-a -b");
    inherit(2, removals);

    assertThat(next(removals)).isEqualTo("-b");
  }

  @Test
  void aCountThatTheChangeCannotHaveIsNotBelieved() {
    inherit(4, CHANGE);

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void anInheritanceEndsWithTheFirstChangeThatIsAnother() {
    inherit(2, CHANGE);
    next(OTHER);

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void nothingIsReportedUntilAChangeIsKnown() {
    inherit(2, CHANGE);

    assertThat(progress.removed()).isEmpty();
    assertThat(progress.isNews()).isFalse();
  }

  @Test
  void removalsThatAnotherFenceConfirmedAreRepeated() {
    progress.begin(
        FENCE,
        Set.of(new FenceToken("lock", "restored")),
        Optional.of(new RemovalProgress(2, ChangeDigest.of(CHANGE, BEFORE))));

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void anAttemptGetsOnWhereTheNextOneBeginsFurtherOn() {
    next(CHANGE);

    assertThat(progress.failed(0)).isFalse();
    assertThat(progress.failed(1)).isTrue();
    next(OTHER);
    progress.doubt();
    next(CHANGE);
    assertThat(progress.failed(1)).isFalse();
  }

  @Test
  void anInheritanceEndsWithTheFirstRecord() {
    inherit(2, CHANGE);
    next(CHANGE);
    progress.settled();

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void aFailureKeepsWhatIsConfirmedEvenInDoubt() {
    next(CHANGE);
    progress.doubt();
    progress.confirm(1);
    progress.failed(0);

    assertThat(next(CHANGE)).isEqualTo("-b");
    assertThat(progress.removed()).isPresent();
  }

  @Test
  void besideAnotherChangeInDoubtAFailureRepeatsAll() {
    next(OTHER);
    progress.doubt();
    next(CHANGE);
    progress.confirm(1);
    assertThat(progress.removed()).isEmpty();
    progress.failed(0);

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void besideAnotherChangeInDoubtNothingIsInherited() {
    inherit(2, CHANGE);
    next(OTHER);
    progress.doubt();

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void doubtOfWhatIsNoChangeInWorkIsDoubtOfAnother() {
    progress.doubt();
    next(CHANGE);
    progress.confirm(1);
    progress.failed(0);

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void aNewFenceEndsEveryDoubt() {
    next(OTHER);
    progress.doubt();
    progress.begin(FENCE, Set.of(), Optional.empty());
    next(CHANGE);
    progress.confirm(1);
    progress.failed(0);

    assertThat(next(CHANGE)).isEqualTo("-b");
  }

  @Test
  void withTheTenureOfItsFenceEndsWhatIsConfirmed() {
    next(CHANGE);
    progress.confirm(1);

    progress.end();

    assertThat(progress.removed()).isEmpty();
    assertThat(progress.isAtBeginning()).isTrue();
    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  private String next(TupleChange change) {
    return LaneScript.text(progress.next(change));
  }

  private void inherit(int count, TupleChange change) {
    progress.begin(
        FENCE,
        Set.of(BEFORE),
        Optional.of(new RemovalProgress(count, ChangeDigest.of(change, BEFORE))));
  }

  private static TupleChange change(String text) {
    return TupleChange.net(LaneScript.tuples(text, "-"), LaneScript.tuples(text, "+"));
  }
}
