package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Which events repeat earlier ones, and how much is read of those before the start position. The
 * log holds events from offset 0 on, and the start position is 4.
 */
class RepeatedEventsTest {
  private static final String NO_ID = "";

  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(10, 1_000));
  private final LogRereader rereading = new LogRereader();
  private RepeatedEvents repeats = new RepeatedEvents(5);
  private long next = 4;

  @Test
  void eventsBeforeTheStartAreRecognisedWhereTheLogHoldsAllOfThem() throws Exception {
    decodeBeforeStart(0, "a", "b", "c", "d");

    assertThat(isRepeated("a")).as("nothing was before it").isTrue();
    assertThat(isRepeated("d")).isTrue();
    assertThat(isRepeated("e")).isFalse();
  }

  @Test
  void theOldestOfThemIsNotPassedOverWhereOthersWereBeforeIt() throws Exception {
    decodeBeforeStart(2, "c", "d");

    assertThat(isRepeated("d")).isTrue();
    assertThat(isRepeated("c")).isFalse();
  }

  @Test
  void theOldestOneIsNotPassedOverWhereAnEventWithoutAnIdWasBeforeIt() {
    repeats.refill(position(0), position(0), true);
    isRepeated("a");
    isRepeated("b");
    assertThat(isRepeated("a")).isTrue();

    isRepeated(NO_ID);

    assertThat(isRepeated("a")).as("it may repeat one that is forgotten").isFalse();
    assertThat(isRepeated("b")).isFalse();
  }

  @Test
  void anIdThatWasReadBeforeTheStartHoldsTheEventBack() {
    readIds("a", "b");

    assertThat(repeats.before(entry("b"))).isPresent();
    assertThat(repeats.before(entry("e"))).isEmpty();
  }

  @Test
  void theIdOfAnEventThatHadToBeDecodedCountsToo() throws Exception {
    Scan scan = repeats.refill(position(4), position(0), true);
    show(scan, "a");

    assertThat(repeats.before(entry("a"))).isPresent();
  }

  @Test
  void anEventWithoutAnIdHoldsBackNoOther() throws Exception {
    Scan scan = repeats.refill(position(4), position(0), true);
    show(scan, NO_ID);

    assertThat(repeats.before(entry(NO_ID))).isEmpty();
  }

  @Test
  void idsOfAnEarlierStartHoldBackNothing() {
    readIds("a");

    repeats.refill(position(4), position(0), false);

    assertThat(repeats.before(entry("a"))).isEmpty();
  }

  @Test
  void idsHoldBackNothingOnceARecordIsSetAside() {
    readIds("a");

    repeats.setAside();

    assertThat(repeats.before(entry("a"))).isEmpty();
  }

  @Test
  void nothingIsPassedOverThatCameBeforeARecordThatIsSetAside() {
    repeats.refill(position(0), position(0), true);
    isRepeated("a");

    repeats.setAside();

    assertThat(isRepeated("a")).isFalse();
  }

  @Test
  void idsHoldBackNothingOnceAnEventHasNone() {
    readIds("a");

    isRepeated(NO_ID);

    assertThat(repeats.before(entry("a"))).isEmpty();
  }

  @Test
  void idsHoldBackNothingOnceEnoughEventsCameSince() {
    repeats = new RepeatedEvents(2);
    readIds("d");
    isRepeated("e");
    assertThat(repeats.before(entry("d"))).isPresent();

    isRepeated("f");

    assertThat(repeats.before(entry("d"))).as("it would be forgotten by now").isEmpty();
  }

  @Test
  void anIdWithTwoContentsIsToldAndNoIdCountsAnyMore() {
    repeats.refill(position(0), position(0), true);
    isRepeated("a");
    InFlightRecord other = entry("a", "+other");

    assertThat(repeats.compare(other, false))
        .containsExactly(new RecordEvent.IdsNotUnique(other.record, other.metadata()));

    assertThat(isRepeated("e")).isFalse();
    assertThat(isRepeated("e")).isFalse();
    assertThat(repeats.refill(position(4), position(0), false).isEmpty())
        .as("no event is read for its id")
        .isTrue();
  }

  @Test
  void aRecordOfARecoveryIsNeverPassedOver() {
    repeats.refill(position(0), position(0), true);
    isRepeated("a");
    InFlightRecord again = entry("a");

    assertThat(repeats.compare(again, true)).isEmpty();

    assertThat(again.isRepeated()).isFalse();
  }

  @Test
  void eventsBeforeTheStartAreGivenUpOnlyWhereOneOfThemCannotBeRead() {
    begin(repeats.refill(position(4), position(0), false));

    assertThat(repeats.abandon(rereading, buffer, position(4))).as("the start").isFalse();
    assertThat(repeats.abandon(rereading, buffer, position(3))).isTrue();

    assertThat(rereading.wantedSeek()).contains(position(4));
    assertThat(repeats.abandon(rereading, buffer, position(3))).as("given up").isFalse();
  }

  @Test
  void anEventWithoutAnIdBeforeTheStartLeavesTheRestToBeGivenUp() throws Exception {
    Scan scan = repeats.refill(position(4), position(0), false);
    begin(scan);
    show(scan, NO_ID);

    assertThat(repeats.abandon(rereading, buffer, position(2))).isTrue();
  }

  @Test
  void nothingIsGivenUpWhereOtherRecordsAreRead() {
    repeats.refill(position(4), position(0), false);
    begin(new Scan(position(0), position(3), (record, decoding) -> {}, () -> {}));

    assertThat(repeats.abandon(rereading, buffer, position(1))).isFalse();
    assertThat(repeats.readFewer(rereading, buffer)).isFalse();
    assertThat(rereading.isSought()).isTrue();
  }

  @Test
  void nothingIsGivenUpBeforeTheSourceIsThere() {
    Scan scan = repeats.refill(position(4), position(0), false);
    rereading.begin(List.of(scan), position(4));

    assertThat(repeats.abandon(rereading, buffer, position(1))).isFalse();
  }

  @Test
  void halfOfTheEventsAreReadWhereTheFirstOnesAreGone() {
    begin(repeats.refill(position(4), position(0), false));

    assertThat(repeats.readFewer(rereading, buffer)).isTrue();
    assertThat(rereading.wantedSeek()).contains(position(2));
    rereading.sought();
    assertThat(repeats.readFewer(rereading, buffer)).isTrue();
    assertThat(rereading.wantedSeek()).contains(position(3));
    rereading.sought();
    assertThat(repeats.readFewer(rereading, buffer)).isTrue();

    assertThat(rereading.wantedSeek()).as("none are left").contains(position(4));
    assertThat(rereading.left()).isZero();
  }

  @Test
  void nothingIsReadWhereNoEventIsRemembered() {
    repeats = new RepeatedEvents(0);

    assertThat(repeats.refill(position(4), position(0), true).isEmpty()).isTrue();

    assertThat(isRepeated("a")).isFalse();
    assertThat(isRepeated("a")).isFalse();
    assertThat(repeats.before(entry("a"))).isEmpty();
  }

  /** Reads the events before the start position, from an offset on, and decodes them. */
  private void decodeBeforeStart(long logBegin, String... ids) throws Exception {
    Scan scan = repeats.refill(position(4), position(logBegin), false);
    begin(scan);
    for (String id : ids) {
      show(scan, id);
    }
    scan.complete();
  }

  private void begin(Scan scan) {
    buffer.begin(Optional.empty());
    rereading.begin(List.of(scan), position(4));
    rereading.sought();
  }

  /** Reads the ids of the events before the start position, and no more of them. */
  private void readIds(String first, String... others) {
    Scan scan = repeats.refill(position(4), position(0), true);
    take(scan);
    for (int i = 0; i < others.length; i++) {
      buffer.add(record(i + 1, "+a"));
    }
    scan.identified(first, buffer, record -> others[(int) record.offset().value() - 1]);
  }

  private void show(Scan scan, String id) throws Exception {
    take(scan);
    scan.decoded(entry(id).known());
  }

  private void take(Scan scan) {
    buffer.begin(Optional.empty());
    buffer.add(record(0, "+a"));
    assertThat(scan.next(buffer, 0)).isInstanceOf(LaneAction.Decode.class);
  }

  /** Compares the next event with those before it. */
  private boolean isRepeated(String id) {
    InFlightRecord entry = entry(id);
    assertThat(repeats.compare(entry, false)).isEmpty();
    return entry.isRepeated();
  }

  private InFlightRecord entry(String id) {
    return entry(id, "+a");
  }

  private InFlightRecord entry(String id, String value) {
    TupleChange change = TupleChange.net(List.of(), LaneScript.tuples(value, "+"));
    EventMetadata metadata = new EventMetadata(id, "", "", "", "", "", "", "", null);
    return InFlightRecord.of(
        record(next++, value),
        new Decoding.Relations(new RelationsEvent(metadata, change, 0, false)),
        0);
  }
}
