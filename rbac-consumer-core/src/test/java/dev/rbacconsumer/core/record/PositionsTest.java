package dev.rbacconsumer.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PositionsTest {
  @Test
  void theCommitPositionOfARecordIsTheNextOffset() {
    assertThat(new Offset(0).commitPosition()).isEqualTo(new CommitPosition(1));
    assertThat(new Offset(1245).commitPosition()).isEqualTo(new CommitPosition(1246));
  }

  @Test
  void aCommitPositionCoversWhatIsBelowIt() {
    CommitPosition position = new CommitPosition(8);

    assertThat(position.covers(new Offset(7))).isTrue();
    assertThat(position.covers(new Offset(8))).isFalse();
    assertThat(new CommitPosition(0).covers(new Offset(0))).isFalse();
  }

  @Property
  void theCommitPositionOfARecordCoversItAndNothingAfterIt(
      @ForAll @LongRange(max = Long.MAX_VALUE - 1) long offset) {
    CommitPosition position = new Offset(offset).commitPosition();

    assertThat(position.covers(new Offset(offset))).isTrue();
    assertThat(position.covers(new Offset(offset + 1))).isFalse();
  }

  @Test
  void theLastOffsetThereCanBeHasNoCommitPosition() {
    assertThatThrownBy(() -> new Offset(Long.MAX_VALUE).commitPosition())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void refuseWhatIsBelowZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Offset(-1))
        .withMessage("offset: want >= 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommitPosition(-1))
        .withMessage("commit position: want >= 0, got -1");
  }

  @Test
  void areOrderedByTheirNumber() {
    assertThat(new Offset(9)).isLessThan(new Offset(10)).isEqualByComparingTo(new Offset(9));
    assertThat(new Offset(Long.MAX_VALUE)).isGreaterThan(new Offset(0));
    assertThat(new CommitPosition(9))
        .isLessThan(new CommitPosition(10))
        .isEqualByComparingTo(new CommitPosition(9));
    assertThat(new CommitPosition(Long.MAX_VALUE)).isGreaterThan(new CommitPosition(0));
  }

  @Test
  void readAsTheirNumber() {
    assertThat(new Offset(1245)).hasToString("1245");
    assertThat(new CommitPosition(1246)).hasToString("1246");
  }
}
