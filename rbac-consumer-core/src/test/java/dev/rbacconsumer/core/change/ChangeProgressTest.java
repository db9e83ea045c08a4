package dev.rbacconsumer.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.lane.LaneScript;
import dev.rbacconsumer.core.replay.ChangeDigest;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeProgressTest {
  private static final TupleChange CHANGE = change("-a -b -c +d");
  private static final TupleChange OTHER = change("-a -x");

  private final ChangeProgress progress = new ChangeProgress(new ChangeSteps(1, 2));

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

    assertThat(progress.removed()).contains(new RemovalProgress(3, ChangeDigest.of(CHANGE)));
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
  void aCommitOfAnotherChangeReportedNothingOfThisOne() {
    next(CHANGE);
    progress.confirm(1);
    progress.removed();

    progress.committed(new RemovalProgress(2, ChangeDigest.of(OTHER)));

    assertThat(progress.isNews()).isTrue();
  }

  @Test
  void whatIsInheritedIsLeftOutAndIsNoNews() {
    progress.begin(Optional.of(new RemovalProgress(2, ChangeDigest.of(CHANGE))));

    assertThat(next(CHANGE)).isEqualTo("-c +d");
    assertThat(progress.isNews()).isFalse();
  }

  @Test
  void whereEverythingIsInheritedTheLastTupleIsAskedForAgain() {
    TupleChange removals = change("-a -b");
    progress.begin(Optional.of(new RemovalProgress(2, ChangeDigest.of(removals))));

    assertThat(next(removals)).isEqualTo("-b");
  }

  @Test
  void aCountThatTheChangeCannotHaveIsNotBelieved() {
    progress.begin(Optional.of(new RemovalProgress(4, ChangeDigest.of(CHANGE))));

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void anInheritanceEndsWithTheFirstChangeThatIsAnother() {
    progress.begin(Optional.of(new RemovalProgress(2, ChangeDigest.of(CHANGE))));
    next(OTHER);

    assertThat(next(CHANGE)).isEqualTo("-a");
  }

  @Test
  void whatIsInheritedIsReportedUntilAChangeIsKnown() {
    RemovalProgress left = new RemovalProgress(2, ChangeDigest.of(CHANGE));
    progress.begin(Optional.of(left));

    assertThat(progress.removed()).contains(left);
    assertThat(progress.isNews()).isFalse();
    next(OTHER);
    assertThat(progress.removed()).isEmpty();
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
    progress.begin(Optional.of(new RemovalProgress(2, ChangeDigest.of(CHANGE))));
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
    progress.begin(Optional.of(new RemovalProgress(2, ChangeDigest.of(CHANGE))));
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
    progress.begin(Optional.empty());
    next(CHANGE);
    progress.confirm(1);
    progress.failed(0);

    assertThat(next(CHANGE)).isEqualTo("-b");
  }

  private String next(TupleChange change) {
    return LaneScript.text(progress.next(change));
  }

  private static TupleChange change(String text) {
    return TupleChange.net(LaneScript.tuples(text, "-"), LaneScript.tuples(text, "+"));
  }
}
