package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What becomes of a partition whose log holds a batch that cannot be read. */
class UnreadableBatchTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");
  private static final RelationTuple BOB =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:bob");

  private final InMemoryRelations relations = new InMemoryRelations();
  private final DeliveryWorld world = DeliveryWorld.over(relations, relations);

  @Test
  void theRecordsBeforeItAreAppliedAndTheOtherPartitionGoesOn() {
    append(P0, 3);
    append(P1, 1);
    world.source().damage(P0, 2);
    world.source().assign(P0, P1);

    world.runFor(ofSeconds(5));
    append(P1, 1);
    world.runFor(ofSeconds(3));

    assertThat(world.timeline())
        .containsSubsequence("0s applied p0@1", "0s committed p0 2")
        .contains("0s applied p1@0", "5s applied p1@1");
    assertThat(world.timeline().stream().filter(it -> it.contains("unreadable")))
        .containsExactly(
            "0s unreadable p0@2", "1s unreadable p0@2", "3s unreadable p0@2", "7s unreadable p0@2");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  @Test
  void readingGoesOnOnceAReplicaHasHealed() {
    append(P0, 4);
    world.source().damage(P0, 2);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    world.source().repair(P0);
    world.runFor(ofSeconds(2));

    assertThat(world.timeline())
        .containsSubsequence("1s unreadable p0@2", "3s readable p0@2", "3s committed p0 4")
        .contains("3s applied p0@2", "3s applied p0@3");
    assertThat(status().blocked()).isEmpty();
  }

  @Test
  void theStatusNamesTheOffsetAndTheNextAttempt() {
    append(P0, 3);
    world.source().damage(P0, 2);
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    BlockedRecord blocked = status().blocked().orElseThrow();
    assertThat(status().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(blocked.offset()).isEqualTo(new Offset(2));
    assertThat(blocked.failure().kind()).isEqualTo(FailureClass.UNREADABLE);
    assertThat(blocked.attempts()).isEqualTo(2);
    assertThat(blocked.nextAttemptAt()).contains(blocked.failedAt().plusSeconds(2));
    assertThat(blocked.firstFailedAt()).isEqualTo(blocked.failedAt().minusSeconds(1));
  }

  /**
   * An earlier owner may have read the batch from a healthy replica, and applied what is behind it:
   * here the removal. To apply only what can be read would bring the grant back.
   */
  @Test
  void whatAnEarlierOwnerMayHaveAppliedIsFoldedOnlyWhenAllOfItCanBeRead() {
    world.source().append(P0, OutboxMessages.relations().add(ANN).build());
    world.source().append(P0, OutboxMessages.relations().remove(ANN).build());
    world.source().append(P0, OutboxMessages.relations().add(BOB).build());
    var unused = relations.store().acquireLock("group/0"); // An earlier owner has held it.
    world
        .source()
        .commitFromOutside(
            P0, new Commit(new CommitPosition(0), "rbac-consumer/1 through=3 bytes=100000"));
    world.source().damage(P0, 1);
    world.source().assign(P0);

    world.runFor(ofSeconds(2));
    assertThat(relations.store().tuples()).isEmpty();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(0));
    assertThat(status().condition()).isEqualTo(PartitionCondition.BLOCKED);

    world.source().repair(P0);
    world.runFor(ofSeconds(2));
    assertThat(relations.store().tuples()).containsExactly(BOB);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));
  }

  @Test
  void aPartitionThatGoesIsForgotten() {
    append(P0, 2);
    world.source().damage(P0, 1);
    world.source().assign(P0);
    world.runFor(ofMillis(500));
    world.source().revoke(P0);
    world.runFor(ofSeconds(20));

    world.source().repair(P0);
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    assertThat(world.timeline().stream().filter(it -> it.contains("unreadable"))).hasSize(1);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  @Test
  void itIsNeverTakenForAStall() {
    append(P0, 2);
    world.source().damage(P0, 1);
    world.source().assign(P0);

    for (int hour = 0; hour < 30; hour++) {
      world.runFor(ofHours(1));
      assertThat(world.stalls().check(ofSeconds(60))).isZero();
    }
  }

  private PartitionStatus status() {
    return world.status().snapshot(partition -> OptionalLong.empty()).partitions().get(0);
  }

  private void append(PartitionId partition, int count) {
    for (int i = 0; i < count; i++) {
      world.source().append(partition, OutboxMessages.relations().add(ANN).build());
    }
  }
}
