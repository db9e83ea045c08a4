package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How a whole instance stands while it works, on virtual time. */
class StatusTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);

  private final ScriptedSink sink = new ScriptedSink();
  private final DeliveryWorld world =
      new DeliveryWorld(sink, sink, sink, DeadLetters.none(), LaneSettings.DEFAULT, 0);

  @Test
  void aPartitionWithoutWorkIsIdleAtItsEnd() {
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().append(P0, ScriptedSink.value("bob"));
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    PartitionStatus partition = partition(2);
    assertThat(partition.condition()).isEqualTo(PartitionCondition.IDLE);
    assertThat(partition.position()).contains(new CommitPosition(2));
    assertThat(partition.committed()).contains(new CommitPosition(2));
    assertThat(partition.lag()).contains(0L);
    assertThat(partition.fence()).isInstanceOf(FenceStatus.Held.class);
    assertThat(partition.sinceApplied().orElseThrow()).isBetween(ofSeconds(3), ofSeconds(5));
    assertThat(snapshot(2).needsAttention()).isFalse();
  }

  @Test
  void aRecordThatTheStoreCannotTakeBlocksItsPartitionAndNoOther() {
    // Given
    sink.answer(
        "bob", ScriptedSink.UNAVAILABLE, ScriptedSink.UNAVAILABLE, ScriptedSink.UNAVAILABLE);
    world.source().append(P0, ScriptedSink.value("ann"));
    world.source().append(P0, ScriptedSink.value("bob"));
    world.source().append(P0, ScriptedSink.value("cid"));
    world.source().append(P1, ScriptedSink.value("dan"));
    world.source().assign(P0, P1);

    // When
    world.runFor(ofSeconds(2));

    // Then
    PartitionStatus partition = partition(3);
    BlockedRecord blocked = partition.blocked().orElseThrow();
    assertThat(partition.condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(partition.position()).contains(new CommitPosition(1));
    assertThat(partition.lag()).contains(2L);
    assertThat(partition.queuedRecords()).isEqualTo(1);
    assertThat(blocked.offset()).isEqualTo(new Offset(1));
    assertThat(blocked.failure().kind()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(blocked.attempts()).isEqualTo(2);
    assertThat(Duration.between(blocked.firstFailedAt(), blocked.failedAt()))
        .isEqualTo(ofSeconds(1));
    assertThat(Duration.between(blocked.failedAt(), blocked.nextAttemptAt().orElseThrow()))
        .isEqualTo(ofSeconds(2));
    assertThat(snapshot(1).partitions().get(1).condition()).isEqualTo(PartitionCondition.IDLE);

    // When
    world.runFor(ofSeconds(8));

    // Then
    assertThat(partition(3).condition()).isEqualTo(PartitionCondition.IDLE);
    assertThat(partition(3).blocked()).isEmpty();
  }

  @Test
  void aLockThatCannotBeHadShowsAsThat() {
    DeliveryWorld locked =
        DeliveryWorld.over(
            (change, fence, timeout) -> ScriptedSink.UNAVAILABLE,
            (lockId, timeout) -> new FenceOutcome.NotAcquired("unavailable", "down"));
    locked.source().assign(P0);

    locked.runFor(ofSeconds(2));

    PartitionStatus partition =
        locked.status().snapshot(any -> OptionalLong.empty()).partitions().get(0);
    assertThat(partition.condition()).isEqualTo(PartitionCondition.FENCING);
    assertThat(partition.fence())
        .isInstanceOfSatisfying(
            FenceStatus.Refused.class, refused -> assertThat(refused.attempts()).isEqualTo(2));
    assertThat(partition.lag()).isEmpty();
  }

  @Test
  void aPartitionThatWentIsGone() {
    world.source().assign(P0, P1);
    world.runFor(ofSeconds(2));

    world.source().revoke(P0);
    world.runFor(ofSeconds(2));

    assertThat(snapshot(0).partitions()).extracting(PartitionStatus::partition).containsExactly(P1);
  }

  private PartitionStatus partition(long end) {
    return snapshot(end).partitions().get(0);
  }

  private StatusSnapshot snapshot(long end) {
    return world.status().snapshot(partition -> OptionalLong.of(end));
  }
}
