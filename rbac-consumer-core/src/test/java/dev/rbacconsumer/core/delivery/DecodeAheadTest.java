package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specifies which records are decoded before their turn, and when such a decoding is used. */
class DecodeAheadTest {
  private final RecordQueue queue = new RecordQueue(10_000, Long.MAX_VALUE);
  private final List<Long> calls = new ArrayList<>();
  private long failing = -1;
  private Runnable whileDecoding = () -> {};

  private final DecodeAhead ahead = new DecodeAhead(this::decode, queue::behind, queue::size);

  @Test
  void recordsAreDecodedInTheOrderOfTheirTurns() {
    append(0, 1, 2);

    decodeAll();

    assertThat(calls).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aDecodingIsUsedAtTheTurnOfItsRecordAndOnce() {
    append(0, 1);
    decodeAll();
    SourceRecord first = take();
    SourceRecord second = take();

    List<Decoding> used = List.of(ahead.of(first), ahead.of(second));

    assertThat(used).containsExactly(decoding(first, 1), decoding(second, 2));
    assertThat(ahead.of(first)).as("decoded again").isEqualTo(decoding(first, 3));
  }

  @Test
  void whatFollowsIsDecodedBehindWhatIsDecodedAlready() {
    append(0, 1);
    decodeAll();
    ahead.of(take());

    append(2, 3);
    decodeAll();

    assertThat(calls).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void noMoreRecordsAreDecodedThanTheLimit() {
    for (int i = 0; i < 2 * DecodeAhead.MOST_RECORDS; i++) {
      append(i);
    }

    decodeAll();
    assertThat(calls).hasSize(DecodeAhead.MOST_RECORDS);
    ahead.of(take());
    decodeAll();

    assertThat(calls).hasSize(DecodeAhead.MOST_RECORDS + 1).endsWith(128L);
  }

  @Test
  void noFurtherRecordIsDecodedOnceTheirBytesReachTheLimit() {
    String half = "x".repeat((int) DecodeAhead.MOST_BYTES / 2);
    queue.add(record(0, half));
    queue.add(record(1, half));
    queue.add(record(2, "x"));

    decodeAll();
    assertThat(calls).containsExactly(0L, 1L);
    ahead.of(take());
    decodeAll();

    assertThat(calls).as("once the bytes of the first are free").containsExactly(0L, 1L, 2L);
  }

  @Test
  void theBytesOfDiscardedRecordsAreFree() {
    String large = "x".repeat((int) DecodeAhead.MOST_BYTES);
    queue.add(record(0, large));
    queue.add(record(1, "x"));
    decodeAll();
    take();

    boolean known = ahead.has(take());
    queue.add(record(2, "x"));
    decodeAll();

    assertThat(known).isFalse();
    assertThat(calls).as("the second one did not fit").containsExactly(0L, 2L);
  }

  @Test
  void whatComesBeforeARecordIsDiscardedAtItsTurn() {
    append(0, 1, 2);
    decodeAll();
    SourceRecord passed = take();
    take();
    SourceRecord third = take();

    assertThat(ahead.has(third)).isTrue();
    assertThat(ahead.of(third)).isEqualTo(decoding(third, 3));

    assertThat(ahead.has(passed)).isFalse();
  }

  @Test
  void aRecordThatIsNotDecodedYetIsDecodedAtItsTurn() {
    append(0);
    SourceRecord record = take();

    assertThat(ahead.has(record)).isFalse();
    assertThat(ahead.of(record)).isEqualTo(decoding(record, 1));
  }

  @Test
  void aRecordThatIsReadAgainIsDecodedAgain() {
    append(0);
    decodeAll();
    SourceRecord again = record(0, "v");
    assertThat(again).isEqualTo(queue.peek());

    assertThat(ahead.has(again)).isFalse();

    assertThat(ahead.of(again)).isEqualTo(decoding(again, 2));
  }

  /** A compacted or truncated log may hold another message at the offset. */
  @Test
  void anotherRecordAtTheSameOffsetIsNotTakenForTheOneThatWasDecoded() {
    append(0, 1);
    decodeAll();
    queue.clear();
    SourceRecord other = record(0, "other");

    assertThat(ahead.of(other)).isEqualTo(decoding(other, 3));
  }

  @Test
  void aRecordWhoseTurnCameTooSoonIsNotDecodedAhead() {
    append(0, 1, 2);
    ahead.decodeNext();
    ahead.of(take());
    ahead.of(take());

    decodeAll();

    assertThat(calls).containsExactly(0L, 1L, 2L);
  }

  @Test
  void afterARecordThatCouldNotBeDecodedTheNextOnesAreUsed() {
    append(0, 1, 2);
    failing = 0;
    decodeAll();
    failing = -1;
    decodeAll();

    List<Decoding> used = List.of(ahead.of(take()), ahead.of(take()), ahead.of(take()));

    assertThat(used)
        .extracting(DecodeAheadTest::text)
        .containsExactly("0 by call 4", "1 by call 2", "2 by call 3");
  }

  @Test
  void recordsThatAreDiscardedWhileTheyAreReadAreNotDecoded() {
    append(0, 1);
    List<DecodeAhead> discarded = new ArrayList<>();
    DecodeAhead late =
        new DecodeAhead(
            this::decode,
            (behind, most) -> {
              discarded.forEach(DecodeAhead::clear);
              return queue.behind(behind, most);
            },
            queue::size);
    discarded.add(late);

    assertThat(late.decodeNext()).isFalse();

    assertThat(calls).isEmpty();
  }

  @Test
  void whatIsClearedIsDecodedAgainFromTheFirstRecordOn() {
    append(0, 1);
    decodeAll();

    ahead.clear();
    decodeAll();

    assertThat(calls).containsExactly(0L, 1L, 0L, 1L);
    SourceRecord first = take();
    assertThat(ahead.of(first)).isEqualTo(decoding(first, 3));
  }

  @Test
  void recordsThatWereAboutToBeDecodedAreForgottenWithTheRest() {
    append(0, 1, 2);
    ahead.decodeNext();
    queue.clear();

    ahead.clear();

    assertThat(ahead.decodeNext()).isFalse();
    assertThat(calls).containsExactly(0L);
  }

  @Test
  void theQueueIsNotLookedAtWhileAsManyRecordsAreDecodedAsMayBe() {
    List<Integer> looks = new ArrayList<>();
    DecodeAhead full =
        new DecodeAhead(
            this::decode,
            (behind, most) -> {
              looks.add(most);
              return queue.behind(behind, most);
            },
            queue::size);
    for (int i = 0; i <= DecodeAhead.MOST_RECORDS; i++) {
      append(i);
    }
    for (int i = 0; i < DecodeAhead.MOST_RECORDS; i++) {
      full.decodeNext();
    }

    assertThat(full.decodeNext()).isFalse();

    assertThat(looks).hasSize(1);
  }

  @Test
  void recordsWhoseTurnCameWhileTheQueueWasReadAreNotDecodedAnyMore() {
    append(0, 1, 2);
    List<DecodeAhead> self = new ArrayList<>();
    DecodeAhead late =
        new DecodeAhead(
            this::decode,
            (behind, most) -> {
              List<SourceRecord> read = queue.behind(behind, most);
              self.get(0).of(take());
              self.get(0).of(take());
              return read;
            },
            queue::size);
    self.add(late);

    late.decodeNext();

    assertThat(calls).as("each once").containsExactly(0L, 1L, 2L);
  }

  @Test
  void afterARecordWhoseTurnCameFirstDecodingGoesOnBehindIt() {
    append(0, 1, 2);
    List<SourceRecord> read = queue.behind(null, 3);
    ahead.of(take());

    ahead.decodeNext();

    assertThat(calls).containsExactly(0L, 1L);
    assertThat(ahead.has(read.get(1))).isTrue();
  }

  @Test
  void aDecodingThatIsInWorkWhileAllAreClearedIsNotUsed() {
    append(0);
    whileDecoding = ahead::clear;
    ahead.decodeNext();
    whileDecoding = () -> {};
    SourceRecord record = take();

    assertThat(ahead.has(record)).isFalse();
    assertThat(ahead.of(record)).isEqualTo(decoding(record, 2));
  }

  @Test
  void aDecoderThatFailsIsAskedAgainAtTheTurnOfTheRecord() {
    append(0);
    failing = 0;

    assertThat(ahead.decodeNext()).isFalse();

    SourceRecord record = take();
    assertThat(ahead.has(record)).isFalse();
    assertThatThrownBy(() -> ahead.of(record)).hasMessage("cannot decode 0");
    failing = -1;
    assertThat(ahead.of(record)).isEqualTo(decoding(record, 3));
  }

  @Test
  void nothingIsDecodedOfAnEmptyQueue() {
    assertThat(ahead.decodeNext()).isFalse();
    assertThat(ahead.isLow()).isFalse();
  }

  @Test
  void isLowWhileMoreRecordsWaitThanAreDecoded() {
    append(0, 1);
    assertThat(ahead.isLow()).isTrue();

    ahead.decodeNext();
    assertThat(ahead.isLow()).as("one of two").isTrue();

    ahead.decodeNext();
    assertThat(ahead.isLow()).as("two of two").isFalse();
  }

  @Test
  void isNotLowAboveAQuarterOfTheRecords() {
    for (int i = 0; i < DecodeAhead.MOST_RECORDS; i++) {
      append(i);
    }

    for (int i = 0; i < DecodeAhead.MOST_RECORDS / 4; i++) {
      ahead.decodeNext();
    }
    assertThat(ahead.isLow()).isTrue();
    ahead.decodeNext();

    assertThat(ahead.isLow()).isFalse();
  }

  @Test
  void isNotLowAboveAQuarterOfTheBytes() {
    queue.add(record(0, "x".repeat((int) DecodeAhead.MOST_BYTES / 4)));
    append(1, 2);

    ahead.decodeNext();
    assertThat(ahead.isLow()).isTrue();
    ahead.decodeNext();

    assertThat(ahead.isLow()).isFalse();
  }

  private void append(long... offsets) {
    for (long offset : offsets) {
      queue.add(record(offset, "v"));
    }
  }

  private SourceRecord take() {
    SourceRecord record = queue.poll();
    if (record == null) {
      throw new AssertionError("no record waits");
    }
    return record;
  }

  private void decodeAll() {
    boolean more = true;
    while (more) {
      more = ahead.decodeNext();
    }
  }

  private Decoding decode(SourceRecord record) {
    long offset = record.offset().value();
    calls.add(offset);
    whileDecoding.run();
    if (offset == failing) {
      throw new IllegalStateException("cannot decode " + offset);
    }
    return decoding(record, calls.size());
  }

  private static String text(Decoding decoding) {
    return ((Decoding.Malformed) decoding).violation().message();
  }

  /** Returns a decoding that names its record, and the call of the decoder that has made it. */
  private static Decoding decoding(SourceRecord record, int call) {
    String text = record.offset() + " by call " + call;
    return new Decoding.Malformed(new Violation(ViolationCode.MALFORMED_JSON, "$", text));
  }
}
