package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.letter.ScannedPart;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A lane with a quarantine whose operator applies dead letters and parked records. */
abstract class LetterLaneScript extends LaneScript {
  /** Makes the lane one with a quarantine, and opens it. */
  final void open(ParkedEntry... parked) {
    settings = settings.withQuarantine(QuarantineSettings.ON);
    lane = new Lane(PARTITION, settings, now, Instant.EPOCH);
    openAgain(parked);
  }

  /** Acquires the fence twice, with the quarantine opened in between. */
  final void openAgain(ParkedEntry... parked) {
    acquire("opened", Set.of());
    assertThat(lane.next(now)).isEqualTo(new LaneAction.OpenQuarantine());
    lane.quarantine().opened(List.of(parked), now);
    acquire("confirmed", Set.of(new FenceToken("group/0", "opened")));
    assertThat(lane.next(now)).isEqualTo(new LaneAction.ConfirmQuarantine());
    lane.quarantine().confirmed(now, 0);
  }

  private void acquire(String token, Set<FenceToken> replaced) {
    lane.fenceAttempted(
        new FenceOutcome.Acquired(new FenceToken("group/0", token), StoreMemory.UNKNOWN, replaced),
        now,
        0);
  }

  /** Starts at a commit of a log whose identity is not known. */
  final void startAt(long committed) {
    lane.positioned(StartPositions.of(start(committed, "", committed + 100)), now);
  }

  static ParkedEntry parked(long offset, Optional<String> log, String value) {
    SourceRecord record = record(offset, value);
    return ParkedEntry.of(
        new ParkedRecord(record, log, Optional.of(defect()), Optional.empty(), Instant.EPOCH),
        decode(record),
        QuarantineSettings.ON);
  }

  static OperatorAction.ReplayLetter letter(long offset, String value) {
    return new OperatorAction.ReplayLetter(
        new LetterId(new PartitionId("dead-letters", 0), new Offset(offset)),
        record(offset, value),
        Set.of());
  }

  final void release(ParkedEntry entry) {
    ParkedRecord parked = entry.parked();
    begin(
        new OperatorAction.ReleaseParked(parked.offset(), RecordDigest.of(parked.record()), true));
  }

  final void begin(OperatorAction action) {
    ActionRequest request = new ActionRequest(PARTITION, action, "ann", "why", Instant.EPOCH);
    lane.operator().begin(new PendingAction(request, Long.MAX_VALUE, reply -> {}), now);
  }

  /** Decodes the letter, which is what the lane does first. */
  final void decodeLetter() {
    LaneAction.DecodeLetter call = (LaneAction.DecodeLetter) lane.next(now);
    lane.operator().letters().decoded(call, Optional.of(decode(call.letter().record())));
  }

  /** Reads a part of the log behind the letter, without any record that matters. */
  final void scan(long readTo) {
    LaneAction.ScanLog call = (LaneAction.ScanLog) lane.next(now);
    lane.operator()
        .letters()
        .scanned(call, new ScannedPart(List.of(), position(readTo), position(0)));
  }

  final List<ActionReply> answers() {
    return lane.operator().takeAnswers().stream().map(PendingAction.Answered::reply).toList();
  }
}
