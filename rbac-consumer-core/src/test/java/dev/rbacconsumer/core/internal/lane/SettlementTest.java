package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the records in work when the first one leaves, or gets on. */
class SettlementTest extends LetterLaneScript {
  @Test
  void aRecordThatIsParkedIsReportedOnceAndTheNextOneFollows() {
    settings =
        settings.withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.QUARANTINE));
    open();
    startAt(0);
    lane.offer(record(0, "+a"));
    lane.offer(record(1, ""));
    commit();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    report(lane.applying().applied(REJECTED, now, 0));
    LaneAction.Park call = (LaneAction.Park) lane.next(now);

    List<DeliveryEvent> events =
        lane.results().parked(call, parked(call), Optional.empty(), false, now, 0);

    assertThat(events)
        .hasExactlyElementsOfTypes(
            RecordEvent.Parked.class, PartitionEvent.QuarantineChanged.class);
    assertThat(decodeNext(now)).isEqualTo(new LaneAction.AwaitEvent());
    commit();
    assertThat(commits.get(commits.size() - 1).position()).isEqualTo(position(2));
  }

  /** The store has refused the first one, so the second one is no repetition of what it holds. */
  @Test
  void aRecordThatRepeatsTheEventOfOneThatIsSetAsideIsApplied() {
    settings = settings.withPolicies(FailurePolicies.all(FailurePolicy.DEAD_LETTER));
    batches(2);
    own(0, "", 2);
    offer("+a", "+a");
    commit();
    decodeSameEvent();
    decodeSameEvent();
    assertThat(lane.next(now)).isInstanceOf(LaneAction.Apply.class);
    report(lane.applying().applied(REJECTED, now, 0));
    LaneAction.SendToDeadLetters letter = (LaneAction.SendToDeadLetters) lane.next(now);

    List<DeliveryEvent> events =
        lane.applying().sentToDeadLetters(letter.failure(), Optional.empty(), now, 0);

    assertThat(events).hasExactlyElementsOfTypes(RecordEvent.DeadLettered.class);
    assertThat(lane.next(now))
        .isInstanceOfSatisfying(
            LaneAction.Apply.class, it -> assertThat(text(it.change())).isEqualTo("+a"));
  }

  @Test
  void aRecordThatFailsAfterAPartIsAppliedFailsSinceThen() {
    own(0, "", 1);
    offer("-a -b -c");
    commit();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    assertThat(failingSince(0)).isEqualTo(Instant.EPOCH);

    now = Duration.ofMinutes(1).toNanos();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    assertThat(failingSince(0)).as("nothing more is applied").isEqualTo(Instant.EPOCH);
    now = Duration.ofMinutes(2).toNanos();
    assertThat(decodeNext(now)).isInstanceOf(LaneAction.Apply.class);
    assertThat(failingSince(1)).as("a removal is applied").isEqualTo(Instant.ofEpochSecond(120));
  }

  /** Reports a failed attempt of which a number of tuples is applied. */
  private Instant failingSince(int confirmed) {
    Outcome outcome = new Outcome.RetryLater("unavailable", "as scripted", false, confirmed);
    List<DeliveryEvent> events = lane.applying().applied(outcome, now, 0);
    return ((RecordEvent.Retrying) events.get(0)).firstFailedAt().orElseThrow();
  }

  private void decodeSameEvent() {
    assertThat(lane.next(now)).isInstanceOf(LaneAction.Decode.class);
    EventMetadata metadata =
        new EventMetadata("the same", "", "", "", "", "", "", "", Instant.EPOCH);
    TupleChange change = TupleChange.net(List.of(), tuples("+a", "+"));
    Decoding decoding = new Decoding.Relations(new RelationsEvent(metadata, change, 0, false));
    report(lane.decoded(decoding, now, 0));
  }

  private static ParkedRecord parked(LaneAction.Park call) {
    return new ParkedRecord(
        call.record(), call.log(), call.failure(), call.behind(), Instant.EPOCH);
  }
}
