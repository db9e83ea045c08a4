package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a partition whose log no longer holds what comes next. */
class DataLossTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final RelationTuple ANN =
      RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann");

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<DataLoss> blocks = new ArrayList<>();

  @Test
  void aBlockedPartitionIsLookedAtWithBackoffAndHoldsUpNoOther() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 5);
    append(world, P1, 1);
    world.source().commitFromOutside(P0, 1);
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0, P1);

    world.runFor(ofSeconds(8));

    assertThat(world.timeline())
        .containsExactly(
            "0s fence acquired p0",
            "0s fence acquired p1",
            "0s below_start blocks p0",
            "0s reading p1 from beginning",
            "0s committed p1 0",
            "0s applied p1@0",
            "0s committed p1 1",
            "1s below_start blocks p0",
            "3s below_start blocks p0",
            "5s committed p1 1",
            "7s below_start blocks p0");
    assertThat(blocks).allMatch(loss -> loss.equals(loss(DataLoss.Kind.BELOW_START, 1, 3, 5)));
  }

  @Test
  void nothingIsCommittedForABlockedPartitionThatGoes() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    Commit marked = new Commit(new CommitPosition(1), "rbac-consumer/1 through=4 bytes=100");
    append(world, P0, 5);
    world.source().commitFromOutside(P0, marked);
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    world.stop();

    assertThat(blocks).isNotEmpty();
    assertThat(world.source().committed()).containsEntry(P0, marked.position());
    assertThat(world.source().committedMetadata()).containsEntry(P0, marked.metadata());
  }

  /** To read the position before would tell of records as lost that were applied. */
  @Test
  void whatIsSettledIsCommittedBeforeThePositionIsReadAgain() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 3);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
    world.source().failCommit("not now");
    append(world, P0, 2);
    world.runFor(Duration.ofMillis(1));
    append(world, P0, 5);
    world.source().deleteBelow(P0, 8);

    world.runFor(ofSeconds(3));

    assertThat(world.timeline()).contains("2s applied p0@4", "2s commit failed");
    assertThat(blocks).isNotEmpty();
    assertThat(blocks).allMatch(loss -> loss.equals(loss(DataLoss.Kind.BELOW_START, 5, 8, 10)));
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(5));
  }

  @Test
  void aBlockedPartitionIsNeverTakenForAStall() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 2);
    world.source().commitFromOutside(P0, 7);
    world.source().assign(P0);
    Duration worst = Duration.ZERO;

    for (int hour = 0; hour < 30; hour++) {
      world.runFor(ofHours(1));
      Duration overdue = world.stalls().check(ofSeconds(60));
      worst = worst.compareTo(overdue) < 0 ? overdue : worst;
    }

    assertThat(worst).isZero();
    assertThat(blocks).hasSizeGreaterThan(300);
  }

  @Test
  void aLogThatHoldsItAgainEndsTheBlock() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 1);
    world.source().commitFromOutside(P0, 2);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    append(world, P0, 2);
    world.runFor(ofSeconds(10));

    assertThat(blocks).contains(loss(DataLoss.Kind.BEYOND_END, 2, 0, 1));
    assertThat(world.timeline())
        .containsSubsequence("3s committed p0 2", "3s applied p0@2", "3s committed p0 3");
  }

  @Test
  void whatMayHaveBeenAppliedIsFoldedFromTheFirstRecordThatIsLeft() {
    DeliveryWorld world = world(DataLossPolicy.EARLIEST);
    append(world, P0, 3);
    world.source().append(P0, OutboxMessages.relations().add(ANN).build());
    world.source().append(P0, OutboxMessages.relations().remove(ANN).build());
    List<RelationTuple> everSeen = new ArrayList<>();
    relations.store().onWrite(write -> everSeen.addAll(write.added()));
    var unused = relations.store().acquireLock("group/0"); // An earlier owner has held it.
    world
        .source()
        .commitFromOutside(
            P0, new Commit(new CommitPosition(1), "rbac-consumer/1 through=5 bytes=100000"));
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(everSeen).doesNotContain(ANN);
    assertThat(world.timeline())
        .contains("0s below_start passed p0 to 3", "0s reading p0 from 3")
        .endsWith("0s committed p0 5");
  }

  @Test
  void aPolicyThatGoesOnBehindTheLastRecordAppliesNoneBefore() {
    DeliveryWorld world = world(DataLossPolicy.LATEST);
    append(world, P0, 5);
    world.source().commitFromOutside(P0, 1);
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .containsExactly(
            "0s fence acquired p0",
            "0s below_start passed p0 to 5",
            "0s reading p0 from 5",
            "0s committed p0 5",
            // Once more, with the mark that is written behind the first commit.
            "0s committed p0 5");
  }

  @Test
  void aLogThatIsRecreatedBlocksThoughItsOffsetsWouldFit() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 2);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    world.source().recreate(P0);
    append(world, P0, 9);
    world.runFor(ofSeconds(2));

    assertThat(blocks).contains(loss(DataLoss.Kind.RECREATED, 2, 0, 9));
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
  }

  @Test
  void aLogThatIsRecreatedBlocksThoughTheBrokersForgotTheCommitsOfTheOldOne() {
    DeliveryWorld world = world(DataLossPolicy.BLOCK);
    append(world, P0, 2);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    world.source().recreate(P0);
    world.source().forgetCommit(P0);
    append(world, P0, 9);
    world.source().lose(P0);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    assertThat(blocks)
        .contains(
            new DataLoss(
                DataLoss.Kind.RECREATED,
                Optional.empty(),
                new CommitPosition(0),
                new CommitPosition(9)));
  }

  @Test
  void retentionThatOvertakesTheReaderIsFoundWhereReadingStands() {
    DeliveryWorld world = world(DataLossPolicy.EARLIEST);
    append(world, P0, 2);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    append(world, P0, 4);
    world.source().deleteBelow(P0, 4);
    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .contains("2s below_start passed p0 to 4")
        .endsWith("2s committed p0 6")
        .doesNotContain("2s applied p0@2", "2s applied p0@3");
  }

  private DeliveryWorld world(DataLossPolicy policy) {
    DeliveryWorld world = DeliveryWorld.over(relations, policy);
    world.observe(
        event -> {
          if (event instanceof PartitionEvent.DataLossBlocks it) {
            blocks.add(it.loss());
          }
        });
    return world;
  }

  private static void append(DeliveryWorld world, PartitionId partition, int records) {
    for (int i = 0; i < records; i++) {
      world
          .source()
          .append(
              partition,
              OutboxMessages.relations()
                  .add(
                      RelationTuple.parse("rbac/group:%d#t_member@rbac/principal:bob".formatted(i)))
                  .build());
    }
  }

  private static DataLoss loss(DataLoss.Kind kind, long committed, long begin, long end) {
    return new DataLoss(
        kind,
        Optional.of(new CommitPosition(committed)),
        new CommitPosition(begin),
        new CommitPosition(end));
  }
}
