package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.ScriptedSource.log;
import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.position;
import static dev.rbacconsumer.core.delivery.SharedParts.record;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Specifies what the source thread does when partitions come and go, and at its end. */
class DispatcherTest {
  private static final DispatcherSettings SETTINGS =
      DispatcherSettings.defaults("group").withCommitInterval(Duration.ZERO);

  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final List<SteppedLane> lanes = new ArrayList<>();
  private final List<ActionReply> replies = new ArrayList<>();
  private boolean refusesFences;
  private final Dispatcher dispatcher =
      new Dispatcher(
          source,
          (partition, task) -> {
            SteppedLane lane = new SteppedLane(task, parts.sleepers.get(parts.sleepers.size() - 1));
            lanes.add(lane);
            return lane;
          },
          refusing(),
          SETTINGS);

  @BeforeEach
  void open() {
    dispatcher.open();
  }

  @Test
  void aPartitionIsPausedUntilItsPositionIsKnown() throws Exception {
    assign();
    assertThat(source.calls).containsExactly("pause [outbox-0]");

    lanes.get(0).run();
    dispatcher.runOnce();
    source.answer(P0, log("a", 0, 9));
    dispatcher.runOnce();

    assertThat(source.calls)
        .containsExactly(
            "pause [outbox-0]", "ask [outbox-0]", "seek {outbox-0=0}", "resume [outbox-0]");
  }

  @Test
  void lanesEndAndTheirPositionsAreCommittedBeforeTheSourceIsClosed() throws Exception {
    own();
    apply();

    dispatcher.close();

    assertThat(lanes.get(0).hasEnded).isTrue();
    assertThat(source.calls).endsWith("commit now {outbox-0=1}", "close");
    assertThat(parts.events(PartitionEvent.Committed.class))
        .last()
        .extracting(PartitionEvent.Committed::position)
        .isEqualTo(position(1));
  }

  @Test
  void aClosedInstanceRefusesActionsThatWereRequestedBeforeAndAfter() throws Exception {
    own();
    request(new OperatorAction.Pause());

    dispatcher.close();
    request(new OperatorAction.Resume());

    assertThat(codes()).containsExactly(Code.NOT_DELIVERING, Code.NOT_DELIVERING);
  }

  @Test
  void aLaneThatDiesWhileTheInstanceClosesIsReportedToTheCaller() throws Exception {
    own();
    lane().fail(new IllegalStateException("a defect"));

    assertThatThrownBy(dispatcher::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outbox-0")
        .hasRootCauseMessage("a defect");
    assertThat(source.calls).endsWith("close");
  }

  @Test
  void aLaneThatDiedShortlyBeforeItsPartitionWentIsReportedToTheCaller() throws Exception {
    own();
    source.inPoll(
        () -> {
          lane().fail(new IllegalStateException("a defect"));
          source.listener().revoked(Set.of(P0));
        });

    assertThatThrownBy(dispatcher::runOnce)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("a defect");
  }

  @Test
  void aLaneWhosePartitionIsLostIsInterruptedAndNothingIsCommitted() throws Exception {
    own();
    apply();
    source.calls.clear();
    source.inPoll(() -> source.listener().lost(Set.of(P0)));

    dispatcher.runOnce();

    assertThat(lanes.get(0).isInterrupted).isTrue();
    assertThat(lanes.get(0).hasEnded).isTrue();
    assertThat(source.calls).isEmpty();
    assertThat(parts.events(InstanceEvent.Lost.class)).hasSize(1);
  }

  @Test
  void aLaneWhosePartitionIsRevokedEndsByItselfAndItsPositionIsCommitted() throws Exception {
    own();
    apply();
    source.calls.clear();
    source.inPoll(() -> source.listener().revoked(Set.of(P0)));

    dispatcher.runOnce();

    assertThat(lanes.get(0).isInterrupted).isFalse();
    assertThat(source.calls).containsExactly("commit now {outbox-0=1}");
    assertThat(parts.events(InstanceEvent.Revoked.class)).hasSize(1);
  }

  @Test
  void anActionInProgressIsAnsweredWhenItsPartitionGoes() throws Exception {
    own();
    request(new OperatorAction.Pause());
    dispatcher.runOnce();
    assertThat(replies).isEmpty();
    source.inPoll(() -> source.listener().lost(Set.of(P0)));

    dispatcher.runOnce();

    assertThat(codes()).containsExactly(Code.UNCONFIRMED);
  }

  @Test
  void aLossThatBlockedAPartitionIsForgottenWithIt() throws Exception {
    assign();
    lanes.get(0).run();
    dispatcher.runOnce();
    source.answer(P0, committed(2, 5));
    assertThat(parts.events(PartitionEvent.DataLossBlocks.class)).hasSize(1);

    source.inPoll(() -> source.listener().revoked(Set.of(P0)));
    dispatcher.runOnce();
    assign();
    lanes.get(1).run();
    dispatcher.runOnce();

    assertThat(source.calls).filteredOn("ask [outbox-0]"::equals).hasSize(2);
  }

  @Test
  void anUnreadableBatchIsForgottenWithItsPartition() throws Exception {
    own();
    source.inPoll(
        () -> source.listener().unreadable(P0, new UnreadableBatch(position(0), "damaged")));
    dispatcher.runOnce();
    source.polls.add(
        () -> {
          source.listener().revoked(Set.of(P0));
          source.listener().assigned(Set.of(P0));
          throw ScriptedSource.failure("no broker answers");
        });
    dispatcher.runOnce();

    request(new OperatorAction.RetryNow());
    dispatcher.runOnce();

    assertThat(codes()).containsExactly(Code.NOTHING_WAITS);
  }

  @Test
  void aPartitionWhoseNextRecordsAreGoneIsPaused() throws Exception {
    own();
    source.calls.clear();
    source.inPoll(() -> source.listener().positionsOutOfRange(Set.of(P0)));

    dispatcher.runOnce();

    assertThat(source.calls).first().isEqualTo("pause [outbox-0]");
    assertThat(lane().<Boolean>ask(it -> it.buffer().isReading())).isFalse();
  }

  /** The events before the start position are read only to recognise those that are repeated. */
  @Test
  void anUnreadableBatchBeforeTheStartPositionIsPassedOver() throws Exception {
    assign();
    lanes.get(0).run();
    dispatcher.runOnce();
    source.answer(P0, committed(5, 0));
    dispatcher.runOnce();
    assertThat(source.calls).endsWith("seek {outbox-0=0}", "resume [outbox-0]");

    source.inPoll(
        () -> source.listener().unreadable(P0, new UnreadableBatch(position(2), "damaged")));
    dispatcher.runOnce();

    assertThat(parts.events(PartitionEvent.BatchUnreadable.class)).isEmpty();
    assertThat(source.calls).endsWith("pause [outbox-0]", "seek {outbox-0=5}", "resume [outbox-0]");
  }

  @Test
  void anUnreadableBatchOfAPartitionThatIsNotHeldIsNotReported() throws Exception {
    source.inPoll(
        () -> source.listener().unreadable(P0, new UnreadableBatch(position(2), "damaged")));

    dispatcher.runOnce();

    assertThat(source.calls).isEmpty();
    assertThat(parts.events(PartitionEvent.BatchUnreadable.class)).isEmpty();
  }

  @Test
  void anOutageThatIsOverEndsTheWaitsOfLanes() throws Exception {
    refusesFences = true;
    assign();
    for (int minute = 0; minute < 20; minute++) {
      runLaneFor(ofSeconds(60));
    }
    int before = refusals();
    source.calls.clear();

    dispatcher.retryAfterOutage();
    assertThat(source.calls).as("the wait for records is ended").containsExactly("wake");
    dispatcher.runOnce();
    runLaneFor(WaitingLanes.SPREAD);

    assertThat(refusals()).isEqualTo(before + 1);
  }

  @Test
  void aWakeUpEndsTheWaitForRecordsAndTheWaitToRetry() throws Exception {
    dispatcher.wake();

    assertThat(source.calls).containsExactly("wake");
    assertThat(parts.sleepers.get(0).isWoken()).isTrue();
  }

  @Test
  void theFailureOfDeliveryIsReported() {
    IllegalStateException failure = new IllegalStateException("a defect");

    dispatcher.failed(failure);

    assertThat(parts.events).containsExactly(new InstanceEvent.DeliveryFailed(failure));
  }

  @Test
  void theSourceIsReadNoLongerThanUntilTheNextCommit() throws Exception {
    own();
    apply();
    dispatcher.runOnce();
    assertThat(source.waits).last().isEqualTo(SETTINGS.pollTimeout());

    dispatcher.runOnce();

    assertThat(source.waits).last().isEqualTo(Duration.ofMillis(50));
  }

  /** Returns the parts with an authority that issues no fences while a test says so. */
  private LaneContext refusing() {
    FenceAuthority issuing = parts.fences;
    parts.fences =
        (lock, timeout) ->
            refusesFences
                ? new FenceOutcome.NotAcquired("unavailable", "down")
                : issuing.acquire(lock, timeout);
    return parts.context();
  }

  /** Holds the partition, of which the group has committed nothing. */
  private void own() throws Exception {
    assign();
    lanes.get(0).run();
    dispatcher.runOnce();
    source.answer(P0, log("a", 0, 9));
    dispatcher.runOnce();
    lanes.get(0).run();
  }

  /** Applies the first record. */
  private void apply() throws Exception {
    source.polls.add(() -> List.of(record(0)));
    dispatcher.runOnce();
    while (!source.commits.isEmpty()) {
      source.commits.remove().finished(null);
    }
    lanes.get(0).run();
  }

  private void assign() throws Exception {
    source.inPoll(() -> source.listener().assigned(Set.of(P0)));
    dispatcher.runOnce();
  }

  private void runLaneFor(Duration duration) {
    parts.clock.advance(duration);
    parts.sleepers.get(1).wake();
    lanes.get(0).run();
  }

  private int refusals() {
    return parts.events(PartitionEvent.FenceNotAcquired.class).size();
  }

  private LaneDriver lane() {
    return (LaneDriver) lanes.get(0).task;
  }

  private void request(OperatorAction action) {
    ActionRequest request = new ActionRequest(P0, action, "ann", "a test", parts.clock.now());
    dispatcher.actions().request(request, ofSeconds(60), replies::add);
  }

  private List<Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }

  private static CommittedState committed(long position, long begin) {
    Commit commit = new Commit(position(position), "rbac-consumer/1 through=5 bytes=100");
    return new CommittedState(Optional.of(commit), log("a", begin, 9));
  }
}
