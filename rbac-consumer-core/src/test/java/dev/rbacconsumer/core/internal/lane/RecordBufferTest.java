package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static dev.rbacconsumer.core.internal.lane.LaneScript.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordQueue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a lane takes in: nothing, then all that must be recovered, then what the bounds allow. */
class RecordBufferTest {
  private static final String RANGE = "rbac-consumer/1 through=2 bytes=100";
  private static final String NO_RANGE = "";

  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(2, 1_000));

  @Test
  void takesNothingBeforeItIsKnownWhereReadingBegins() {
    buffer.add(record(0, "a"));

    assertThat(buffer.isOpen()).isFalse();
    assertThat(buffer.peek()).isNull();
    assertThat(buffer.isFull()).isTrue();
    assertThat(buffer.hasRoom()).isFalse();
  }

  @Test
  void takesAsMuchAsTheQueueHolds() {
    begin(0, NO_RANGE);
    assertThat(buffer.hasRoom()).isTrue();

    buffer.add(record(0, "a"));
    assertThat(buffer.isFull()).isFalse();
    buffer.add(record(1, "b"));

    assertThat(buffer.isFull()).isTrue();
    assertThat(buffer.hasRoom()).isFalse();
    assertThat(buffer.poll()).isEqualTo(record(0, "a"));
    assertThat(buffer.peek()).isEqualTo(record(1, "b"));
  }

  @Test
  void aPositionThatIsOutOfTheLogStaysSoWhereReadingGoesOn() {
    begin(0, NO_RANGE);
    buffer.reportOutOfRange();

    buffer.goOn(Optional.empty());
    assertThat(buffer.isReading()).isFalse();

    buffer.goOn(Recovery.of(start(0, RANGE, 9), position(0)));
    assertThat(buffer.isOpen()).as("the range has no end any more").isFalse();
  }

  @Test
  void withoutARangeNothingIsRecovered() {
    begin(0, NO_RANGE);
    buffer.add(record(0, "a"));

    assertThat(buffer.isCollecting()).isFalse();
    assertThat(buffer.takeRecovered()).isNull();
  }

  @Test
  void aRangeIsTakenOutOnceAllOfItIsThere() {
    begin(0, RANGE);
    buffer.add(record(0, "a"));
    assertThat(buffer.takeRecovered()).isNull();
    assertThat(buffer.hasRoom()).isTrue();

    buffer.add(record(1, "b"));
    buffer.add(record(2, "c"));

    assertThat(buffer.isFull()).isTrue();
    assertThat(buffer.hasRoom()).isFalse();
    assertThat(buffer.takeRecovered()).containsExactly(record(0, "a"), record(1, "b"));
    assertThat(buffer.isCollecting()).isFalse();
    assertThat(buffer.takeRecovered()).isNull();
    assertThat(buffer.peek()).isEqualTo(record(2, "c"));
  }

  @Test
  void aRangeWithoutRecordsIsOverOnceItIsRead() {
    begin(0, RANGE);

    buffer.readTo(position(2));

    assertThat(buffer.takeRecovered()).isEmpty();
    assertThat(buffer.isCollecting()).isFalse();
  }

  @Test
  void aClosedBufferForgetsWhatItHeldAndRecoversNothing() {
    begin(0, RANGE);
    buffer.add(record(0, "a"));
    buffer.readTo(position(2));

    buffer.close();

    assertThat(buffer.isOpen()).isFalse();
    assertThat(buffer.peek()).isNull();
    assertThat(buffer.takeRecovered()).isNull();
    buffer.add(record(1, "b"));
    assertThat(buffer.peek()).isNull();
  }

  @Test
  void readingThatBeginsAgainHasTheRangeOfTheNewCommit() {
    begin(0, RANGE);

    begin(2, NO_RANGE);

    assertThat(buffer.isCollecting()).isFalse();
  }

  @Test
  void aClearedBufferIsEmptyAndStaysOpen() {
    begin(0, NO_RANGE);
    buffer.add(record(0, "a"));

    buffer.clear();

    assertThat(buffer.peek()).isNull();
    assertThat(buffer.isOpen()).isTrue();
  }

  @Test
  void aPositionIsNewsOnceAndOnlyToARangeThatIsBeingCollected() {
    begin(0, RANGE);

    assertThat(buffer.readTo(position(1))).isTrue();
    assertThat(buffer.readTo(position(1))).isFalse();
    assertThat(buffer.readTo(position(2))).isTrue();

    begin(0, NO_RANGE);
    assertThat(buffer.readTo(position(1))).isFalse();
  }

  @Test
  void showsTheRecordsThatWaitInTheirOrder() {
    begin(0, NO_RANGE);
    buffer.add(record(0, "a"));
    buffer.add(record(1, "b"));
    buffer.add(record(2, "c"));

    assertThat(buffer.queued()).containsExactly(record(0, "a"), record(1, "b"), record(2, "c"));
    assertThat(buffer.queued(null, 2)).containsExactly(record(0, "a"), record(1, "b"));
    assertThat(buffer.queued(new Offset(0), 2)).containsExactly(record(1, "b"), record(2, "c"));
  }

  /** Reading begins at a commit with this metadata, in a log of nine records. */
  private void begin(long committed, String metadata) {
    buffer.begin(StartPositions.of(start(committed, metadata, 9)).recovery());
  }
}
