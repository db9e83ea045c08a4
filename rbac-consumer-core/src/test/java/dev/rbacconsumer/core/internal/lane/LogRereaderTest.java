package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.record.RecordQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ranges that are read again, one after the other, before reading goes on where it was. */
class LogRereaderTest {
  private final LogRereader rereading = new LogRereader();
  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(10, 1_000));
  private final List<String> shown = new ArrayList<>();

  @Test
  void withoutARangeReadingGoesOnWithoutASeek() {
    rereading.begin(List.of(scan("a", 3, 3)), position(7));

    assertThat(rereading.isActive()).isFalse();
    assertThat(rereading.wantedSeek()).isEmpty();
  }

  @Test
  void readingGoesToTheRangeAndThenBackToTheRecordsThatAreApplied() throws Exception {
    rereading.begin(List.of(scan("a", 3, 4)), position(7));
    assertThat(rereading.wantedSeek()).contains(position(3));
    assertThat(sought(3)).as("records are not applied from there").isFalse();

    decodeNext();

    assertThat(rereading.next(buffer, 0)).isEqualTo(new LaneAction.AwaitEvent());
    assertThat(rereading.wantedSeek()).contains(position(7));
    assertThat(sought(7)).as("records are applied from there").isTrue();
    assertThat(rereading.isActive()).isFalse();
    assertThat(shown).containsExactly("a3", "a done");
  }

  @Test
  void newRangesTakeThePlaceOfThoseBefore() {
    rereading.begin(List.of(scan("a", 1, 2), scan("b", 2, 4)), position(7));

    rereading.begin(List.of(scan("c", 5, 6)), position(8));

    assertThat(rereading.wantedSeek()).contains(position(5));
    assertThat(rereading.left()).isEqualTo(1);
  }

  @Test
  void cancelledReadingWantsNothingAndHasNothingLeft() {
    rereading.begin(List.of(scan("a", 1, 2)), position(7));
    sought(1);

    rereading.cancel();

    assertThat(rereading.isActive()).isFalse();
    assertThat(rereading.isSought()).isFalse();
    assertThat(rereading.wantedSeek()).isEmpty();
    assertThat(rereading.left()).isZero();
  }

  @Test
  void aRangeThatIsSoughtAgainIsReadFromItsFirstRecord() {
    rereading.begin(List.of(scan("a", 3, 5)), position(7));
    sought(3);
    rereading.next(buffer, 0);
    assertThat(rereading.isDecoding()).isTrue();

    sought(3);

    assertThat(rereading.isDecoding()).isFalse();
    assertThat(rereading.readTo(position(5))).as("is news again").isTrue();
    LaneAction.Decode next = (LaneAction.Decode) rereading.next(buffer, 0);
    assertThat(next.record()).isEqualTo(record(3, "+a"));
  }

  @Test
  void aRangeThatIsSkippedLeavesNothingInTheBuffer() {
    rereading.begin(List.of(scan("a", 3, 5)), position(7));
    sought(3);

    rereading.skip(buffer);

    assertThat(buffer.peek()).isNull();
    assertThat(buffer.isOpen()).isTrue();
    assertThat(rereading.wantedSeek()).contains(position(7));
    assertThat(shown).isEmpty();
  }

  @Test
  void aRangeInThePlaceOfAnotherIsReadFromItsOwnBeginning() {
    rereading.begin(List.of(scan("a", 3, 6), scan("b", 4, 6)), position(7));
    sought(3);

    rereading.replace(scan("c", 5, 6), buffer);

    assertThat(buffer.peek()).isNull();
    assertThat(rereading.wantedSeek()).contains(position(5));
    assertThat(rereading.left()).isEqualTo(3);
  }

  @Test
  void howFarARangeIsReadIsNewsOnceAndOnlyToTheRangeThatIsRead() {
    rereading.begin(List.of(scan("a", 3, 6)), position(7));
    assertThat(rereading.readTo(position(4))).as("before the seek").isFalse();
    sought(3);

    assertThat(rereading.readTo(position(4))).isTrue();
    assertThat(rereading.readTo(position(4))).isFalse();
    assertThat(rereading.readTo(position(6))).isTrue();
  }

  @Test
  void aRecordIsInDecodingFromItsTurnUntilItIsShown() throws Exception {
    assertThat(rereading.isDecoding()).as("no range").isFalse();
    rereading.begin(List.of(scan("a", 3, 6)), position(7));
    sought(3);
    assertThat(rereading.isDecoding()).isFalse();

    rereading.next(buffer, 0);
    assertThat(rereading.isDecoding()).isTrue();
    rereading.scan().decoded(decode(record(3, "+a")));

    assertThat(rereading.isDecoding()).isFalse();
  }

  /** The source is where the reader wants it, and has read up to offset 9. */
  private boolean sought(long from) {
    buffer.close();
    buffer.begin(Optional.empty());
    boolean isBack = rereading.sought();
    for (long offset = from; offset < 9; offset++) {
      buffer.add(record(offset, "+a"));
    }
    return isBack;
  }

  private void decodeNext() throws Exception {
    assertThat(rereading.next(buffer, 0)).isInstanceOf(LaneAction.Decode.class);
    rereading.scan().decoded(decode(rereading.scan().current().record));
  }

  private Scan scan(String name, long from, long end) {
    return new Scan(
        position(from),
        position(end),
        (record, decoding) -> shown.add(name + record.offset()),
        () -> shown.add(name + " done"));
  }
}
