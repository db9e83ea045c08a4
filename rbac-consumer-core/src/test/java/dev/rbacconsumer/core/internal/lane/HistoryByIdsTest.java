package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A new owner that reads of the events before its position no more than their ids. */
class HistoryByIdsTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 0);
  private static final RelationTuple TUPLE =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");

  /** Ids of the events of the log, by their offsets. */
  private final List<String> log = new ArrayList<>(List.of("a", "b", "c", "d"));

  private final List<String> decoded = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private Lane lane = new Lane(PARTITION, LaneSettings.DEFAULT, 0, Instant.EPOCH);

  /** First offset that the log holds. */
  private int begin;

  /** Offset of an event whose id is not known with those of others. */
  private long stop = -1;

  /** Whether the ids of events are known without decoding them. */
  private boolean hasHeaders = true;

  @Test
  void noEventBeforeThePositionIsDecodedWhereTheNextOnesHaveOtherIds() {
    log.addAll(List.of("e", "f"));
    beginAt(4);

    LaneAction next = readOn();

    assertThat(next).isInstanceOf(LaneAction.Apply.class);
    assertThat(decoded).containsExactly("e@4");
  }

  @Test
  void eventsWithoutAHeaderAreDecodedOnce() {
    hasHeaders = false;
    log.add("e");
    beginAt(4);

    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);

    assertThat(decoded).containsExactly("a@0", "b@1", "c@2", "d@3", "e@4");
  }

  @Test
  void eventWithoutAHeaderAmongOthersIsDecodedAlone() {
    stop = 2;
    log.add("e");
    beginAt(4);

    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);

    assertThat(decoded).containsExactly("c@2", "e@4");
  }

  @Test
  void eventWithAnIdThatWasReadIsAppliedOnlyAfterTheEventsBeforeItAreDecoded() {
    log.add("c");
    beginAt(4);

    readOn();

    assertThat(repeated).containsExactly("c@4");
    assertThat(decoded).containsExactly("c@4", "a@0", "b@1", "c@2", "d@3", "c@4");
  }

  @Test
  void eventsBehindThePositionAreNotTakenForEarlierOnes() {
    log.addAll(List.of("e", "f"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();

    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);

    assertThat(decoded).containsExactly("e@4", "f@5");
  }

  @Test
  void eventsBeforeAreDecodedOnceHoweverManyAreRepeated() {
    log.addAll(List.of("b", "c", "d"));
    beginAt(4);

    readOn();

    assertThat(repeated).containsExactly("b@4", "c@5", "d@6");
    assertThat(decoded).containsExactly("b@4", "a@0", "b@1", "c@2", "d@3", "b@4", "c@5", "d@6");
  }

  @Test
  void eventThatIsRepeatedAfterNewOnesIsComparedWithThemToo() {
    log.addAll(List.of("e", "e"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();

    readOn();

    assertThat(repeated).containsExactly("e@5");
    assertThat(decoded).containsExactly("e@4", "e@5", "a@0", "b@1", "c@2", "d@3", "e@5");
  }

  @Test
  void eventsSinceTheStartAreComparedWithoutReadingAgain() {
    log.addAll(List.of("e", "f", "f"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();

    readOn();

    assertThat(repeated).containsExactly("f@6");
    assertThat(decoded).containsExactly("e@4", "f@5", "f@6");
  }

  /** Offsets without an event, such as those of transactions, take no places in the memory. */
  @Test
  void eventsSinceTheStartStayInMemoryHoweverFarTheirOffsetsAreApart() {
    lane =
        new Lane(
            PARTITION,
            LaneSettings.DEFAULT.withReplay(ReplaySettings.DEFAULT.withRememberedEvents(4)),
            0,
            Instant.EPOCH);
    log.addAll(List.of("e", "", "f", "", "g", "", "f", "g"));
    beginAt(4);
    for (int i = 0; i < 3; i++) {
      assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
      settleFirst();
    }

    readOn();

    assertThat(repeated).containsExactly("f@10", "g@11");
  }

  @Test
  void eventsThatAreGoneMeanwhileAreNotReadAgain() {
    log.addAll(List.of("e", "d"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();
    begin = 2;

    readOn();

    assertThat(repeated).containsExactly("d@5");
    assertThat(decoded).containsExactly("e@4", "d@5", "c@2", "d@3", "d@5");
  }

  @Test
  void eventIsAppliedIfAllBeforeTheStartAreGone() {
    log.addAll(List.of("e", "d"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();
    begin = 4;

    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);

    assertThat(repeated).isEmpty();
    assertThat(decoded).containsExactly("e@4", "d@5", "d@5");
  }

  @Test
  void eventIsNotPassedOverWhereTheEventsBeforeItCannotBeRead() {
    log.add("c");
    beginAt(4);
    LaneAction action = readUntil("b@1");

    SourceRecord read = ((LaneAction.Decode) action).record();
    assertThat(lane.awaits(read)).isTrue();
    assertThat(lane.replaying().abandonRefill(new CommitPosition(1))).isTrue();

    assertThat(lane.awaits(read)).as("another record is in work").isFalse();

    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    assertThat(repeated).isEmpty();
  }

  @Test
  void nothingIsCommittedWhileTheEventsBeforeAreRead() {
    log.addAll(List.of("e", "c"));
    beginAt(4);
    assertThat(readOn()).isInstanceOf(LaneAction.Apply.class);
    settleFirst();

    readUntil("b@1");

    assertThat(lane.checkpoint()).isEmpty();
    readOn();
    assertThat(repeated).containsExactly("c@5");
  }

  private void beginAt(long position) {
    lane.next(0);
    FenceToken token = new FenceToken("lock", "token");
    lane.fenceAttempted(new FenceOutcome.Acquired(token, StoreMemory.UNKNOWN, Set.of()), 0, 0);
    lane.positioned(
        new StartPosition(
            Optional.of(new CommitPosition(position)),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new CommitPosition(0),
            Optional.of(new CommitPosition(position)),
            OwnerNotes.NONE),
        0);
  }

  /** Decodes what the lane asks for, and returns the first other action. */
  private LaneAction readOn() {
    return readUntil("");
  }

  /** Decodes what the lane asks for until it asks for a record, and returns the next action. */
  private LaneAction readUntil(String last) {
    while (true) {
      seek();
      lane.checkpoint().ifPresent(lane::acknowledged);
      LaneAction action = lane.next(0);
      if (action instanceof LaneAction.Decode decode) {
        String name = name(decode.record());
        if (name.equals(last)) {
          return action;
        }
        decode(decode, name);
      } else if (!(action instanceof LaneAction.AwaitEvent) || lane.wantedSeek().isEmpty()) {
        return action;
      }
    }
  }

  private void decode(LaneAction.Decode decode, String name) {
    String id = name.substring(0, name.indexOf('@'));
    boolean isKnown = hasHeaders && decode.record().offset().value() != stop;
    if (decode.needsIdAlone() && isKnown) {
      lane.replaying().identified(id, this::id);
      return;
    }
    decoded.add(name);
    TupleChange change = TupleChange.net(List.of(), List.of(TUPLE));
    EventMetadata metadata = new EventMetadata(id, "", "", "", "", "", "", "", null);
    Decoding event = new Decoding.Relations(new RelationsEvent(metadata, change, 0, false));
    lane.decoded(event, 0, 0).stream()
        .filter(RecordEvent.EventRepeated.class::isInstance)
        .forEach(it -> repeated.add(name));
  }

  /** Reads from where the lane wants to, to the end of the log. */
  private void seek() {
    lane.wantedSeek()
        .ifPresent(
            from -> {
              lane.replaying().sought();
              if (from.value() < begin) {
                assertThat(lane.replaying().readsFewer()).isTrue();
                seek();
                return;
              }
              for (long offset = from.value(); offset < log.size(); offset++) {
                if (!log.get((int) offset).isEmpty()) {
                  lane.offer(record(offset));
                }
              }
              lane.readTo(new CommitPosition(log.size()));
            });
  }

  private void settleFirst() {
    var unused = lane.applying().applied(new Outcome.Applied(Optional.empty()), 0, 0);
  }

  /** Returns the id of an event; none where a test stops at it. */
  private String id(SourceRecord record) {
    return record.offset().value() == stop ? "" : log.get((int) record.offset().value());
  }

  private String name(SourceRecord record) {
    return log.get((int) record.offset().value()) + "@" + record.offset().value();
  }

  private static SourceRecord record(long offset) {
    return new SourceRecord(
        PARTITION, new Offset(offset), 0, null, "{}".getBytes(StandardCharsets.UTF_8), List.of());
  }
}
