package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.InMemoryReplayTables;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that the store may have seen before. */
class ReplayTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final InMemoryReplayTables tables = new InMemoryReplayTables();
  private final List<StoreMarkEvent> events = new ArrayList<>();
  private final List<String> writes = new ArrayList<>();

  @Test
  void aRemovedGrantDoesNotComeBackWhereAnOperatorSetsThePositionBack() {
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    write(world, "+a", "+b", "-a", "+c", "-c", "+a", "-a");
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().commitFromOutside(P0, 0);
    watch();

    world.source().assign(P0);
    world.runFor(ofSeconds(10));

    assertThat(writes).isEmpty();
    assertThat(memberships()).containsExactly("b");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(7));
    assertThat(events)
        .filteredOn(event -> event instanceof StoreMarkEvent.ReplayEnded)
        .containsExactly(new StoreMarkEvent.ReplayEnded(P0, new CommitPosition(7), 3, 4));
    assertThat(tables.openTables()).isZero();
  }

  @Test
  void stepByStepShowsOlderStatesAsItAlwaysDid() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT.withReplay(
                ReplaySettings.DEFAULT.withMode(ReplayMode.STEP_BY_STEP)));
    write(world, "+a", "-a");
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().commitFromOutside(P0, 0);
    watch();

    world.source().assign(P0);
    world.runFor(ofSeconds(10));

    assertThat(writes).containsExactly("+a", "-a");
  }

  @Test
  void whatAnotherConsumerAppliedAndDidNotCommitGoesStraightToItsLastState() {
    // As an older consumer leaves it that crashes: its lock, no mark, a commit without metadata.
    var unused = relations.store().acquireLock("group/0");
    relations.store().touch(List.of(member("b")), null);
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    write(world, "+a", "-a", "+b", "-b", "+b");
    world.source().commitFromOutside(P0, 1);
    watch();

    world.source().assign(P0);
    world.runFor(ofSeconds(10));

    assertThat(writes).doesNotContain("-b", "+a");
    assertThat(memberships()).containsExactly("b");
  }

  @Test
  void aReplayThatIsCutOffGoesOnWithTheNextOwner() {
    DeliveryWorld world = world(LaneSettings.DEFAULT.withWindow(1));
    write(world, "+a", "+b", "!", "-a", "+a");
    world.source().commitFromOutside(P0, 0);
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    assertThat(world.source().committedMetadata().get(P0)).contains(" replay=0-5");
    assertThat(memberships()).containsExactly("b");

    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    assertThat(world.source().committedMetadata().get(P0)).contains(" replay=0-5");
    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(memberships()).as("the last word on a is behind what blocks").containsExactly("b");
  }

  @Test
  void aRecordThatIsSetAsidePassesItsLastWordOn() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT.withPolicies(
                FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP)));
    relations.store().touch(List.of(member("a")), null);
    relations.store().setSchema(StoreSchema.rbac().without("rbac/role"));
    write(world, "+b", "-a");
    world.source().append(P0, OutboxMessages.relations().add(member("a")).add(role()).build());
    write(world, "+c");
    world.source().commitFromOutside(P0, 0);
    watch();

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(writes).containsExactly("+b", "-a", "+c");
    assertThat(memberships()).containsExactly("b", "c");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void whatIsAppliedInTheirPlaceCanBeRefusedTooAndThatIsReported() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT.withPolicies(
                FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP)));
    List<RecordEvent.Skipped> skipped = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof RecordEvent.Skipped it) {
            skipped.add(it);
          }
        });
    relations.store().touch(List.of(role(), member("a")), null);
    relations.store().setSchema(StoreSchema.rbac().without("rbac/role"));
    world
        .source()
        .append(P0, OutboxMessages.relations().remove(member("a")).remove(role()).build());
    world.source().append(P0, OutboxMessages.relations().add(role()).add(member("a")).build());
    world.source().commitFromOutside(P0, 0);

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(skipped).hasSize(2);
    assertThat(skipped.get(1).failure().message()).contains("offset 0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  @Test
  void aRemovalIsNotLeftToARecordBehindTheRangeThatIsSetAsideToo() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT
                .withBatchMaxMessages(5)
                .withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP)));
    relations.store().touch(List.of(role()), null);
    StoreSchema withoutRoles = StoreSchema.rbac().without("rbac/role");
    relations.store().setSchema(withoutRoles);
    OutboxMessage behind = removalOfRole();
    world.source().append(P0, removalOfRole());
    world.source().append(P0, removalOfRole());
    world.observe(
        event -> {
          if (event instanceof StoreMarkEvent.ReplayStarted) {
            world.source().append(P0, behind);
          } else if (event instanceof RecordEvent.Skipped) {
            relations.store().setSchema(StoreSchema.rbac());
          } else if (event instanceof StoreMarkEvent.ReplayEnded) {
            relations.store().setSchema(withoutRoles);
          }
        });
    world.source().commitFromOutside(P0, 0);

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(relations.store().tuples()).doesNotContain(role());
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));
  }

  @Test
  void noMoreIsSetAsideThanACommitCanName() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT.withPolicies(
                FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP)));
    List<RecordEvent.Retrying> retries = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof RecordEvent.Retrying it) {
            retries.add(it);
          }
        });
    relations.store().setSchema(StoreSchema.rbac().without("rbac/role"));
    for (int i = 0; i < ReplayRange.MAX_ASIDE + 10; i++) {
      world.source().append(P0, removalOfRole());
    }
    world.source().commitFromOutside(P0, 0);

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(retries).isNotEmpty();
    assertThat(retries).extracting(it -> it.failure().reason()).containsOnly("replay_aside");
    assertThat(world.source().committed().get(P0).value()).isLessThan(ReplayRange.MAX_ASIDE + 10);
  }

  @Test
  void aTombstoneBehindARecordThatIsSetAsideIsPassedOver() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT
                .withBatchMaxMessages(5)
                .withPolicies(FailurePolicies.DEFAULT.withRejected(FailurePolicy.SKIP)));
    relations.store().setSchema(StoreSchema.rbac().without("rbac/role"));
    write(world, "+a");
    world.source().append(P0, OutboxMessages.relations().add(role()).build());
    world.source().append(P0, OutboxMessages.tombstone());
    write(world, "+b");
    world.source().commitFromOutside(P0, 0);

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(memberships()).containsExactly("a", "b");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void aTableThatIsFullBlocksThePartitionUntilThereIsRoom() {
    tables.holdAtMost(2);
    DeliveryWorld world = world(LaneSettings.DEFAULT);
    write(world, "+a", "+b", "+c");
    world.source().commitFromOutside(P0, 0);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(memberships()).isEmpty();
    assertThat(events).anyMatch(event -> event instanceof StoreMarkEvent.ReplayBlocked);
    tables.holdAtMost(3);
    world.runFor(ofSeconds(30));
    assertThat(memberships()).containsExactly("a", "b", "c");
  }

  /** Letters with a sign are changes; an exclamation mark is a message that blocks. */
  private static void write(DeliveryWorld world, String... records) {
    for (String text : records) {
      if (text.equals("!")) {
        world.source().append(P0, ScriptedSink.value("[]"));
        continue;
      }
      RelationsMessageBuilder message = OutboxMessages.relations();
      RelationTuple tuple = member(text.substring(1));
      world
          .source()
          .append(P0, (text.startsWith("+") ? message.add(tuple) : message.remove(tuple)).build());
    }
  }

  private void watch() {
    relations
        .store()
        .onWrite(
            write -> {
              write.removed().stream()
                  .filter(ReplayTest::isMember)
                  .forEach(it -> writes.add("-" + id(it)));
              write.added().stream()
                  .filter(ReplayTest::isMember)
                  .forEach(it -> writes.add("+" + id(it)));
            });
  }

  private DeliveryWorld world(LaneSettings settings) {
    DeliveryWorld world =
        DeliveryWorld.over(relations, settings, delivery -> delivery.withReplayTables(tables));
    world.observe(
        event -> {
          if (event instanceof StoreMarkEvent it) {
            events.add(it);
          }
        });
    return world;
  }

  private List<String> memberships() {
    return relations.store().tuples().stream()
        .filter(ReplayTest::isMember)
        .map(ReplayTest::id)
        .toList();
  }

  private static boolean isMember(RelationTuple tuple) {
    return tuple.resource().type().name().equals("group");
  }

  private static String id(RelationTuple tuple) {
    return tuple.subject().object().id();
  }

  private static RelationTuple member(String name) {
    return RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + name);
  }

  private static OutboxMessage removalOfRole() {
    return OutboxMessages.relations().remove(role()).build();
  }

  private static RelationTuple role() {
    return RelationTuple.parse("rbac/role:r#t_read@rbac/principal:*");
  }
}
