package dev.rbacconsumer.core.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lane that replays records of its log, from the first one on. */
class LaneReplayTest extends LaneScript {
  private static final LaneAction END = new LaneAction.End();

  private final NotedTable table = new NotedTable();
  private final List<SourceRecord> log = new ArrayList<>();

  @Test
  void aReplayReadsItsRecordsTwiceAndAppliesTheirLastWords() {
    replay("+a", "-a +b", "+c");

    run();

    assertThat(happened).containsExactly("0", "call -a +b", "1", "call +c", "2");
    assertThat(decoded).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
  }

  @Test
  void aReplayIsOverOnceItsRecordsAreSettled() {
    replay("+a");

    run();

    assertThat(lane.next(now)).isEqualTo(new LaneAction.EndReplay());
    assertThat(lane.replaying().ended()).hasSize(1);
    assertThat(table.closed).isEqualTo(1);
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).replayLeft()).isEmpty();
  }

  @Test
  void anEndedLaneClosesItsTableAndAwaitsNoDecodingOfTheReplay() {
    replay("+a");
    SourceRecord record = nextToDecode();
    assertThat(lane.awaits(record)).isTrue();

    lane.end();

    assertThat(lane.awaits(record)).as("its tuples cannot be noted any more").isFalse();
    assertThat(table.closed).isEqualTo(1);
    assertThat(lane.next(now)).isEqualTo(END);
  }

  @Test
  void anEndedLaneOutsideOfAReplayAwaitsTheDecodingInProgress() {
    own(0, "", 1);
    SourceRecord record = record(0, "+a");
    lane.offer(record);
    lane.next(now);

    lane.end();

    assertThat(lane.awaits(record)).isTrue();
    assertThat(lane.awaits(record(0, "+a"))).as("one that was read again").isFalse();
  }

  @Test
  void aLostFenceClosesTheTableAndNothingOfTheReplayIsReadUnderTheNextOne() {
    replay("+a", "+b");
    apply();

    report(lane.applying().applied(new Outcome.FenceLost("a newer owner"), now, 0));

    assertThat(table.closed).isEqualTo(1);
    assertThat(lane.replaying().isUnderWay()).isFalse();
    now = Duration.ofSeconds(2).toNanos();
    lane.next(now);
    lane.fenceAttempted(acquired(), now, 0);
    assertThat(lane.wantedSeek()).isEmpty();
    assertThat(lane.needsPosition()).isTrue();
  }

  @Test
  void aLaneNeedsAPositionWhereTheRecordsToReadAgainAreGone() {
    replay("+a", "+b");
    assertThat(lane.needsPosition()).isFalse();

    lane.buffer().clear();
    lane.buffer().reportOutOfRange();

    assertThat(lane.needsPosition()).isTrue();
  }

  @Test
  void howFarThePartitionIsReadIsOfUseToALaneThatReadsAgain() {
    replay("+a", "+b");

    assertThat(lane.wantsReadTo()).isTrue();
    apply();
    assertThat(lane.wantsReadTo()).as("a record is in work").isFalse();
  }

  @Test
  void aRecordThatCannotBeDecodedInTheFirstPassIsTold() {
    Failure failure = new Failure(FailureClass.TRANSIENT, "defect", "why");
    replay("+a");
    nextToDecode();

    assertThat(lane.notDecoded(failure, now, 0))
        .containsExactly(
            new RecordEvent.Retrying(
                record(0, "+a"), EventMetadata.UNKNOWN, failure, null, 1, Duration.ofSeconds(1)));
  }

  @Test
  void aLaneThatReadsAgainNeedsTheSourceThreadOnlyWhereItIsPausedAndHasRoom() {
    replay("+a", "+b");
    lane.paused(false);
    lane.sourceThreadVisited();
    assertThat(lane.needsSourceThread()).isFalse();

    lane.paused(true);

    assertThat(lane.needsSourceThread()).isTrue();
  }

  @Test
  void theFirstRecordThatIsSkippedIsSettledAtOnceSinceNoneWasBeforeIt() {
    skipRefused();
    replay("+a", "+b");
    apply();

    List<DeliveryEvent> events = lane.applying().applied(REJECTED, now, 0);

    assertThat(events).hasOnlyElementsOfType(RecordEvent.Skipped.class);
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).settled()).contains(position(1));
    assertThat(lane.next(now)).isInstanceOf(LaneAction.Decode.class);
  }

  @Test
  void aRecordThatIsSkippedHasTheEarlierOneAppliedInItsPlace() {
    skipRefused();
    refuses = change -> change.equals("-a");
    replay("+a +b", "-a");

    run();

    assertThat(happened).containsExactly("call +b", "0", "call -a", "skipped 1", "call +a");
    assertThat(lane.backlog(new BacklogSnapshot(0, now)).settled()).contains(position(2));
  }

  @Test
  void aFenceThatIsLostWhileAnEarlierOneIsAppliedInItsPlaceIsToldWithTheRecord() {
    skipRefused();
    replay("+a +b", "-a");
    apply();
    report(lane.applying().applied(APPLIED, now, 0));
    apply();
    report(lane.applying().applied(REJECTED, now, 0));
    apply();

    List<DeliveryEvent> events =
        lane.applying().applied(new Outcome.FenceLost("a newer owner"), now, 0);

    assertThat(events)
        .containsExactly(
            new PartitionEvent.FenceLost(
                PARTITION,
                Optional.of(record(1, "-a")),
                "a newer owner",
                Outcome.FenceLoss.UNKNOWN));
    assertThat(lane.replaying().isUnderWay()).isFalse();
  }

  @Test
  void noCommitOfAReplayNamesRemovalsOfALargeChange() {
    settings = settings.withSteps(new ChangeSteps(2, 2));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
    replay("-a -b -c -d");
    apply();

    report(lane.applying().applied(APPLIED, now, 0));

    assertThat(lane.checkpoint()).isEmpty();
    assertThat(lane.lastCheckpoint().flatMap(it -> it.mark().removed())).isEmpty();
  }

  private void skipRefused() {
    settings = settings.withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP));
    lane = new Lane(PARTITION, settings, 0, Instant.EPOCH);
  }

  /** Owns a partition whose records are replayed, all of them. */
  private void replay(String... values) {
    for (String value : values) {
      log.add(record(log.size(), value));
    }
    lane.next(now);
    lane.fenceAttempted(acquired(), now, 0);
    lane.positioned(StartPositions.replaying(0, log.size()), now);
    assertThat(lane.next(now)).isEqualTo(new LaneAction.OpenReplay());
    lane.replaying().opened(table);
    seek();
  }

  /** Reads from where the lane wants to, to the end of the log. */
  private void seek() {
    Optional<CommitPosition> wanted = lane.wantedSeek();
    wanted.ifPresent(
        from -> {
          lane.replaying().sought();
          log.subList((int) from.value(), log.size()).forEach(lane::offer);
          lane.readTo(position(log.size()));
        });
  }

  @Override
  void run() {
    super.run();
    while (lane.wantedSeek().isPresent()) {
      seek();
      super.run();
    }
  }

  private SourceRecord nextToDecode() {
    LaneAction action = lane.next(now);
    assertThat(action).isInstanceOf(LaneAction.Decode.class);
    return ((LaneAction.Decode) action).record();
  }

  /** Lets the lane come to its next call. */
  private void apply() {
    LaneAction action = new LaneAction.AwaitEvent();
    while (!(action instanceof LaneAction.Apply)) {
      seek();
      commit();
      action = decodeNext(now);
      boolean goesOn = lane.wantedSeek().isPresent() || lane.checkpoint().isPresent();
      assertThat(action instanceof LaneAction.Apply || goesOn).as(action.toString()).isTrue();
    }
  }
}
