package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.PARTITION;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For which record each action is, and what becomes of the record that it is for. */
class LaneActionTest {
  private static final SourceRecord RECORD = record(7, "+a");
  private static final Failure FAILURE = new Failure(FailureClass.REJECTED, "refused", "why");
  private static final FenceToken FENCE = new FenceToken("group/0", "token");
  private static final CommitPosition START = new CommitPosition(0);
  private static final LetterId LETTER = new LetterId(PARTITION, new Offset(3));
  private static final TupleChange CHANGE =
      TupleChange.net(List.of(), LaneScript.tuples("+a", "+"));

  private static final EventMetadata KNOWN =
      new EventMetadata("7f", "", "", "", "", "", "", "", null);

  private static final Decoding DECODING =
      new Decoding.Relations(new RelationsEvent(KNOWN, CHANGE, 0, false));

  private static final OperatorAction.ReplayLetter REPLAY =
      new OperatorAction.ReplayLetter(LETTER, RECORD, Set.of());

  private static final ParkedRecord PARKED =
      new ParkedRecord(
          RECORD, Optional.empty(), Optional.of(FAILURE), Optional.empty(), Instant.EPOCH);

  private static final ActionRequest SKIP =
      request(new OperatorAction.SetAside(new Offset(7), "0123456789abcdef", false));

  private static final RecordContext OF_RECORD = new RecordContext(RECORD);
  private static final RecordContext OF_EVENT = new RecordContext(RECORD, KNOWN);

  /** Each kind of action for a record, with the record context of its log lines. */
  private static final List<Origin> OF_RECORDS =
      List.of(
          new Origin(new LaneAction.Decode(RECORD, 1, true, false), OF_RECORD),
          new Origin(new LaneAction.Apply(CHANGE, FENCE, true, OF_EVENT), OF_EVENT),
          new Origin(new LaneAction.Handle(RECORD, DECODING), OF_EVENT),
          new Origin(new LaneAction.SendToDeadLetters(RECORD, FAILURE), OF_RECORD),
          new Origin(new LaneAction.SetAside(RECORD, FAILURE, SKIP), OF_RECORD),
          new Origin(
              new LaneAction.Park(
                  RECORD,
                  DECODING,
                  Optional.empty(),
                  Optional.of(FAILURE),
                  Optional.empty(),
                  Optional.empty()),
              OF_EVENT),
          new Origin(new LaneAction.Release(PARKED, Optional.empty()), OF_RECORD),
          new Origin(new LaneAction.DecodeLetter(REPLAY), OF_RECORD),
          new Origin(new LaneAction.ApplyLetter(REPLAY, DECODING, CHANGE, FENCE, true), OF_EVENT));

  /** Each kind of action that is for no record. */
  private static final List<LaneAction> OF_NO_RECORD =
      List.of(
          new LaneAction.AcquireFence(),
          new LaneAction.WriteMark(Optional.empty(), StoreMark.of(Optional.empty(), START), FENCE),
          new LaneAction.OpenReplay(),
          new LaneAction.EndReplay(),
          new LaneAction.Pass(),
          new LaneAction.OpenQuarantine(),
          new LaneAction.ConfirmQuarantine(),
          new LaneAction.ScanLog(REPLAY, PARTITION, START, START),
          new LaneAction.KeepReplay(
              new ReplayedLetter(LETTER, RECORD, "ann", "why", START, Instant.EPOCH, 1, 0)),
          new LaneAction.WaitUntil(5),
          new LaneAction.ProbeStore(),
          new LaneAction.AwaitEvent(),
          new LaneAction.End());

  @ParameterizedTest
  @MethodSource("ofRecords")
  void anActionForARecordTellsWhichOneAndWhatIsKnownOfItsEvent(Origin of) {
    assertThat(of.action().origin()).contains(of.origin());
  }

  @ParameterizedTest
  @MethodSource("ofNoRecord")
  void anActionForNoRecordTellsNone(LaneAction action) {
    assertThat(action.origin()).isEmpty();
  }

  @Test
  void noKindOfActionIsLeftOut() {
    assertThat(
            Stream.concat(OF_RECORDS.stream().map(Origin::action), OF_NO_RECORD.stream())
                .<Class<?>>map(LaneAction::getClass))
        .containsExactlyInAnyOrder(LaneAction.class.getPermittedSubclasses());
  }

  @Test
  void aRecordThatIsCopiedForALaterReplayIsADeadLetter() {
    ActionRequest request =
        request(new OperatorAction.SetAside(new Offset(7), "0123456789abcdef", true));

    assertThat(new LaneAction.SetAside(RECORD, FAILURE, request).event())
        .isEqualTo(new RecordEvent.DeadLettered(RECORD, FAILURE));
  }

  @ParameterizedTest
  @MethodSource("withoutReplay")
  void aRecordThatIsCopiedForNoReplayIsSkipped(OperatorAction action) {
    assertThat(new LaneAction.SetAside(RECORD, FAILURE, request(action)).event())
        .isEqualTo(new RecordEvent.Skipped(RECORD, FAILURE));
  }

  @Test
  void aParkedRecordIsGivenUpWhereItsReleaseAsksForACopy() {
    assertThat(new LaneAction.Release(PARKED, Optional.of(SKIP)).isDiscard()).isTrue();
    assertThat(new LaneAction.Release(PARKED, Optional.empty()).isDiscard()).isFalse();
  }

  static List<Origin> ofRecords() {
    return OF_RECORDS;
  }

  static List<LaneAction> ofNoRecord() {
    return OF_NO_RECORD;
  }

  static List<OperatorAction> withoutReplay() {
    return List.of(
        SKIP.action(),
        new OperatorAction.RetryNow(),
        new OperatorAction.Pause(),
        new OperatorAction.Resume(),
        REPLAY,
        new OperatorAction.ReleaseParked(new Offset(7), "0123456789abcdef", true));
  }

  private static ActionRequest request(OperatorAction action) {
    return new ActionRequest(PARTITION, action, "ann", "why", Instant.EPOCH);
  }

  /** An action, and the record that it is for. */
  record Origin(LaneAction action, RecordContext origin) {}
}
