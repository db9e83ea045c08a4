package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static dev.rbacconsumer.core.internal.lane.LaneScript.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which records one change covers, and which one when the store refuses it. */
class BatchTest {
  private static final Failure FAILURE =
      new Failure(FailureClass.REJECTED, "unknown_definition", "as scripted");

  private final Batch work = new Batch(LaneSettings.DEFAULT);
  private final List<InFlightRecord> all = new ArrayList<>();

  @Test
  void oneChangeCoversTheWholeRange() {
    add("+a", "-a +b", "+c");

    assertThat(next()).isEqualTo("-a +b +c");
    assertThat(work.lastCovered()).isEqualTo(entry(2).record);
    assertThat(work.covered()).containsExactly(entry(0), entry(1), entry(2));
  }

  @Test
  void whatRecordsBehindTheFirstOneRemoveIsKnownBeforeAnythingTakesItsPlace() {
    add("-c +a", "-a +b", "-b +c");

    assertThat(work.removedBehindFirst())
        .isEqualTo(
            Stream.of(entry(1), entry(2))
                .map(InFlightRecord::change)
                .flatMap(change -> Objects.requireNonNull(change).removals().stream())
                .collect(Collectors.toSet()));
    assertThat(work.removedBehindFirst()).hasSize(2);
  }

  @Test
  void aRangeThatTheStoreWasAskedAboutGrowsNoMore() {
    add("+a");
    assertThat(work.isClosed()).isFalse();

    next();

    assertThat(work.isClosed()).isTrue();
  }

  @Test
  void aRecordThatIsNoChangeIsDealtWithBeforeTheStoreIsAsked() {
    add("w", "+a");

    assertThat(work.nextChange(entry -> false)).isNull();
    assertThat(work.isClosed()).isFalse();
  }

  @Test
  void aRecordThatIsStoredIsNotStoredAgain() {
    add("+a", "+b");
    work.shorten();
    next();
    work.stored();

    assertThat(work.covered()).containsExactly(entry(1));
    assertThat(work.nextChange(entry -> false)).isNull();
  }

  @Test
  void aRefusedRangeIsShortenedRecordByRecord() {
    add("+a", "+b", "+c");
    next();

    assertThat(work.shorten()).isTrue();
    assertThat(next()).isEqualTo("+a +b");
    assertThat(work.lastCovered()).isEqualTo(entry(1).record);
    assertThat(work.covered()).containsExactly(entry(0), entry(1));
    assertThat(work.shorten()).isTrue();
    assertThat(next()).isEqualTo("+a");
    assertThat(work.shorten()).isFalse();
    assertThat(next()).isEqualTo("+a");
  }

  @Test
  void whatAskedNothingOfTheStoreIsNoStepWhenARangeIsShortened() {
    recover("+a", "w", "+b", "w");
    next();

    assertThat(work.shorten()).isTrue();

    assertThat(next()).isEqualTo("+a");
    assertThat(work.shorten()).isFalse();
  }

  @Test
  void aShorterChangeAddsNothingThatALaterRecordRemoves() {
    add("+a +b", "-a", "w", "-b");
    next();
    work.shorten();
    assertThat(next()).isEqualTo("-a");

    work.shorten();

    assertThat(next()).isEmpty();
  }

  @Test
  void whatARecordRemovedInAFailedAttemptIsNotAddedAgainWhileItWaits() {
    add("+x", "+a", "-a -x");
    assertThat(next()).isEqualTo("-a -x");

    entry(0).quarantine(FAILURE);
    entry(2).waitBehindAfterAttempt(entry(0).record.offset());
    work.removeFirst();

    assertThat(next()).isEmpty();
  }

  @Test
  void aRecordThatWaitsFromTheStartHasRemovedNothing() {
    add("+x", "+a", "-a -x");
    entry(0).quarantine(FAILURE);

    entry(2).waitBehind(entry(0).record.offset());
    work.removeFirst();

    assertThat(next()).isEqualTo("+a");
  }

  @Test
  void whatARecordOfARecoveryRemovesIsNotAddedAgainWhileItWaits() {
    recover("+x", "+a", "-a -x");
    entry(0).quarantine(FAILURE);

    entry(2).waitBehind(entry(0).record.offset());

    assertThat(next()).as("an earlier owner may have applied all of them").isEmpty();
  }

  @Test
  void aShortenedRangeIsWholeAgainOnceItsBeginningIsStored() {
    add("+a", "+b", "+c");
    next();
    work.shorten();
    next();

    work.stored();
    work.removeFirst();
    work.removeFirst();

    assertThat(next()).isEqualTo("+c");
  }

  @Test
  void aRangeWhoseFirstRecordGoesIsWholeAgain() {
    add("+a", "+b", "+c", "+d");
    next();
    work.shorten();
    work.shorten();

    work.removeFirst();

    assertThat(next()).isEqualTo("+b +c +d");
  }

  @Test
  void aRecoveryEndsBeforeTheFirstRecordThatBlocks() {
    recover("+a", "!", "-a");

    TupleChange change = work.nextChange(entry -> entry.known() instanceof Decoding.Invalid);

    assertThat(text(Objects.requireNonNull(change))).isEmpty();
    assertThat(work.covered()).containsExactly(entry(0));
    assertThat(work.lastCovered()).isEqualTo(entry(0).record);
  }

  @Test
  void aRecoveryIsClosedFromTheStartAndFoldsAroundWhatIsNoChange() {
    recover("w", "+a");

    assertThat(work.isClosed()).isTrue();
    assertThat(next()).isEqualTo("+a");
  }

  @Test
  void aRecoveryThatAsksNothingOfTheStoreHasNoChange() {
    recover("w");

    assertThat(work.nextChange(entry -> false)).isNull();
  }

  @Test
  void theFirstRecordThatIsNotDecodedIsNext() {
    InFlightRecord known = new InFlightRecord(record(0, "+a"), 0);
    known.decoded(decode(known.record));
    InFlightRecord unknown = new InFlightRecord(record(1, "+b"), 0);
    work.add(known);
    assertThat(work.undecoded()).isNull();

    work.add(unknown);
    work.add(new InFlightRecord(record(2, "+c"), 0));

    assertThat(work.undecoded()).isSameAs(unknown);
  }

  @Test
  void aRecordThatHasToBeDecodedAgainIsFoundBeforeLaterOnes() {
    add("{", "+a");
    InFlightRecord later = new InFlightRecord(record(2, "+b"), 0);
    work.add(later);
    assertThat(work.undecoded()).isSameAs(later);

    entry(0).failed(FAILURE, 0, 0);
    work.restart();

    assertThat(work.undecoded()).as("its bytes are read again").isSameAs(entry(0));
    entry(0).decoded(decode(entry(0).record));
    work.removeFirst();
    assertThat(work.undecoded()).isSameAs(later);
  }

  @Test
  void aChangeThatIsAskedForAgainIsNotFoldedAgain() {
    add("+a", "-a +b", "+c");
    TupleChange change = work.nextChange(entry -> false);

    assertThat(work.nextChange(entry -> false)).isSameAs(change);
  }

  @Test
  void countsItsRecordsAndTheirBytes() {
    assertThat(work.isEmpty()).isTrue();
    assertThat(work.bytes()).isZero();

    add("+a", "-a +b");

    assertThat(work.isEmpty()).isFalse();
    assertThat(work.size()).isEqualTo(2);
    assertThat(work.bytes()).isEqualTo(7);
    assertThat(work.last().record).isEqualTo(record(1, "-a +b"));
  }

  @Test
  void isAsNewOnceItsLastRecordGoes() {
    recover("+a");
    next();

    work.removeFirst();

    assertThat(work.isEmpty()).isTrue();
    assertThat(work.isClosed()).isFalse();
    add("w", "+a");
    assertThat(work.nextChange(entry -> false)).as("no recovery any more").isNull();
  }

  private String next() {
    return text(Objects.requireNonNull(work.nextChange(entry -> false)));
  }

  private InFlightRecord entry(int index) {
    return all.get(index);
  }

  private void add(String... values) {
    entries(values).forEach(work::add);
  }

  private void recover(String... values) {
    work.recover(entries(values));
  }

  private List<InFlightRecord> entries(String... values) {
    all.clear();
    for (int i = 0; i < values.length; i++) {
      InFlightRecord entry = new InFlightRecord(record(i, values[i]), 0);
      entry.decoded(decode(entry.record));
      all.add(entry);
    }
    return all;
  }
}
