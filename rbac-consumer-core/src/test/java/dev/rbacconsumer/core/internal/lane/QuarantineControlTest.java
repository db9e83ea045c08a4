package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is parked of one partition, while records come, leave and are read of another log. */
class QuarantineControlTest extends QuarantineControlScript {
  private static final Optional<String> NO_LOG = Optional.empty();
  private static final Optional<String> OLD = Optional.of("log-1");
  private static final Optional<String> NEW = Optional.of("log-2");
  private static final Outcome.RetryLater PROBLEM =
      new Outcome.RetryLater("quarantine_not_written", "no answer");

  private final ParkedEntry third = parked(3, NO_LOG, "g1", "ann");
  private final ParkedEntry fourth = parked(4, NO_LOG, "g1", "bob");

  @Test
  void whatWasParkedBeforeIsReportedOnceTheQuarantineIsOpen() {
    assertThat(states(open(third, fourth)))
        .containsExactly(
            new QuarantineState(
                2,
                third.parked().record().sizeInBytes() + fourth.parked().record().sizeInBytes(),
                behind(3),
                Optional.of(Instant.EPOCH),
                Optional.empty()));
    assertThat(quarantine.nextToOpen(0)).isNull();
  }

  @Test
  void aRecordIsParkedOnceItIsDurableUntilItIsReleased() {
    open();
    InFlightRecord entry = entry(3, "g1", "ann");
    InFlightRecord another = InFlightRecord.of(LaneScript.record(3, "y"), entry.known(), 0);
    assertThat(quarantine.isParked(entry)).isFalse();

    quarantine.parked(third.parked(), entry.known());
    assertThat(quarantine.isParked(entry)).isTrue();
    assertThat(quarantine.isParked(another)).as("of another log").isFalse();
    assertThat(quarantine.offsets()).containsExactly(new Offset(3));

    release(third);
    assertThat(quarantine.isParked(entry)).isFalse();
    assertThat(quarantine.offsets()).isEmpty();
  }

  @Test
  void nothingWaitsForARecordThatWasParkedHereAndIsReleased() {
    open();
    InFlightRecord first = work(3, "g1", "ann");
    quarantine.condemn(first, REFUSED);
    quarantine.parked(third.parked(), first.known());

    release(third);

    InFlightRecord next = entry(5, "g1", "ann");
    quarantine.judge(next);
    assertThat(next.isWaiting()).isFalse();
  }

  @Test
  void whatIsParkedAndReleasedStaysSoWhereReadingBeginsAgain() {
    open(third, fourth);
    ParkedEntry fifth = parked(5, NO_LOG, "g1", "eve");
    quarantine.parked(fifth.parked(), adding("g1", "eve"));
    release(third);

    quarantine.positioned(NO_LOG);

    assertThat(quarantine.offsets()).isEqualTo(Set.of(new Offset(4), new Offset(5)));
  }

  @Test
  void theSameOffsetOfTwoLogsIsParkedTwiceAndThatOfOneLogOnce() {
    open(parked(3, OLD, "g1", "ann"), parked(4, OLD, "g2", "bob"));
    ParkedRecord another = record(3, NEW);

    parkIn(NEW, another);
    assertThat(quarantine.offsets()).as("nothing of this log").isEmpty();
    assertThat(release(parked(4, OLD, "g2", "bob"))).endsWith("; 2 wait in the quarantine");

    parkIn(NEW, another);
    assertThat(release(parked(3, OLD, "g1", "ann"))).endsWith("; 1 wait in the quarantine");
  }

  @Test
  void whereReadingBeginsWithAnotherLogWhatIsParkedComesFirst() {
    open(parked(90, OLD, "g1", "ann"));
    assertThat(quarantine.offsets()).as("while no log is known").containsExactly(new Offset(90));

    quarantine.positioned(NEW);

    assertThat(quarantine.offsets()).isEmpty();
    InFlightRecord early = entry(4, "g1", "bob");
    quarantine.judge(early);
    assertThat(early.waitsBehind()).isEqualTo(behind(90));
  }

  @Test
  void anOffsetIsOfThisLogUnlessBothLogsAreKnownAndDiffer() {
    assertThat(quarantine.isOfThisLog(record(3, OLD))).as("no log is known").isTrue();

    quarantine.positioned(NEW);

    assertThat(quarantine.isOfThisLog(record(3, NO_LOG))).isTrue();
    assertThat(quarantine.isOfThisLog(record(3, NEW))).isTrue();
    assertThat(quarantine.isOfThisLog(record(3, OLD))).isFalse();
  }

  @Test
  void theParkedRecordThatComesFirstIsKnown() {
    open(third, fourth);

    assertThat(quarantine.before(LaneScript.record(9, "x"), adding("g7", "bob")))
        .isEqualTo(behind(4));
    assertThat(quarantine.before(LaneScript.record(9, "x"), adding("g7", "eve"))).isEmpty();
    assertThat(quarantine.refusal(third.parked())).isEmpty();
    assertThat(quarantine.refusal(fourth.parked()))
        .hasValueSatisfying(it -> assertThat(it.code()).isEqualTo(Code.BLOCKED));
  }

  @Test
  void whatParkedRecordsBehindOneRemoveIsKnown() {
    open(third);
    quarantine.parked(fourth.parked(), removing("g1", "ann"));

    assertThat(quarantine.removedBehind(third.parked())).containsExactly(tuple("g1", "ann"));
  }

  @Test
  void theAnswerToAReleaseNamesWhatIsLeft() {
    open(third, fourth);

    assertThat(release(third)).isEqualTo("the record is released; 1 wait in the quarantine");
    begin(fourth, true);
    List<DeliveryEvent> events =
        quarantine.released(release(fourth, true), Optional.empty(), false, 2);

    assertThat(states(events)).containsExactly(QuarantineState.EMPTY);
    assertThat(answers())
        .containsExactly(
            new ActionReply(
                Code.DONE,
                "the record is released; 2 of its additions are left out, since waiting records"
                    + " remove them; 0 wait in the quarantine"));
  }

  @Test
  void aRecordThatCannotBeReleasedStaysParkedAndTheAnswerSaysWhatIsInEffect() {
    open(third);

    assertThat(fail(false, false))
        .isEqualTo(new ActionReply(Code.NOT_COPIED, "the record stays parked: no answer"));
    assertThat(fail(true, false))
        .isEqualTo(new ActionReply(Code.UNCONFIRMED, "it is applied, and stays parked: no answer"));
    assertThat(fail(true, true))
        .isEqualTo(
            new ActionReply(
                Code.UNCONFIRMED, "it is not known whether the record is released: no answer"));
    assertThat(quarantine.offsets()).containsExactly(new Offset(3));
  }

  @Test
  void aReleaseAnswersNoOtherAction() {
    open(third, fourth);
    begin(fourth, true);

    quarantine.released(release(third, true), Optional.empty(), false, 0);

    assertThat(answers()).isEmpty();
    assertThat(slot.pending()).isNotNull();
    assertThat(quarantine.offsets()).containsExactly(new Offset(4));
  }

  @Test
  void withoutAQuarantineNothingIsOpened() {
    acquire("held", Set.of());

    assertThat(quarantine.nextToOpen(0)).isEqualTo(new LaneAction.OpenQuarantine());
    assertThat(control(QuarantineSettings.OFF).nextToOpen(0)).isNull();
  }

  /** Parks a record while one log is read, and begins with the next one. */
  private void parkIn(Optional<String> log, ParkedRecord record) {
    quarantine.positioned(log);
    quarantine.parked(record, adding("g3", "eve"));
    quarantine.positioned(Optional.of("log-3"));
  }

  /** Releases a record, and returns the message of the answer. */
  private String release(ParkedEntry entry) {
    begin(entry, true);
    quarantine.released(release(entry, true), Optional.empty(), false, 0);
    return answers().get(0).message();
  }

  private ActionReply fail(boolean isApplied, boolean isLost) {
    begin(third, isApplied);
    assertThat(quarantine.released(release(third, isApplied), Optional.of(PROBLEM), isLost, 0))
        .isEmpty();
    return answers().get(0);
  }

  private static LaneAction.Release release(ParkedEntry entry, boolean isApplied) {
    return new LaneAction.Release(
        entry.parked(), isApplied ? Optional.empty() : Optional.of(request(entry, false)));
  }

  private void begin(ParkedEntry entry, boolean isApplied) {
    slot.begin(new PendingAction(request(entry, isApplied), 1, reply -> {}));
  }

  private static ActionRequest request(ParkedEntry entry, boolean isApplied) {
    ParkedRecord parked = entry.parked();
    OperatorAction action =
        new OperatorAction.ReleaseParked(
            parked.offset(), RecordDigest.of(parked.record()), isApplied);
    return new ActionRequest(LaneScript.PARTITION, action, "ann", "why", Instant.EPOCH);
  }

  private List<ActionReply> answers() {
    return slot.takeAnswers().stream().map(PendingAction.Answered::reply).toList();
  }

  private static List<QuarantineState> states(List<DeliveryEvent> events) {
    return events.stream().map(it -> ((PartitionEvent.QuarantineChanged) it).state()).toList();
  }
}
