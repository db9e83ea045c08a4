package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records that the store refuses wait in the quarantine, and with them what touches the same. */
class QuarantineTest extends QuarantineScript {
  @Test
  void whatSharesNothingWithTheBadRecordIsApplied() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(), List.of(BOB));
    run();

    assertThat(store.tuples()).containsExactly(BOB);
    assertThat(parked()).containsExactly(0L);
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
    assertThat(status().condition()).isEqualTo(PartitionCondition.IDLE);
    assertThat(status().quarantine().records()).isEqualTo(1);
    assertThat(status().needsAttention()).isTrue();
  }

  @Test
  void whatTouchesTheSameObjectsWaitsBehindItInOrder() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).containsExactly(0L, 1L);
    assertThat(quarantine.parked(P0).get(1).behind())
        .contains(quarantine.parked(P0).get(0).offset());
    assertThat(store.tuples()).containsExactly(BOB);
  }

  @Test
  void releasedRecordsAreAppliedAsIfNothingHadHappened() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of());
    append(List.of(), List.of(BOB));
    run();
    store.setSchema(StoreSchema.rbac());

    release(1, true);
    assertThat(codes()).as("offset 0 comes first").containsExactly(Code.BLOCKED);
    release(0, true);
    release(1, true);

    assertThat(codes()).containsExactly(Code.BLOCKED, Code.DONE, Code.DONE);
    assertThat(parked()).isEmpty();
    assertThat(store.tuples()).containsExactlyInAnyOrder(BAD, BOB);
    assertThat(status().quarantine().records()).isZero();
  }

  @Test
  void aRecordThatIsStillRefusedStaysParked() {
    append(List.of(), List.of(BAD));
    run();

    release(0, true);

    assertThat(codes()).containsExactly(Code.STILL_FAILING);
    assertThat(parked()).containsExactly(0L);
  }

  @Test
  void aDiscardedRecordIsCopiedFirstAndWhatWaitsBehindItStaysParked() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(), List.of(ANN));
    run();

    release(0, false);

    assertThat(codes()).containsExactly(Code.DONE);
    assertThat(copies).hasSize(1);
    assertThat(copies.get(0).failure().kind()).isEqualTo(FailureClass.REJECTED);
    assertThat(parked()).containsExactly(1L);
    release(1, true);
    assertThat(store.tuples()).containsExactly(ANN);
  }

  @Test
  void theNextOwnerKnowsWhatIsParkedBeforeItAppliesAnything() {
    append(List.of(), List.of(BAD, ANN));
    run();
    takeOver();

    append(List.of(ANN), List.of());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).containsExactly(0L, 1L);
    assertThat(store.tuples()).containsExactly(BOB);
    assertThat(status().quarantine().records()).isEqualTo(2);
  }

  @Test
  void nothingIsAppliedWhileTheQuarantineCannotBeOpened() {
    quarantine.unavailable(true);
    append(List.of(), List.of(BOB));
    run();

    assertThat(store.tuples()).isEmpty();
    assertThat(status().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(status().quarantine().problem()).isPresent();

    quarantine.unavailable(false);
    world.runFor(ofMinutes(6));
    assertThat(store.tuples()).containsExactly(BOB);
    assertThat(status().quarantine().problem()).isEmpty();
  }

  @Test
  void aPartitionWhoseQuarantineCannotBeWrittenIsBlockedUntilItCan() {
    run();
    quarantine.unavailable(true);
    append(List.of(), List.of(BAD));
    append(List.of(), List.of(BOB));
    world.runFor(ofSeconds(5));
    assertThat(store.tuples()).isEmpty();
    assertThat(status().blocked().orElseThrow().failure().reason())
        .isEqualTo("quarantine_not_written");

    quarantine.unavailable(false);
    world.runFor(ofMinutes(6));
    assertThat(parked()).containsExactly(0L);
    assertThat(store.tuples()).containsExactly(BOB);
  }

  @Test
  void anOwnerWhoseSessionEndedOpensTheQuarantineAgainUnderANewLock() {
    append(List.of(), List.of(BOB));
    run();
    quarantine.expireSession(P0);
    append(List.of(), List.of(BAD));
    append(List.of(BOB), List.of());

    world.runFor(ofMinutes(2));

    assertThat(parked()).containsExactly(1L);
    assertThat(store.tuples()).isEmpty();
  }

  @Test
  void aLockThatAnotherOwnerTookWhileTheQuarantineWasOpenedIsTakenOnceMore() {
    List<String> opened = new ArrayList<>();
    world =
        world(
            QuarantineSettings.ON,
            (partition, timeout) -> {
              if (opened.isEmpty()) {
                store.acquireLock("group/0");
              }
              opened.add(partition.toString());
              return quarantine.open(partition, timeout);
            });
    append(List.of(), List.of(BOB));
    world.source().assign(P0);
    world.runFor(ofMillis(500));
    assertThat(status().quarantine().problem())
        .contains("the lock went to another owner meanwhile");
    assertThat(store.tuples()).isEmpty();

    world.runFor(ofSeconds(5));

    assertThat(opened).hasSize(2);
    assertThat(status().quarantine().problem()).isEmpty();
    assertThat(store.tuples()).containsExactly(BOB);
  }

  @Test
  void aFullQuarantineBlocksThePartition() {
    world = world(new QuarantineSettings(true, Set.of(), false, 1, 1_000_000));
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).containsExactly(0L);
    assertThat(store.tuples()).isEmpty();
    assertThat(status().condition()).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(status().blocked().orElseThrow().failure().message())
        .contains("the quarantine of the partition is full: 1 records");
  }

  @Test
  void anInvalidRecordWhoseTuplesCannotBeReadBlocksUnlessTheSettingSaysByKey() {
    world.source().append(P0, BadMessage.NOT_AN_ENVELOPE.message());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).isEmpty();
    assertThat(store.tuples()).isEmpty();
    assertThat(status().blocked().orElseThrow().failure().message())
        .contains("cannot be parked, since not all of its tuples can be read");
  }

  @Test
  void anInvalidRecordOfWhichEveryObjectIsNamedIsParked() {
    world.source().append(P0, BadMessage.BLANK_RESOURCE_ID.message());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).containsExactly(0L);
    assertThat(store.tuples()).containsExactly(BOB);
  }

  @Test
  void anInvalidRecordThatCannotBeReadIsParkedByItsKeyIfTheSettingSaysSo() {
    world = world(new QuarantineSettings(true, Set.of(), true, 10, 1_000_000));
    world.source().append(P0, BadMessage.NOT_AN_ENVELOPE.message());
    append(List.of(), List.of(BOB));
    run();

    assertThat(parked()).as("both have the same key").containsExactly(0L, 1L);
    assertThat(store.tuples()).isEmpty();
  }

  @Test
  void anActionOnARecordThatIsNotParkedIsRefused() {
    append(List.of(), List.of(BOB));
    run();

    request(new OperatorAction.ReleaseParked(new Offset(0), "0123456789abcdef", true));

    assertThat(codes()).containsExactly(Code.NOT_PARKED);
  }
}
