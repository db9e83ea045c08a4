package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.PARTITION;
import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.batch.BatchSize;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.checkpoint.FailureMemory;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is still known of a record in work once it is read again, or put back. */
class BatchTakeUpTest {
  private static final Failure DOWN = new Failure(FailureClass.TRANSIENT, "down", "why");
  private static final Failure REFUSED = new Failure(FailureClass.REJECTED, "refused", "why");

  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(10, 1_000));
  private final Window window = new Window(10, 1_000);
  private final FailureMemory failures = new FailureMemory(0, Instant.EPOCH);
  private Batch work = new Batch(LaneSettings.DEFAULT);

  @BeforeEach
  void beginToRead() {
    buffer.begin(Optional.empty());
  }

  @Test
  void aRecordThatFailedAndIsReadAgainIsCountedOn() {
    takeUp(record(0, "+a"), 10).failed(DOWN, 20, 90);

    work.discard();
    InFlightRecord again = takeUp(record(0, "+a"), 50);

    assertThat(again.failures()).isEqualTo(1);
    assertThat(again.failingSince()).isEqualTo(20);
    assertThat(again.startedAt).isEqualTo(10);
    assertThat(again.isDue(50)).as("under the new fence it is tried at once").isTrue();
  }

  @Test
  void aRecordThatHasNotFailedBeginsAnewWhereItIsReadAgain() {
    takeUp(record(0, "+a"), 10);

    work.discard();

    assertThat(takeUp(record(0, "+a"), 50).startedAt).isEqualTo(50);
  }

  @Test
  void anotherRecordAtTheOffsetOfOneThatFailedHasNotFailed() {
    takeUp(record(0, "+a"), 10).failed(DOWN, 20, 90);

    work.discard();
    InFlightRecord other =
        takeUp(new SourceRecord(PARTITION, new Offset(0), 1_000, null, new byte[2], List.of()), 50);

    assertThat(other.failures()).isZero();
    assertThat(other.startedAt).isEqualTo(50);
  }

  @Test
  void recordsThatAreDiscardedAreNotInWork() {
    takeUp(record(0, "+a"), 10);

    work.discard();

    assertThat(work.isEmpty()).isTrue();
    assertThat(work.bytes()).isZero();
  }

  @Test
  void aRecordHasFailedAlsoWhereItFailedUnderAnEarlierFence() {
    assertThat(work.hasFailed()).as("no record").isFalse();
    takeUp(record(0, "+a"), 10);
    assertThat(work.hasFailed()).isFalse();
    work.first().failed(DOWN, 20, 90);
    assertThat(work.hasFailed()).isTrue();
    assertThat(work.isFailing()).isTrue();

    work.discard();
    takeUp(record(0, "+a"), 50);

    assertThat(work.hasFailed()).isTrue();
    assertThat(work.isFailing()).as("under this fence").isFalse();
  }

  @Test
  void whatIsKnownOfDiscardedRecordsIsForgottenUpToTheOneThatIsSettled() {
    for (int offset = 0; offset < 4; offset++) {
      InFlightRecord entry = new InFlightRecord(record(offset, "+a"), 10);
      entry.failed(DOWN, 20, 90);
      work.add(entry);
    }
    work.discard();

    takeUp(record(2, "+a"), 50);
    work.removeFirst();

    assertThat(failuresOf(0)).isZero();
    assertThat(failuresOf(1)).isZero();
    assertThat(failuresOf(3)).isEqualTo(1);
  }

  @Test
  void whatIsKnownOfTheSettledRecordItselfIsForgottenToo() {
    takeUp(record(0, "+a"), 10).failed(DOWN, 20, 90);
    work.discard();

    work.add(new InFlightRecord(record(0, "+a"), 30));
    work.removeFirst();

    assertThat(failuresOf(0)).isZero();
  }

  @Test
  void aBatchWaitsForOthersWhereTheStoreDidNotAnswerForOneOfItsRecords() {
    work.add(new InFlightRecord(record(0, "+a"), 10));
    work.add(new InFlightRecord(record(1, "+b"), 10));
    assertThat(work.waitsForOthers()).isFalse();
    work.first().failed(REFUSED, 20, 90);
    assertThat(work.waitsForOthers()).as("the record is at fault").isFalse();

    work.last().failed(DOWN, 20, 90);

    assertThat(work.waitsForOthers()).isTrue();
  }

  @Test
  void recordThatDoesNotFitIsPutBackWithItsBytesAndItsFailures() {
    fits(2);
    InFlightRecord first = decoded(0, "+a +b");
    InFlightRecord second = decoded(1, "+cde");
    second.failed(DOWN, 20, 90);

    assertThat(work.putBack(first, buffer)).as("the first one is always kept").isFalse();
    assertThat(work.putBack(second, buffer)).isTrue();

    assertThat(work.size()).isEqualTo(1);
    assertThat(work.bytes()).isEqualTo(5);
    assertThat(work.isClosed()).isTrue();
    assertThat(buffer.peek()).isEqualTo(record(1, "+cde"));
  }

  @Test
  void recordThatWasPutBackBeginsAgainAndIsCountedOn() {
    fits(2);
    InFlightRecord first = decoded(0, "+a +b");
    InFlightRecord second = decoded(1, "+cde");
    second.failed(DOWN, 20, 90);
    work.putBack(first, buffer);
    work.putBack(second, buffer);

    work.clear();
    work.takeUp(buffer, window, failures, 50);

    assertThat(work.first().failures()).isEqualTo(1);
    assertThat(work.first().isBegunAgain()).isTrue();
    assertThat(work.first().decoding()).isNull();
  }

  @Test
  void recordsThatRepeatedAnotherAreNewOnceThatMayNotBeApplied() {
    InFlightRecord first = decoded(0, "+a");
    InFlightRecord second = decoded(1, "+b");
    second.repeated();
    assertThat(second.change()).isNull();

    work.forgetRepeats();

    assertThat(first.isRepeated()).isFalse();
    assertThat(second.isRepeated()).isFalse();
    assertThat(second.isUnstored()).isTrue();
  }

  @Test
  void theBytesOfARecordThatIsSettledCountNoMore() {
    decoded(0, "+abc");
    decoded(1, "+b");

    work.removeFirst();

    assertThat(work.bytes()).isEqualTo(2);
  }

  /** Gives the batch an adaptive size, of no more than a number of tuples. */
  private void fits(int tuples) {
    work =
        new Batch(
            LaneSettings.DEFAULT
                .withBatchSize(BatchSize.AUTO)
                .withSteps(new ChangeSteps(tuples, tuples)));
  }

  private InFlightRecord decoded(long offset, String value) {
    InFlightRecord entry = new InFlightRecord(record(offset, value), 10);
    entry.decoded(decode(entry.record));
    work.add(entry);
    return entry;
  }

  private InFlightRecord takeUp(SourceRecord record, long now) {
    buffer.add(record);
    work.takeUp(buffer, window, failures, now);
    return work.first();
  }

  /** Number of failed attempts with which a record is taken up. */
  private int failuresOf(long offset) {
    work.clear();
    return takeUp(record(offset, "+a"), 60).failures();
  }
}
