package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.letter.ScannedPart;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lane does next while an operator replays a dead letter. */
class LaneLetterTest extends LetterLaneScript {
  private static final OperatorAction.ReplayLetter LETTER = letter(1, "+a");
  private static final Optional<String> NO_LOG = Optional.empty();

  @Test
  void theRecordsBehindALetterAreReadBeforeItIsApplied() {
    own(4, "", 100);
    begin(LETTER);

    decodeLetter();
    scan(3);
    scan(4);

    assertThat(lane.next(now)).isInstanceOf(LaneAction.ApplyLetter.class);
  }

  @Test
  void aLetterThatTheDecoderCannotReadIsStillFailing() {
    own(4, "", 100);
    begin(LETTER);

    lane.operator().letters().decoded((LaneAction.DecodeLetter) lane.next(now), Optional.empty());

    assertThat(answers())
        .containsExactly(
            new ActionReply(
                Code.STILL_FAILING, "it cannot be applied: the decoder has failed: see log"));
    assertThat(lane.next(now)).isEqualTo(new LaneAction.AwaitEvent());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{, malformed/malformed_json: malformed_json at $: as scripted",
        "!, invalid/not_debezium_format: not_debezium_format at $: as scripted",
        "``, it has no value"
      })
  void aLetterWithAFaultIsStillFailing(String value, String problem) {
    own(4, "", 100);
    begin(letter(1, value));

    decodeLetter();

    assertThat(answers())
        .containsExactly(new ActionReply(Code.STILL_FAILING, "it cannot be applied: " + problem));
  }

  @Test
  void theDecodingOfAnotherLetterChangesNothing() {
    own(4, "", 100);
    begin(LETTER);
    LaneAction.DecodeLetter ofAnother = new LaneAction.DecodeLetter(letter(2, "{"));

    lane.operator().letters().decoded(ofAnother, Optional.of(decode(record(2, "{"))));
    lane.operator().letters().decoded(ofAnother, Optional.of(decode(record(2, "+b"))));

    assertThat(answers()).isEmpty();
    assertThat(lane.next(now)).isEqualTo(new LaneAction.DecodeLetter(LETTER));
  }

  @Test
  void aLetterBehindAParkedRecordThatTouchesTheSameIsBlocked() {
    open(parked(0, NO_LOG, "+b"));
    startAt(4);
    begin(LETTER);

    decodeLetter();

    assertThat(answers())
        .containsExactly(new ActionReply(Code.BLOCKED, "offset 0 is parked and comes first"));
  }

  @Test
  void aLetterBeforeEveryParkedRecordIsNotBlocked() {
    open(parked(2, NO_LOG, "+b"));
    startAt(4);
    begin(LETTER);

    decodeLetter();
    scan(4);

    assertThat(answers()).isEmpty();
    assertThat(lane.next(now)).isInstanceOf(LaneAction.ApplyLetter.class);
  }

  @Test
  void whereARecordIsParkedMeanwhileTheLetterBeginsAgainAtOnce() {
    open();
    startAt(4);
    begin(LETTER);
    decodeLetter();
    scan(4);

    ParkedEntry entry = parked(3, NO_LOG, "-a");
    lane.quarantine().parked(entry.parked(), decode(entry.parked().record()));

    assertThat(lane.next(now)).isEqualTo(new LaneAction.DecodeLetter(LETTER));
  }

  @Test
  void aLetterWaitsForTheCommitThatTheMarkOfTheStoreWaitsFor() {
    lane.fenceAttempted(
        new FenceOutcome.Acquired(
            new FenceToken("group/0", "token"), StoreMemory.of(StoreMemory.Lock.HELD, List.of())),
        0,
        0);
    lane.positioned(
        StartPositions.at(Optional.of(position(4)), false, Optional.empty(), Optional.empty()), 0);
    lane.offer(record(4, "+b"));
    begin(LETTER);
    decodeLetter();
    scan(4);

    assertThat(lane.next(now)).isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void aLetterIsAppliedUnderANewFenceWhileAnEarlierWriteMayLandLate() {
    own(4, "", 100);
    lane.offer(record(4, "+b"));
    timesOut = change -> true;
    run();
    now = Duration.ofMinutes(1).toNanos();
    timesOut = change -> false;
    run();
    assertThat(happened).containsExactly("call +b", "retrying 4", "call +b", "4");
    begin(LETTER);
    decodeLetter();
    scan(5);

    assertThat(lane.next(now)).isEqualTo(new LaneAction.AcquireFence());
    assertThat(lane.next(now)).isEqualTo(new LaneAction.AcquireFence());
  }

  /** Up to a thousand offsets are read at once. */
  @Test
  void aShortRestOfTheLogIsReadBeforeTheNextRecord() {
    startBehind(1_500);

    scan(500);

    assertThat(lane.next(now)).isInstanceOf(LaneAction.ScanLog.class);
  }

  @Test
  void aLongRestOfTheLogIsReadInTurnWithTheRecords() {
    startBehind(1_500);

    scan(499);
    assertThat(lane.next(now)).isInstanceOf(LaneAction.Decode.class);
    scan(600);
    assertThat(lane.next(now)).as("the record is in work").isInstanceOf(LaneAction.Decode.class);
    assertThat(lane.next(now)).isInstanceOf(LaneAction.ScanLog.class);
  }

  @Test
  void aLongRestOfTheLogIsReadAtOnceWhileNoRecordWaits() {
    own(1_500, "", 2_000);
    begin(LETTER);
    decodeLetter();

    scan(100);
    scan(200);

    assertThat(lane.next(now)).isInstanceOf(LaneAction.ScanLog.class);
  }

  @Test
  void aLogThatBeginsWhereReadingGoesOnHasLostNothing() {
    own(4, "", 100);
    begin(LETTER);
    decodeLetter();
    LaneAction.ScanLog call = (LaneAction.ScanLog) lane.next(now);
    assertThat(call.from()).isEqualTo(position(2));

    lane.operator().letters().scanned(call, new ScannedPart(List.of(), position(4), position(2)));

    assertThat(answers()).isEmpty();
    assertThat(lane.next(now)).isInstanceOf(LaneAction.ApplyLetter.class);
  }

  /** A letter is decoded, and a record waits behind a number of offsets. */
  private void startBehind(long position) {
    own(position, "", position + 100);
    lane.offer(record(position, "+b"));
    begin(LETTER);
    decodeLetter();
  }
}
