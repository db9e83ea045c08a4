package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that the connector emits again. */
class RepeatedEventsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final String OURS = "rbac-consumer/1 through=3 bytes=0";
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");
  private static final RelationTuple BOB =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:bob");

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<DeliveryEvent> events = new ArrayList<>();
  private final List<RelationTuple> added = new ArrayList<>();
  private final OutboxMessage first = OutboxMessages.relations().add(BOB).build();
  private final OutboxMessage grant = OutboxMessages.relations().add(ANN).build();
  private final OutboxMessage removal = OutboxMessages.relations().remove(ANN).build();

  @Test
  void aRemovedGrantDoesNotComeBackWithAnEventThatIsRepeated() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, first, grant, removal);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    watch();

    append(world, grant, removal);
    world.runFor(ofSeconds(5));

    assertThat(added).isEmpty();
    assertThat(repeated()).isEqualTo(2);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(5));
  }

  @Test
  void eventsThatWereAppliedBeforeTheStartAreKnownFromTheLog() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, first, grant, removal);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    append(world, grant, removal);
    watch();

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(added).isEmpty();
    assertThat(repeated()).isEqualTo(2);
  }

  @Test
  void eventsThatAreDeletedAfterTheStartBlockNothing() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, first, first, first, first, grant, removal);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    world.source().revoke(P0);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    world.source().deleteBelow(P0, 3);
    watch();

    append(world, grant, removal);
    world.runFor(ofSeconds(5));

    assertThat(added).isEmpty();
    assertThat(repeated()).isEqualTo(5);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(8));
  }

  @Test
  void settledRecordsThatCannotBeReadHoldNothingUp() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, first, grant, removal, OutboxMessages.relations().add(ANN).build());
    world.source().commitFromOutside(P0, new Commit(new CommitPosition(3), OURS));
    var unused = relations.store().acquireLock("group/0");
    world.source().damage(P0, 1);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(relations.store().tuples()).contains(ANN);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void aNewEventWithTheSameContentIsApplied() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    append(world, first, grant, removal, OutboxMessages.relations().add(ANN).build());
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(relations.store().tuples()).contains(ANN);
    assertThat(repeated()).isZero();
  }

  @Test
  void whereIdsAreNotUniqueEverythingIsAppliedAndThatIsReportedOnce() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    UUID id = new UUID(1, 1);
    OutboxMessage plus = OutboxMessages.relations().id(id).add(ANN).build();
    OutboxMessage minus = OutboxMessages.relations().id(id).remove(ANN).build();
    append(world, plus, minus, plus, minus, plus);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(relations.store().tuples()).contains(ANN);
    assertThat(events).filteredOn(event -> event instanceof RecordEvent.IdsNotUnique).hasSize(1);
  }

  @Test
  void whatFollowedARecordThatWasSkippedInTheSameBatchIsRemembered() {
    FailurePolicies skips = FailurePolicies.all(FailurePolicy.SKIP);
    DeliveryWorld world = world(LaneSettings.DEFAULT.withBatchMaxMessages(4).withPolicies(skips));
    RelationTuple refused = RelationTuple.parse("rbac/unknown:u#t_member@rbac/principal:ann");
    append(world, OutboxMessages.relations().add(refused).build(), first, grant, removal);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    watch();

    append(world, grant, removal);
    world.runFor(ofSeconds(5));

    assertThat(added).isEmpty();
    assertThat(repeated()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4})
  void whatFollowedASkippedRecordInAReplayIsRemembered(int batch) {
    FailurePolicies skips = FailurePolicies.all(FailurePolicy.SKIP);
    DeliveryWorld world =
        world(LaneSettings.DEFAULT.withBatchMaxMessages(batch).withPolicies(skips));
    RelationTuple refused = RelationTuple.parse("rbac/unknown:u#t_member@rbac/principal:ann");
    append(world, OutboxMessages.relations().add(refused).build(), first, grant, removal);
    world.source().commitFromOutside(P0, 0);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
    watch();

    append(world, grant, removal);
    world.runFor(ofSeconds(5));

    assertThat(added).isEmpty();
    assertThat(repeated()).isEqualTo(2);
  }

  @Test
  void nothingIsPassedOverWhereThatIsTurnedOff() {
    DeliveryWorld world =
        world(LaneSettings.DEFAULT.withReplay(ReplaySettings.DEFAULT.withRememberedEvents(0)));
    append(world, first, grant, removal, grant);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(relations.store().tuples()).contains(ANN);
  }

  @Test
  void noneIsPassedOverWhereMoreAreRepeatedThanAreRemembered() {
    DeliveryWorld world =
        world(LaneSettings.DEFAULT.withReplay(ReplaySettings.DEFAULT.withRememberedEvents(2)));
    OutboxMessage last = OutboxMessages.relations().add(BOB).build();
    append(world, first, grant, removal, last, grant, removal, last);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(repeated()).isZero();
    assertThat(relations.store().tuples()).doesNotContain(ANN).contains(BOB);
  }

  /** The record may add what a later one removes, so the events before it are forgotten. */
  @Test
  void grantThatIsSetAsideBeforeItIsDecodedDoesNotComeBackWithoutItsRemoval() {
    DeliveryWorld world =
        DeliveryWorld.over(
            relations,
            LaneSettings.DEFAULT,
            delivery -> delivery.withOperatorCopies((letter, timeout) -> Optional.empty()));
    append(world, first);
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    act(world, new OperatorAction.Pause());
    SourceRecord head = world.source().append(P0, grant);
    append(world, removal);
    world.runFor(ofSeconds(1));
    act(world, new OperatorAction.SetAside(new Offset(1), RecordDigest.of(head), false));
    act(world, new OperatorAction.Resume());
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));

    append(world, grant, removal);
    world.runFor(ofSeconds(5));

    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(5));
    assertThat(relations.store().tuples()).doesNotContain(ANN);
  }

  private static void act(DeliveryWorld world, OperatorAction action) {
    List<ActionReply> replies = new ArrayList<>();
    world
        .actions()
        .request(
            new ActionRequest(P0, action, "ann", "a test", world.time().now()),
            ofSeconds(10),
            replies::add);
    world.runFor(ofSeconds(1));
    assertThat(replies).extracting(ActionReply::code).containsExactly(ActionReply.Code.DONE);
  }

  private long repeated() {
    return events.stream().filter(event -> event instanceof RecordEvent.EventRepeated).count();
  }

  private void watch() {
    relations
        .store()
        .onWrite(write -> write.added().stream().filter(ANN::equals).forEach(added::add));
  }

  private static void append(DeliveryWorld world, OutboxMessage... messages) {
    for (OutboxMessage message : messages) {
      world.source().append(P0, message);
    }
  }

  private DeliveryWorld world(LaneSettings settings) {
    DeliveryWorld world = DeliveryWorld.over(relations, settings, UnaryOperator.identity());
    world.observe(events::add);
    return world;
  }
}
