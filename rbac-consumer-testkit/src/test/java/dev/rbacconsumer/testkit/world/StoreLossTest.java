package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.ReplaySettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A partition whose store, or whose group, has lost what the others still know. */
class StoreLossTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<DataLoss> losses = new ArrayList<>();

  @Test
  void anEmptiedStoreBlocksThePartitionWithTheRangeThatMustBeAppliedAgain() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofSeconds(30));

    assertThat(memberships()).isEmpty();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));
    DataLoss loss = losses.get(0);
    assertThat(loss.kind()).isEqualTo(DataLoss.Kind.STORE_LOST);
    assertThat(loss.offsets()).isEqualTo(3);
    assertThat(loss.toString()).contains("what was applied below 3 must be applied again");
  }

  @Test
  void anEmptiedStoreStaysLostForTheNextOwnerThatFindsTheLockOfThisOne() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().clear();
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    assertThat(losses).hasSizeGreaterThan(1);
    assertThat(losses).allMatch(loss -> loss.kind() == DataLoss.Kind.STORE_LOST);
  }

  @Test
  void anEmptiedStoreIsFilledAgainWhereThePolicyIsToReplay() {
    DeliveryWorld world = world(StoreLossPolicy.REPLAY);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(world.timeline()).contains("11s store_lost passed p0 to 0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));
    assertThat(world.source().committedMetadata().get(P0))
        .contains("seen=3")
        .doesNotContain("replay=");
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    assertThat(losses).hasSize(1);
  }

  @Test
  void fillingAnEmptiedStoreDoesNotWaitForTheNextMark() {
    DeliveryWorld world = world(StoreLossPolicy.REPLAY);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void anEmptiedStoreIsLeftAsItIsWhereThePolicyIsToContinue() {
    DeliveryWorld world = world(StoreLossPolicy.CONTINUE);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().clear();
    append(world, "d");

    world.source().assign(P0);
    world.runFor(ofMinutes(1));

    assertThat(memberships()).containsExactly("d");
    assertThat(losses).hasSize(1);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void aRestoredStoreBlocksWithTheExactRange() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    InMemoryTupleStore.Snapshot backup = relations.store().snapshot();
    append(world, "d");
    append(world, "e");
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().restore(backup);

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(losses.get(0).kind()).isEqualTo(DataLoss.Kind.STORE_RESTORED);
    assertThat(losses.get(0).toString())
        .contains("it has seen the records below 3")
        .contains("offsets 3 to 4 must be applied again");
    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aRestoredStoreIsReadAgainUntilALaterBackupIsRestored() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    InMemoryTupleStore.Snapshot backup = relations.store().snapshot();
    append(world, "d");
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    InMemoryTupleStore.Snapshot latest = relations.store().snapshot();
    relations.store().restore(backup);
    append(world, "e");
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    assertThat(losses).isNotEmpty();

    relations.store().restore(latest);
    world.runFor(ofMinutes(1));

    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(5));
  }

  @Test
  void anEmptiedStoreIsReadAgainUntilItsBackupIsRestored() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    InMemoryTupleStore.Snapshot latest = relations.store().snapshot();
    relations.store().clear();
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    assertThat(losses).isNotEmpty();
    append(world, "d");

    relations.store().restore(latest);
    world.runFor(ofMinutes(1));

    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void aRestoredStoreIsBroughtForwardWhereThePolicyIsToReplay() {
    DeliveryWorld world = world(StoreLossPolicy.REPLAY);
    applyThree(world);
    InMemoryTupleStore.Snapshot backup = relations.store().snapshot();
    append(world, "d");
    world.source().append(P0, OutboxMessages.relations().remove(member("a")).build());
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    relations.store().restore(backup);

    world.source().assign(P0);
    world.runFor(ofSeconds(10));

    assertThat(memberships()).containsExactlyInAnyOrder("b", "c", "d");
    assertThat(losses).hasSize(1);
  }

  @Test
  void aStoreThatIsSetBackWhileItsFenceIsInForceIsFoundAtTheNextMark() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    InMemoryTupleStore.Snapshot backup = relations.store().snapshot();
    append(world, "d");
    world.runFor(ofSeconds(10));
    relations.store().restore(backup);

    append(world, "e");
    world.runFor(ofSeconds(30));

    assertThat(world.timeline()).contains("20s fence lost p0");
    assertThat(losses.get(0).kind()).isEqualTo(DataLoss.Kind.STORE_RESTORED);
  }

  @Test
  void whereCommitsAreGoneReadingGoesOnAtTheMarkAndNothingGoesBack() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    world.source().append(P0, OutboxMessages.relations().remove(member("a")).build());
    world.runFor(ofSeconds(10));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().forgetCommit(P0);
    List<RelationTuple> written = writes();

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(written).isEmpty();
    assertThat(losses).extracting(DataLoss::kind).containsExactly(DataLoss.Kind.COMMITS_LOST);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void aLogThatTheStoreHasNotSeenBlocksAlthoughItsCommitsAreGoneToo() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    applyThree(world);
    world.stop();
    DeliveryWorld next = world(StoreLossPolicy.BLOCK);
    next.source().recreate(P0);
    append(next, "x");

    next.source().assign(P0);
    next.runFor(ofSeconds(5));

    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(losses.get(0).kind()).isEqualTo(DataLoss.Kind.RECREATED);
  }

  @Test
  void aLossOfTheLogHidesNoLossOfTheStore() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK, DataLossPolicy.EARLIEST);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    append(world, "d");
    append(world, "e");
    world.source().deleteBelow(P0, 4);
    relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(memberships()).isEmpty();
    assertThat(losses.get(0).kind()).isEqualTo(DataLoss.Kind.STORE_LOST);
  }

  @Test
  void bothLossesAreReportedWhereBothPoliciesGoOn() {
    DeliveryWorld world = world(StoreLossPolicy.REPLAY, DataLossPolicy.EARLIEST);
    applyThree(world);
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    append(world, "d");
    append(world, "e");
    world.source().deleteBelow(P0, 4);
    relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(memberships()).containsExactly("e");
    assertThat(losses)
        .extracting(DataLoss::kind)
        .containsExactly(DataLoss.Kind.BELOW_START, DataLoss.Kind.STORE_LOST);
  }

  @Test
  void anotherConsumersLockWithoutAMarkIsAdopted() {
    var unused = relations.store().acquireLock("group/0");
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    append(world, "a");
    world.source().commitFromOutside(P0, 1);

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(losses).isEmpty();
    assertThat(relations.marks("group/0"))
        .extracting(mark -> mark.seen())
        .containsExactly(Optional.of(new CommitPosition(1)));
  }

  @Test
  void aMarkIsWrittenBeforeTheCommitThatNamesIt() {
    DeliveryWorld world = world(StoreLossPolicy.BLOCK);
    List<String> order = new ArrayList<>();
    relations.store().onWrite(write -> order.add("mark or tuple"));
    world.observe(
        event -> {
          if (event instanceof PartitionEvent.Committed) {
            order.add("commit " + world.source().committedMetadata().get(P0));
          }
        });
    applyThree(world);

    assertThat(order.get(0)).isEqualTo("mark or tuple");
    assertThat(world.source().committedMetadata().get(P0)).contains(" seen=3");
    assertThat(relations.marks("group/0"))
        .extracting(mark -> mark.seen())
        .containsExactly(Optional.of(new CommitPosition(3)));
  }

  /** Three grants are applied and marked. */
  private void applyThree(DeliveryWorld world) {
    append(world, "a");
    append(world, "b");
    append(world, "c");
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    assertThat(memberships()).containsExactlyInAnyOrder("a", "b", "c");
  }

  private DeliveryWorld world(StoreLossPolicy policy) {
    return world(policy, DataLossPolicy.BLOCK);
  }

  private DeliveryWorld world(StoreLossPolicy policy, DataLossPolicy onDataLoss) {
    LaneSettings settings =
        LaneSettings.DEFAULT.withReplay(ReplaySettings.DEFAULT.withOnStoreLoss(policy));
    DeliveryWorld world = DeliveryWorld.over(relations, settings, onDataLoss);
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
            losses.add(event.loss());
          }

          @Override
          public void onDataLossPassed(PartitionEvent.DataLossPassed event) {
            losses.add(event.loss());
          }
        });
    return world;
  }

  private static void append(DeliveryWorld world, String name) {
    world.source().append(P0, OutboxMessages.relations().add(member(name)).build());
  }

  /** Everything that is added from now on, but for locks and marks. */
  private List<RelationTuple> writes() {
    List<RelationTuple> added = new ArrayList<>();
    relations
        .store()
        .onWrite(
            write ->
                write.added().stream()
                    .filter(tuple -> tuple.resource().type().namespace().equals("rbac"))
                    .forEach(added::add));
    return added;
  }

  private List<String> memberships() {
    return relations.store().tuples().stream()
        .filter(tuple -> tuple.resource().type().namespace().equals("rbac"))
        .map(tuple -> tuple.subject().object().id())
        .toList();
  }

  private static RelationTuple member(String name) {
    return RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + name);
  }
}
