package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.quarantine.ParkedEntry;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane with a quarantine: what it parks, and when it has to open the quarantine again. */
class LaneQuarantineTest extends LaneScript {
  private static final Failure FAILURE = new Failure(FailureClass.REJECTED, "refused", "why");
  private static final Optional<String> LOG = Optional.of("log");
  private static final Optional<Outcome.RetryLater> PROBLEM =
      Optional.of(new Outcome.RetryLater("unavailable", "as scripted"));

  @BeforeEach
  void parkRefusedRecords() {
    settings =
        settings
            .withQuarantine(QuarantineSettings.ON)
            .withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.QUARANTINE));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }

  @Test
  void aRefusedRecordIsParkedUnderTheLogThatIsRead() {
    own();

    LaneAction.Park park = park();

    assertThat(park.record()).isEqualTo(record(0, "+a"));
    assertThat(park.log()).isEqualTo(LOG);
    assertThat(park.failure().map(Failure::reason)).contains("unknown_type");
    assertThat(park.refusal()).isEmpty();
  }

  @Test
  void aQuarantineThatIsLostTakesFenceAndPositionWithIt() {
    own();
    LaneAction.Park park = park();

    report(lane.results().parked(park, parked(park.record()), PROBLEM, true, now, 0));

    assertThat(lane.ownership().tenure()).isZero();
    assertThat(lane.buffer().isOpen()).isFalse();
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).oldest()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeParkedKeepsFenceAndPosition() {
    own();
    LaneAction.Park park = park();

    report(lane.results().parked(park, parked(park.record()), PROBLEM, false, now, 0));

    assertThat(lane.ownership().tenure()).isPositive();
    assertThat(lane.buffer().isOpen()).isTrue();
    assertThat(happened).containsExactly("retrying 0");
  }

  @Test
  void aParkedRecordIsNotGivenUpOnceThePositionIsGivenUp() {
    SourceRecord record = record(0, "+a");
    ParkedEntry entry = ParkedEntry.of(parked(record), decode(record), settings.quarantine());
    own(entry);
    discard(record);

    lane.unpositioned();

    assertThat(lane.next(now)).isEqualTo(new LaneAction.AwaitEvent());
  }

  @Test
  void aParkedRecordIsGivenUpOnRequest() {
    SourceRecord record = record(0, "+a");
    ParkedEntry entry = ParkedEntry.of(parked(record), decode(record), settings.quarantine());
    own(entry);

    discard(record);

    assertThat(lane.next(now))
        .isInstanceOfSatisfying(
            LaneAction.Release.class,
            it -> {
              assertThat(it.parked()).isEqualTo(entry.parked());
              assertThat(it.isDiscard()).isTrue();
            });
  }

  private void discard(SourceRecord record) {
    OperatorAction action =
        new OperatorAction.ReleaseParked(new Offset(0), RecordDigest.of(record), false);
    ActionRequest request = new ActionRequest(PARTITION, action, "ann", "why", Instant.EPOCH);
    lane.operator().begin(new PendingAction(request, 1_000, reply -> {}), now);
  }

  /** Owns the partition, with a quarantine that is open. */
  private void own(ParkedEntry... entries) {
    assertThat(lane.next(now)).isEqualTo(new LaneAction.AcquireFence());
    FenceToken first = new FenceToken("group/0", "first");
    lane.fenceAttempted(new FenceOutcome.Acquired(first), now, 0);
    assertThat(lane.next(now)).isEqualTo(new LaneAction.OpenQuarantine());
    report(lane.quarantine().opened(List.of(entries), now));
    assertThat(lane.next(now)).isEqualTo(new LaneAction.AcquireFence());
    FenceToken second = new FenceToken("group/0", "second");
    lane.fenceAttempted(
        new FenceOutcome.Acquired(second, StoreMemory.UNKNOWN, Set.of(first)), now, 0);
    assertThat(lane.next(now)).isEqualTo(new LaneAction.ConfirmQuarantine());
    report(lane.quarantine().confirmed(now, 0));
    lane.positioned(StartPositions.at(Optional.of(position(0)), true, Optional.empty(), LOG), now);
  }

  /** Comes to where the first record, which the store refuses, is parked. */
  private LaneAction.Park park() {
    offer("+a");
    commit();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    report(lane.applying().applied(REJECTED, now, 0));
    return (LaneAction.Park) lane.next(now);
  }

  private static ParkedRecord parked(SourceRecord record) {
    return new ParkedRecord(record, LOG, Optional.of(FAILURE), Optional.empty(), Instant.EPOCH);
  }
}
