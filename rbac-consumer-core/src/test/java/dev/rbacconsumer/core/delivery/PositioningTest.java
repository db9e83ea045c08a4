package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.ScriptedSource.failure;
import static dev.rbacconsumer.core.delivery.ScriptedSource.log;
import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static dev.rbacconsumer.core.delivery.SharedParts.P1;
import static dev.rbacconsumer.core.delivery.SharedParts.position;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies when the position of a partition is asked for, and what comes of the answer. */
class PositioningTest {
  private final SharedParts parts = new SharedParts();
  private final ScriptedSource source = new ScriptedSource();
  private final Map<PartitionId, AssignedLane> assigned = new TreeMap<>();
  private DispatcherSettings settings = DispatcherSettings.defaults("group");

  @Test
  void whatWasKnownOfTheEarlierPositionIsForgottenBeforeReadingBegins() {
    Positioning positioning = start();
    positioning.position();

    source.answer(P0, log("a", 5, 9));

    assertThat(source.calls)
        .containsExactly("ask [outbox-0]", "forget [outbox-0]", "seek {outbox-0=5}");
    assertThat(parts.events(PartitionEvent.Positioned.class)).hasSize(1);
  }

  @Test
  void aPartitionIsAskedForOnceUntilTheAnswerComes() {
    Positioning positioning = start();

    positioning.position();
    positioning.position();

    assertThat(source.calls).containsExactly("ask [outbox-0]");
  }

  @Test
  void anAnswerThatFailsIsReportedAndAskedForAgainAfterTheRetryDelay() {
    Positioning positioning = start();
    positioning.position();

    source.requests.remove().failed(failure("no broker answers"));

    assertThat(parts.events)
        .contains(new InstanceEvent.SourceFailed("no broker answers"))
        .doesNotHaveAnyElementsOfTypes(PartitionEvent.Positioned.class);
    parts.clock.advance(settings.retryDelay().minusNanos(1));
    positioning.position();
    assertThat(source.calls).as("before the delay is over").hasSize(1);

    parts.clock.advance(ofMillis(1));
    positioning.position();

    assertThat(source.calls).containsExactly("ask [outbox-0]", "ask [outbox-0]");
  }

  @Test
  void aPositionThatCannotBeSetIsReportedAndAskedForAgainAfterTheRetryDelay() {
    Positioning positioning = start();
    positioning.position();
    source.failure = failure("not assigned");

    source.answer(P0, log("a", 5, 9));

    assertThat(parts.events)
        .contains(new InstanceEvent.SourceFailed("not assigned"))
        .doesNotHaveAnyElementsOfTypes(PartitionEvent.Positioned.class);
    positioning.position();
    assertThat(source.requests).as("before the delay is over").isEmpty();
    parts.clock.advance(settings.retryDelay());
    positioning.position();
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void anAnswerUnderAnEarlierFenceIsNotUsed() {
    DrivenLane lane = new DrivenLane(parts);
    Positioning positioning = start(lane);
    positioning.position();
    lane.driver.change(it -> it.ownership().giveUp(parts.clock.nanoTime()));
    lane.run();

    source.answer(P0, log("a", 5, 9));
    assertThat(source.calls).containsExactly("ask [outbox-0]");

    positioning.position();
    source.answer(P0, log("a", 5, 9));
    assertThat(source.calls).endsWith("ask [outbox-0]", "forget [outbox-0]", "seek {outbox-0=5}");
  }

  @Test
  void anAnswerForALaneThatHasGivenItsFenceUpIsNotUsed() {
    Positioning positioning = start();
    positioning.position();
    assigned.get(P0).driver().change(it -> it.ownership().giveUp(parts.clock.nanoTime()));

    source.answer(P0, log("a", 5, 9));

    assertThat(source.calls).containsExactly("ask [outbox-0]");
    assertThat(parts.events(PartitionEvent.Positioned.class)).isEmpty();
  }

  @Test
  void aLaneThatReadsElsewhereFirstIsSetThereOnceAndToldSo() {
    Positioning positioning = start();
    DrivenLane lane = replaying();

    positioning.rewind();
    positioning.rewind();

    assertThat(source.calls).containsExactly("forget [outbox-0]", "seek {outbox-0=3}");
    assertThat(lane.driver.ask(Lane::wantedSeek)).isEmpty();
  }

  @Test
  void aSeekElsewhereThatFailsIsReportedAndRepeatedAfterTheRetryDelay() {
    Positioning positioning = start();
    DrivenLane lane = replaying();
    source.failure = failure("not assigned");

    positioning.rewind();

    assertThat(parts.events).contains(new InstanceEvent.SourceFailed("not assigned"));
    assertThat(lane.driver.ask(Lane::wantedSeek)).contains(position(3));
    positioning.rewind();
    assertThat(source.calls).as("before the delay is over").hasSize(2);
    parts.clock.advance(settings.retryDelay());
    positioning.rewind();
    assertThat(lane.driver.ask(Lane::wantedSeek)).isEmpty();
  }

  @Test
  void aBlockedPartitionIsNotReadOnFromItsEarlierPosition() {
    Positioning positioning = start();
    positioning.position();
    source.answer(P0, log("a", 0, 9));
    LaneDriver driver = assigned.get(P0).driver();
    driver.update(it -> it.buffer().reportOutOfRange());
    assertThat(driver.<Boolean>ask(it -> it.buffer().isOpen())).isTrue();

    positioning.position();
    source.answer(P0, committed(2, 5, 9));

    assertThat(kinds()).containsExactly(DataLoss.Kind.BELOW_START);
    assertThat(driver.<Boolean>ask(it -> it.buffer().isOpen())).isFalse();
  }

  @Test
  void aBlockedPartitionIsCheckedAgainAfterItsBackoffOrAtOnceIfAnOperatorWantsIt() {
    Positioning positioning = start();
    positioning.position();
    assertThat(positioning.retryNow(P0)).as("not blocked").isFalse();
    source.answer(P0, committed(2, 5, 9));
    positioning.position();
    assertThat(source.requests).as("before the backoff is over").isEmpty();

    assertThat(positioning.retryNow(P0)).isTrue();
    positioning.position();

    assertThat(source.requests).hasSize(1);
    source.answer(P0, committed(2, 5, 9));
    assertThat(parts.events(PartitionEvent.DataLossBlocks.class))
        .extracting(PartitionEvent.DataLossBlocks::attempt)
        .containsExactly(1, 2);
    parts.clock.advance(ofSeconds(2));
    positioning.position();
    assertThat(source.requests).as("after the second backoff").hasSize(1);
  }

  @Test
  void aPartitionThatWentIsNotBlockedWhenItComesBack() {
    Positioning positioning = start();
    positioning.position();
    source.answer(P0, committed(2, 5, 9));

    positioning.forget(assigned.keySet());
    positioning.position();

    assertThat(source.requests).hasSize(1);
    assertThat(positioning.retryNow(P0)).isFalse();
  }

  @Test
  void aLogThatIsNotTheOneReadBeforeIsNoticedWithoutACommit() {
    Positioning positioning = start();
    read(positioning, "a");

    read(positioning, "b");

    assertThat(kinds()).containsExactly(DataLoss.Kind.RECREATED);
  }

  @Test
  void anotherPartitionOfTheTopicIsExpectedToHaveTheSameLog() {
    Positioning positioning = start();
    read(positioning, "a");
    DrivenLane other = new DrivenLane(parts, P1);
    assigned.clear();
    assign(other);

    positioning.position();
    source.answer(P1, log("b", 0, 9));

    assertThat(kinds()).containsExactly(DataLoss.Kind.RECREATED);
  }

  @Test
  void theLogThatWasReadLastCountsAndNotTheFirstOfTheTopic() {
    settings = settings.withOnDataLoss(DataLossPolicy.EARLIEST);
    Positioning positioning = start();
    read(positioning, "a");
    read(positioning, "b");
    assertThat(parts.events(PartitionEvent.DataLossPassed.class)).hasSize(1);

    read(positioning, "b");

    assertThat(parts.events(PartitionEvent.DataLossPassed.class)).as("still one").hasSize(1);
    assertThat(parts.events(PartitionEvent.Positioned.class)).hasSize(3);
  }

  /** The store has lost everything; or else it has all that the group has committed. */
  @ParameterizedTest
  @CsvSource({"true, REPLAY, 5", "true, CONTINUE, 9", "false, REPLAY, 9", "false, CONTINUE, 9"})
  void theEndOfTheLogIsChosenUnlessTheStoreHasLostSomethingThatIsToBeReplayed(
      boolean isLost, StoreLossPolicy onStoreLoss, long expected) {
    settings = settings.withOnDataLoss(DataLossPolicy.LATEST);
    parts.settings =
        parts.settings.withReplay(parts.settings.replay().withOnStoreLoss(onStoreLoss));
    List<StoreMark> marks =
        isLost ? List.of() : List.of(StoreMark.of(Optional.of("a"), position(2)));
    parts.fences =
        (lock, timeout) ->
            new FenceOutcome.Acquired(
                new FenceToken(lock, "token"), StoreMemory.of(StoreMemory.Lock.FREE, marks));
    Positioning positioning = start();

    positioning.position();
    source.answer(P0, committed(2, 5, 9));

    assertThat(source.calls).contains("seek {outbox-0=" + expected + "}");
    assertThat(parts.events(PartitionEvent.DataLossPassed.class)).hasSize(isLost ? 2 : 1);
  }

  private Positioning start() {
    return start(new DrivenLane(parts));
  }

  private Positioning start(DrivenLane lane) {
    assign(lane);
    LaneContext context = parts.context();
    TopicSettingsMonitor topics = new TopicSettingsMonitor(source, context, false);
    return new Positioning(
        source,
        context,
        settings,
        topics,
        assigned,
        partitions -> source.calls.add("forget " + partitions));
  }

  /** Assigns a partition, whose lane acquires its fence. */
  private void assign(DrivenLane lane) {
    lane.run();
    assigned.put(lane.driver.partition(), new AssignedLane(lane.driver, new EndedLane()));
  }

  /** Assigns a partition in place of the first one, whose lane begins with a replay. */
  private DrivenLane replaying() {
    DrivenLane lane = new DrivenLane(parts);
    assign(lane);
    lane.driver.positioned(DrivenLane.replaying(3, 5));
    lane.run();
    return lane;
  }

  /** Reads the first partition from a log of which the group has committed nothing. */
  private void read(Positioning positioning, String identity) {
    assigned.get(P0).driver().change(Lane::unpositioned);
    positioning.position();
    source.answer(P0, log(identity, 0, 9));
  }

  private static CommittedState committed(long position, long begin, long end) {
    Commit commit = new Commit(position(position), "rbac-consumer/1 through=3 bytes=100");
    return new CommittedState(Optional.of(commit), log("a", begin, end));
  }

  private List<DataLoss.Kind> kinds() {
    return parts.events(PartitionEvent.DataLossBlocks.class).stream()
        .map(it -> it.loss().kind())
        .toList();
  }
}
