package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.ScriptedSink.FENCE_LOST;
import static dev.rbacconsumer.testkit.world.ScriptedSink.UNAVAILABLE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What delivery promises, seen from outside: records in, calls and commits out. */
class DeliveryTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryWorld world = world(500);

  @Test
  void recordsAreAppliedAndCommittedOneByOne() {
    append(P0, "ann", "bob");
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(world.timeline())
        .containsExactly(
            "0s fence acquired p0",
            "0s reading p0 from beginning",
            "0s committed p0 0",
            "0s applied p0@0",
            "0s committed p0 1",
            "0s applied p0@1",
            "0s committed p0 2");
    assertThat(sink.applied)
        .containsExactly("ann under group/0 token1", "bob under group/0 token1");
  }

  @Test
  void laterRecordWaitsUntilTheHeadIsApplied() {
    append(P0, "ann", "bob");
    sink.answer("ann", UNAVAILABLE, UNAVAILABLE);
    world.source().assign(P0);

    world.runFor(ofMinutes(1));

    assertThat(fromFirstRecord())
        .containsExactly(
            "0s committed p0 0",
            "0s transient unavailable p0@0",
            "0s committed p0 0",
            "1s transient unavailable p0@0",
            "1s committed p0 0",
            "3s applied p0@0",
            "3s committed p0 1",
            "3s applied p0@1",
            "3s committed p0 2");
  }

  @Test
  void waitsAreStretchedAsTheHostDraws() {
    DeliveryWorld drawing =
        new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0.5);
    drawing.source().append(P0, ScriptedSink.value("ann"));
    sink.answer("ann", UNAVAILABLE);
    drawing.source().assign(P0);

    drawing.runFor(ofSeconds(5));

    assertThat(drawing.timeline()).contains("1.05s applied p0@0");
  }

  @Test
  void aBlockedPartitionDelaysNoOther() {
    append(P0, "?", "bob");
    append(P1, "cid");
    world.source().assign(P0, P1);

    world.runFor(ofMinutes(60));

    assertThat(world.timeline()).contains("0s applied p1@0", "0s committed p1 1");
    assertThat(world.timeline()).doesNotContain("0s committed p0 1");
    assertThat(world.source().committed())
        .isEqualTo(Map.of(P0, new CommitPosition(0), P1, new CommitPosition(1)));
    assertThat(sink.applied).containsExactly("cid under group/1 token2");
  }

  @Test
  void retriesGoOnWithoutLimitAtTheCap() {
    append(P0, "?");
    world.source().assign(P0);

    world.runFor(ofMinutes(60));

    List<String> attempts =
        world.timeline().stream().filter(line -> line.contains("invalid")).toList();
    assertThat(attempts.subList(0, 4))
        .containsExactly(
            "0s invalid not_debezium_format p0@0",
            "1s invalid not_debezium_format p0@0",
            "3s invalid not_debezium_format p0@0",
            "7s invalid not_debezium_format p0@0");
    assertThat(attempts.subList(attempts.size() - 2, attempts.size()))
        .containsExactly(
            "3211s invalid not_debezium_format p0@0", "3511s invalid not_debezium_format p0@0");
  }

  @Test
  void malformedRecordsAndTombstonesAreCommittedWithoutACall() {
    append(P0, "{", null, "ann");
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(fromFirstRecord())
        .containsSubsequence("0s skipped p0@0", "0s tombstone p0@1", "0s applied p0@2");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(3));
    assertThat(sink.applied).containsExactly("ann under group/0 token1");
  }

  @Test
  void noRecordIsReadBeforeTheFenceIsHeld() {
    append(P0, "ann");
    sink.refuseFence();
    sink.refuseFence();
    world.source().assign(P0);

    world.runFor(ofSeconds(10));

    assertThat(world.timeline())
        .containsExactly(
            "0s fence not acquired p0",
            "1s fence not acquired p0",
            "3s fence acquired p0",
            "3s reading p0 from beginning",
            "3s committed p0 0",
            "3s applied p0@0",
            "3s committed p0 1");
  }

  @Test
  void aNewOwnerStartsFromWhatIsCommittedOnceItHoldsTheFence() {
    append(P0, "ann", "bob");
    sink.refuseFence();
    world.source().assign(P0);
    world.runFor(ofMillis(500));
    world.source().commitFromOutside(P0, 1);

    world.runFor(ofSeconds(10));

    assertThat(world.timeline()).contains("1s reading p0 from 1");
    assertThat(sink.applied).containsExactly("bob under group/0 token1");
  }

  @Test
  void aLostFenceIsTakenAfreshAndReadingStartsFromTheCommittedPosition() {
    append(P0, "ann", "bob");
    sink.answer("bob", FENCE_LOST);
    world.source().assign(P0);

    world.runFor(ofSeconds(10));

    assertThat(fromFirstRecord())
        .containsExactly(
            "0s committed p0 0",
            "0s applied p0@0",
            "0s committed p0 1",
            "0s fence lost p0",
            "1s fence acquired p0",
            "1s reading p0 from 1",
            "1s applied p0@1",
            "1s committed p0 2");
    assertThat(sink.applied)
        .containsExactly("ann under group/0 token1", "bob under group/0 token2");
  }

  @Test
  void whatIsRecoveredIsReported() {
    List<DeliveryEvent> heard = new ArrayList<>();
    world.observe(heard::add);
    append(P0, "ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().failCommit("no coordinator");
    append(P0, "bob");
    world.runFor(ofMillis(40));
    world.source().lose(P0);

    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    assertThat(heard)
        .contains(new PartitionEvent.Recovering(P0, new CommitPosition(1), new CommitPosition(2)));
  }

  @Test
  void aPositionThatSomeoneElseSetIsHonouredAndReported() {
    List<DeliveryEvent> heard = new ArrayList<>();
    world.observe(heard::add);
    append(P0, "ann", "bob");
    world.source().commitFromOutside(P0, 1);

    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    assertThat(heard).contains(new PartitionEvent.PositionSetOutside(P0, new CommitPosition(1)));
    assertThat(sink.applied).containsExactly("bob under group/0 token1");
  }

  @Test
  void noRecordIsAppliedBeforeACommitPermitsIt() {
    append(P0, "ann", "bob");
    world.source().failCommit("no coordinator");
    world.source().assign(P0);

    world.runFor(ofSeconds(10));

    assertThat(fromFirstRecord())
        .startsWith("0s commit failed", "0.051s committed p0 0", "0.051s applied p0@0");
  }

  @Test
  void withAWindowOfOneTheNextRecordWaitsForTheCommitOfTheLast() {
    DeliveryWorld strict = world(LaneSettings.DEFAULT.withWindow(1));
    strict.source().append(P0, ScriptedSink.value("ann"));
    strict.source().append(P0, ScriptedSink.value("bob"));
    strict.source().assign(P0);
    strict.runFor(ofMillis(1));
    assertThat(strict.timeline())
        .endsWith("0s committed p0 1", "0s applied p0@1", "0s committed p0 2");
  }

  @Test
  void recordsWithinTheWindowDoNotWaitForTheCommitsOfEarlierOnes() {
    append(P0, "ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().failCommit("no coordinator");
    append(P0, "bob", "cid");

    world.runFor(ofSeconds(10));

    assertThat(world.timeline())
        .containsSubsequence(
            "1s applied p0@1", "1s commit failed", "1s applied p0@2", "1.051s committed p0 3");
  }

  @Test
  void revocationEndsALongWaitAndCommitsWhatIsDone() {
    append(P0, "ann", "bob");
    sink.answer("bob", UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    world.source().assign(P0);
    world.runFor(ofSeconds(4));

    world.source().revoke(P0);
    world.runFor(ofMinutes(10));

    assertThat(world.timeline())
        .endsWith(
            "3s transient unavailable p0@1",
            "3s committed p0 1",
            "4s committed p0 1",
            "4s revoked p0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
  }

  @Test
  void lostPartitionsAreNotCommitted() {
    world.source().assign(P0);
    append(P0, "ann");
    world.runFor(ofMillis(1));
    append(P0, "bob");
    world.source().failCommit("rebalance");
    world.source().failCommit("rebalance");
    world.runFor(ofMillis(100));

    world.source().lose(P0);
    world.runFor(ofMinutes(1));

    assertThat(sink.applied).hasSize(2);
    assertThat(world.timeline()).last().asString().endsWith("lost p0");
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
  }

  @Test
  void stoppingDuringALongWaitLeavesAtOnceAndKeepsTheRecordForLater() {
    append(P0, "ann", "bob");
    sink.answer("bob", UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    world.source().assign(P0);
    world.runFor(ofSeconds(4));

    world.stop();

    assertThat(world.time().elapsed()).isEqualTo(ofSeconds(4));
    assertThat(world.source().isClosed()).isTrue();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(1));
    assertThat(sink.applied).containsExactly("ann under group/0 token1");
  }

  @Test
  void aSourceThatCannotBeReadIsTriedAgain() {
    List<DeliveryEvent> heard = new ArrayList<>();
    world.observe(heard::add);
    append(P0, "ann");
    world.source().failPoll("not authorized");
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .startsWith("0s source failed", "1s fence acquired p0")
        .contains("1s applied p0@0");
    assertThat(heard).contains(new InstanceEvent.SourceFailed("not authorized"));
  }

  @Test
  void aBacklogLargerThanTheQueueIsDeliveredInOrderAndOnce() {
    DeliveryWorld small = world(4);
    for (int i = 0; i < 1_200; i++) {
      small.source().append(P0, ScriptedSink.value("u" + i));
    }
    small.source().assign(P0);

    small.runFor(ofMinutes(5));

    assertThat(sink.applied).hasSize(1_200);
    for (int i = 0; i < 1_200; i++) {
      assertThat(sink.applied.get(i)).startsWith("u" + i + " ");
    }
    assertThat(small.source().committed()).containsEntry(P0, new CommitPosition(1_200));
  }

  private DeliveryWorld world(int maxQueuedRecords) {
    return world(LaneSettings.DEFAULT.withQueue(maxQueuedRecords, 1_000_000));
  }

  private DeliveryWorld world(LaneSettings settings) {
    return new DeliveryWorld(sink, sink, sink, DeadLetters.none(), settings, 0);
  }

  private void append(PartitionId partition, @Nullable String... subjects) {
    for (String subject : subjects) {
      world.source().append(partition, subject == null ? null : ScriptedSink.value(subject));
    }
  }

  private List<String> fromFirstRecord() {
    List<String> lines = world.timeline();
    return lines.subList(2, lines.size());
  }
}
