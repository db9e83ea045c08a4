package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.PARTITION;
import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.position;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static dev.rbacconsumer.core.internal.lane.LaneScript.tuples;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionSlot;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordQueue;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that are read, and not applied as they are. The log has events from offset 0 on. */
class ReplayedRecordsTest {
  private static final Failure FAILURE = new Failure(FailureClass.TRANSIENT, "defect", "why");
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Optional<String> LOG = Optional.of("log");

  private final LaneSettings settings = LaneSettings.DEFAULT.withQuarantine(QuarantineSettings.ON);

  private final RecordBuffer buffer = new RecordBuffer(new RecordQueue(10, 1_000));
  private final Window window = new Window(10, 1_000);
  private final Batch work = new Batch(settings);
  private final RepeatedEvents repeats = new RepeatedEvents(5);
  private final Ownership ownership = new Ownership(PARTITION, Backoff.DEFAULT, 0);
  private final QuarantineControl quarantine =
      new QuarantineControl(ownership, work, settings, new ActionSlot(), () -> {}, 0);

  private final ReplayReader replaying =
      new ReplayReader(PARTITION, settings, buffer, window, work, repeats, quarantine);

  private final NotedTable table = new NotedTable();

  @Test
  void theFirstPassNotesEveryTupleOfItsRecords() {
    replay(0, 3);
    read("+a", "-b");

    assertThat(table.noted.keySet())
        .containsExactlyInAnyOrderElementsOf(List.of(tuple("a"), tuple("b")));
    assertThat(table.noted).containsEntry(tuple("b"), new Offset(1));
  }

  @Test
  void theFirstPassNotesNoTupleOfARecordThatWaitsInTheQuarantine() {
    park(record(1, "-a"));
    replay(0, 4);

    read("+a", "-a", "+a", "+b");

    assertThat(table.noted)
        .as("offset 1 is parked, and those behind it name the same user")
        .containsExactlyEntriesOf(Map.of(tuple("a"), new Offset(0)));
  }

  @Test
  void aReplayThatIsCancelledWantsNothingMoreOfTheSource() {
    replay(0, 3);
    assertThat(replaying.isReading()).isTrue();

    replaying.leave();

    assertThat(replaying.isReading()).isFalse();
    assertThat(replaying.wantedSeek()).isEmpty();
    assertThat(table.closed).isEqualTo(1);
  }

  @Test
  void rangesComeFirstWhereNoRecordIsInWork() {
    assertThat(replaying.isFirst()).as("no range").isFalse();
    replay(0, 3);
    assertThat(replaying.isFirst()).isTrue();

    work.add(new InFlightRecord(record(4, "+a"), 0));

    assertThat(replaying.isFirst()).isFalse();
    assertThat(replaying.isReading()).isTrue();
  }

  @Test
  void whatIsSettledOfAReplayIsNotLeftToBeRead() {
    window.begin(StartPositions.replaying(2, 7));
    replaying.begin(StartPositions.replaying(2, 7), 0);

    assertThat(replaying.left()).as("2 before it, 5 to note, 5 to settle").hasValue(12);
  }

  @Test
  void aTableThatFailsLeavesNoRecordOfTheFirstPassInTheBuffer() {
    replay(0, 3);
    offer("+a", "+b");

    replaying.failed(new ReplayTableException("full", new IOException("full")), 0, 0);

    assertThat(buffer.peek()).isNull();
    assertThat(buffer.isOpen()).isTrue();
  }

  @Test
  void anInterruptWhileATupleIsNotedIsToldOnce() {
    replay(0, 3);
    offer("+a");
    replaying.next(0);
    assertThat(replaying.takeInterrupt()).isFalse();
    table.isInterrupted = true;

    assertThat(replaying.decoded(decode(record(0, "+a")), 0, 0)).isEmpty();

    assertThat(replaying.takeInterrupt()).isTrue();
    assertThat(replaying.takeInterrupt()).isFalse();
  }

  @Test
  void aRecordOfTheFirstPassThatCannotBeDecodedIsTriedAgainAfterABackoff() {
    replay(0, 3);
    offer("+a");
    replaying.next(0);

    List<DeliveryEvent> first = replaying.notDecoded(FAILURE, 50, 0);
    long due = 50 + DELAY.toNanos();
    assertThat(replaying.next(due - 1)).isEqualTo(new LaneAction.WaitUntil(due, true));
    assertThat(replaying.next(due))
        .isEqualTo(new LaneAction.Decode(record(0, "+a"), 2, false, false));
    List<DeliveryEvent> second = replaying.notDecoded(FAILURE, due, 0);

    assertThat(first).containsExactly(retrying(1, DELAY));
    assertThat(second).containsExactly(retrying(2, DELAY.multipliedBy(2)));
  }

  @Test
  void anEventBeforeTheStartThatCannotBeDecodedIsGivenUpWithThoseBesideIt() {
    replaying.begin(StartPositions.replaying(2, 5), 0);
    replaying.opened(table);
    replaying.sought();
    offer("+a");
    replaying.next(0);

    assertThat(replaying.notDecoded(FAILURE, 50, 0)).isEmpty();

    assertThat(replaying.wantedSeek()).as("the first pass").contains(position(2));
  }

  @Test
  void anEventThatMayBeRepeatedIsDecodedAgainBehindTheEventsBeforeTheStart() {
    replaying.begin(beginning(2), 0);
    readIds("a", "b");
    InFlightRecord entry = event(2, "b");
    work.add(entry);
    assertThat(work.undecoded()).isNull();

    assertThat(replaying.readsBefore(entry)).isTrue();

    assertThat(work.undecoded()).isSameAs(entry);
    assertThat(entry.isBegunAgain()).isTrue();
    assertThat(replaying.wantedSeek()).contains(position(0));
  }

  @Test
  void aNewEventIsNotHeldBack() {
    replaying.begin(beginning(2), 0);
    readIds("a", "b");
    InFlightRecord entry = event(2, "c");
    work.add(entry);

    assertThat(replaying.readsBefore(entry)).isFalse();

    assertThat(replaying.isReading()).isFalse();
    assertThat(entry.isBegunAgain()).isFalse();
  }

  @Test
  void aRecordOfAReplayThatIsComparedAgainIsRememberedForTheEventsBehindTheReplay() {
    replay(0, 3);
    repeats.setAside();
    InFlightRecord first = event(1, "a");
    InFlightRecord second = event(2, "b");
    InFlightRecord behind = event(3, "b");

    replaying.compareAgain(first);
    replaying.compareAgain(second);
    replaying.compareAgain(behind);

    assertThat(first.isRepeated()).isFalse();
    assertThat(second.isRepeated()).isFalse();
    assertThat(behind.isRepeated()).isTrue();
  }

  @Test
  void aRecordThatIsComparedAgainOutsideOfAReplayMayRepeatAnother() {
    replaying.begin(beginning(0), 0);
    InFlightRecord first = event(0, "a");
    InFlightRecord again = event(1, "a");

    replaying.compareAgain(first);
    replaying.compareAgain(again);

    assertThat(first.isRepeated()).isFalse();
    assertThat(again.isRepeated()).isTrue();
  }

  private static StartPosition beginning(long position) {
    return new StartPosition(
        Optional.of(position(position)),
        true,
        Optional.empty(),
        Optional.empty(),
        LOG,
        position(0),
        Optional.empty(),
        OwnerNotes.NONE);
  }

  /** Begins a replay, up to where its first pass is read. */
  private void replay(long from, long end) {
    replaying.begin(StartPositions.replaying(from, end), 0);
    replaying.opened(table);
    replaying.sought();
  }

  /** Records are read from the first one on, and decoded. */
  private void read(String... values) {
    offer(values);
    for (String value : values) {
      assertThat(replaying.next(0)).isInstanceOf(LaneAction.Decode.class);
      assertThat(replaying.decoded(decode(record(0, value)), 0, 0)).isEmpty();
    }
  }

  private void offer(String... values) {
    for (int offset = 0; offset < values.length; offset++) {
      buffer.add(record(offset, values[offset]));
    }
  }

  /** The ids of the events before the start are read, and no more of them. */
  private void readIds(String... ids) {
    replaying.sought();
    offer(ids);
    replaying.next(0);
    replaying.identified(ids[0], record -> ids[(int) record.offset().value()]);
    replaying.readTo(position(ids.length));
    replaying.next(0);
    assertThat(replaying.isReading()).isFalse();
  }

  /** The quarantine is open, and holds a record. */
  private void park(SourceRecord record) {
    ParkedRecord parked =
        new ParkedRecord(record, LOG, Optional.of(FAILURE), Optional.empty(), Instant.EPOCH);
    ownership.attempted(new FenceOutcome.Acquired(new FenceToken("group/0", "token")), 0, 0);
    quarantine.opened(List.of(ParkedEntry.of(parked, decode(record), settings.quarantine())), 0);
    quarantine.positioned(LOG);
  }

  private static InFlightRecord event(long offset, String id) {
    TupleChange change = TupleChange.net(List.of(), List.of(tuple("x")));
    EventMetadata metadata = new EventMetadata(id, "", "", "", "", "", "", "", null);
    return InFlightRecord.of(
        record(offset, "+x"),
        new Decoding.Relations(new RelationsEvent(metadata, change, 0, false)),
        0);
  }

  private static DeliveryEvent retrying(int attempt, Duration delay) {
    return new RecordEvent.Retrying(
        record(0, "+a"), EventMetadata.UNKNOWN, FAILURE, null, attempt, delay);
  }

  private static RelationTuple tuple(String name) {
    return tuples("+" + name, "+").get(0);
  }
}
