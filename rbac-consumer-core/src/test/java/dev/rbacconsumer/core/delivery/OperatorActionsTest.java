package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.delivery.SharedParts.P0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an operator's request before a lane has it. */
final class OperatorActionsTest {
  private final SharedParts parts = new SharedParts();
  private final List<ActionReply> replies = new ArrayList<>();
  private final List<Optional<SourceRecord>> heads = new ArrayList<>();

  @Test
  void requestWakesTheSourceThreadThatCarriesItOut() {
    OperatorActions actions = actions();

    request(actions, new OperatorAction.Pause());

    assertThat(parts.sourceWakes).isEqualTo(1);
    assertThat(replies).isEmpty();
  }

  @Test
  void partitionOfAnotherInstanceIsRefused() {
    OperatorActions actions = actions();
    request(actions, new OperatorAction.Pause());

    actions.perform(Map.of(), partition -> false);

    assertThat(codes()).containsExactly(Code.NOT_OWNER);
    assertThat(parts.events(PartitionEvent.OperatorActed.class))
        .extracting(PartitionEvent.OperatorActed::reply)
        .isEqualTo(replies);
  }

  @Test
  void dryRunRefusesEachAction() {
    parts.mode = DeliveryMode.DRY_RUN;
    OperatorActions actions = actions();
    request(actions, new OperatorAction.RetryNow());

    actions.perform(assigned(), partition -> true);

    assertThat(codes()).containsExactly(Code.NOT_DELIVERING);
  }

  @Test
  void retryReadsAPartitionAgainThatCannotBeRead() {
    List<PartitionId> read = new ArrayList<>();
    OperatorActions actions = actions();
    request(actions, new OperatorAction.RetryNow());

    actions.perform(assigned(), read::add);

    assertThat(read).containsExactly(P0);
    assertThat(codes()).containsExactly(Code.DONE);
  }

  @Test
  void retryOfAPartitionThatIsReadGoesToItsLane() {
    OperatorActions actions = actions();
    Map<PartitionId, AssignedLane> assigned = assigned();
    request(actions, new OperatorAction.RetryNow());

    actions.perform(assigned, partition -> false);

    assertThat(codes()).doesNotContain(Code.DONE, Code.NOT_OWNER, Code.NOT_DELIVERING);
  }

  @Test
  void otherActionsReadNothingAgain() {
    List<PartitionId> read = new ArrayList<>();
    OperatorActions actions = actions();
    request(actions, new OperatorAction.Pause());

    actions.perform(assigned(), read::add);

    assertThat(read).isEmpty();
  }

  @Test
  void whatWaitsAtTheEndAndWhatComesLaterIsRefused() {
    OperatorActions actions = actions();
    request(actions, new OperatorAction.Pause());
    actions.head(P0, heads::add);

    actions.close();
    request(actions, new OperatorAction.Resume());
    actions.head(P0, heads::add);

    assertThat(codes()).containsExactly(Code.NOT_DELIVERING, Code.NOT_DELIVERING);
    assertThat(heads).containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void headIsTheFirstRecordThatIsNotSettled() {
    parts.sink = (change, fence, timeout) -> SharedParts.UNAVAILABLE;
    DrivenLane lane = new DrivenLane(parts);
    lane.own();
    lane.deliver(0, 1);
    OperatorActions actions = new OperatorActions(lane.context);
    actions.head(P0, heads::add);

    actions.perform(Map.of(P0, new AssignedLane(lane.driver, new EndedLane())), it -> false);

    assertThat(heads).containsExactly(Optional.of(SharedParts.record(0)));
  }

  @Test
  void partitionWithoutRecordsHasNoHead() {
    OperatorActions actions = actions();
    actions.head(P0, heads::add);

    actions.perform(assigned(), it -> false);

    assertThat(heads).containsExactly(Optional.empty());
  }

  private OperatorActions actions() {
    return new OperatorActions(parts.context());
  }

  private Map<PartitionId, AssignedLane> assigned() {
    return Map.of(P0, new AssignedLane(new DrivenLane(parts).driver, new EndedLane()));
  }

  private void request(OperatorActions actions, OperatorAction action) {
    actions.request(
        new ActionRequest(P0, action, "ann", "a test", parts.clock.now()),
        Duration.ofSeconds(60),
        replies::add);
  }

  private List<Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }
}
