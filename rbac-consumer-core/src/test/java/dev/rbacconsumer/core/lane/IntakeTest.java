package dev.rbacconsumer.core.lane;

import static dev.rbacconsumer.core.lane.LaneScript.position;
import static dev.rbacconsumer.core.lane.LaneScript.record;
import static dev.rbacconsumer.core.lane.LaneScript.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane takes in: nothing, then all that must be recovered, then what the bounds allow. */
class IntakeTest {
  private static final String RANGE = "rbac-consumer/1 through=2 bytes=100";
  private static final String NO_RANGE = "";

  private final Intake intake = new Intake(new RecordQueue(2, 1_000));

  @Test
  void takesNothingBeforeItIsKnownWhereReadingBegins() {
    intake.add(record(0, "a"));

    assertThat(intake.isOpen()).isFalse();
    assertThat(intake.peek()).isNull();
    assertThat(intake.isFull()).isTrue();
    assertThat(intake.hasRoom()).isFalse();
  }

  @Test
  void takesAsMuchAsTheQueueHolds() {
    begin(0, NO_RANGE);
    assertThat(intake.hasRoom()).isTrue();

    intake.add(record(0, "a"));
    assertThat(intake.isFull()).isFalse();
    intake.add(record(1, "b"));

    assertThat(intake.isFull()).isTrue();
    assertThat(intake.hasRoom()).isFalse();
    assertThat(intake.poll()).isEqualTo(record(0, "a"));
    assertThat(intake.peek()).isEqualTo(record(1, "b"));
  }

  @Test
  void aPositionThatIsOutOfTheLogStaysSoWhereReadingGoesOn() {
    begin(0, NO_RANGE);
    intake.strand();

    intake.goOn(Optional.empty());
    assertThat(intake.isReading()).isFalse();

    intake.goOn(Recovery.of(start(0, RANGE, 9), position(0)));
    assertThat(intake.isOpen()).as("the range has no end any more").isFalse();
  }

  @Test
  void withoutARangeNothingIsRecovered() {
    begin(0, NO_RANGE);
    intake.add(record(0, "a"));

    assertThat(intake.isCollecting()).isFalse();
    assertThat(intake.takeRecovered()).isNull();
  }

  @Test
  void aRangeIsTakenOutOnceAllOfItIsThere() {
    begin(0, RANGE);
    intake.add(record(0, "a"));
    assertThat(intake.takeRecovered()).isNull();
    assertThat(intake.hasRoom()).isTrue();

    intake.add(record(1, "b"));
    intake.add(record(2, "c"));

    assertThat(intake.isFull()).isTrue();
    assertThat(intake.hasRoom()).isFalse();
    assertThat(intake.takeRecovered()).containsExactly(record(0, "a"), record(1, "b"));
    assertThat(intake.isCollecting()).isFalse();
    assertThat(intake.takeRecovered()).isNull();
    assertThat(intake.peek()).isEqualTo(record(2, "c"));
  }

  @Test
  void aRangeWithoutRecordsIsOverOnceItIsRead() {
    begin(0, RANGE);

    intake.readTo(position(2));

    assertThat(intake.takeRecovered()).isEmpty();
    assertThat(intake.isCollecting()).isFalse();
  }

  @Test
  void aClosedIntakeForgetsWhatItHeldAndRecoversNothing() {
    begin(0, RANGE);
    intake.add(record(0, "a"));
    intake.readTo(position(2));

    intake.close();

    assertThat(intake.isOpen()).isFalse();
    assertThat(intake.peek()).isNull();
    assertThat(intake.takeRecovered()).isNull();
    intake.add(record(1, "b"));
    assertThat(intake.peek()).isNull();
  }

  @Test
  void readingThatBeginsAnewHasTheRangeOfTheNewCommit() {
    begin(0, RANGE);

    begin(2, NO_RANGE);

    assertThat(intake.isCollecting()).isFalse();
  }

  @Test
  void aClearedIntakeIsEmptyAndStaysOpen() {
    begin(0, NO_RANGE);
    intake.add(record(0, "a"));

    intake.clear();

    assertThat(intake.peek()).isNull();
    assertThat(intake.isOpen()).isTrue();
  }

  /** Reading begins at a commit with this metadata, in a log of nine records. */
  private void begin(long committed, String metadata) {
    intake.begin(Beginnings.of(start(committed, metadata, 9)).recovery());
  }
}
