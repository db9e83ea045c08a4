package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryQuarantine;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that the store refuses wait in the quarantine, and with them what touches the same. */
class QuarantineTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final RelationTuple BAD = tuple("rbac/role:r1#read@rbac/principal:*");
  private static final RelationTuple ANN = tuple("rbac/group:g1#member@rbac/principal:ann");
  private static final RelationTuple BOB = tuple("rbac/group:g2#member@rbac/principal:bob");

  private final InMemoryTupleStore store =
      new InMemoryTupleStore(StoreSchema.rbac().without("rbac/role"));
  private final InMemoryRelations relations = new InMemoryRelations(store);
  private final InMemoryQuarantine quarantine = new InMemoryQuarantine();
  private final List<DeadLetter> copies = new ArrayList<>();
  private final List<ActionReply> replies = new ArrayList<>();
  private DeliveryWorld world;

  @BeforeEach
  void begin() {
    world = world(QuarantineSettings.ON);
  }

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

  private DeliveryWorld world(QuarantineSettings settings) {
    return world(settings, quarantine);
  }

  private DeliveryWorld world(QuarantineSettings settings, QuarantineStore place) {
    return DeliveryWorld.over(
        relations,
        LaneSettings.DEFAULT
            .withPolicies(
                FailurePolicies.DEFAULT
                    .withRejected(FailurePolicy.QUARANTINE)
                    .withInvalid(FailurePolicy.QUARANTINE))
            .withQuarantine(settings),
        delivery ->
            delivery
                .withQuarantine(place)
                .withOperatorCopies(
                    (letter, timeout) -> {
                      copies.add(letter);
                      return Optional.empty();
                    }));
  }

  private void append(List<RelationTuple> removed, List<RelationTuple> added) {
    world.source().append(P0, OutboxMessages.relations().remove(removed).add(added).build());
  }

  private void run() {
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
  }

  private void takeOver() {
    world.source().revoke(P0);
    world.runFor(ofMillis(500));
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
  }

  private void release(int index, boolean isApplied) {
    ParkedRecord parked =
        quarantine.parked(P0).stream()
            .filter(it -> it.offset().value() == index)
            .findFirst()
            .orElseThrow();
    request(
        new OperatorAction.ReleaseParked(
            parked.offset(), RecordDigest.of(parked.record()), isApplied));
  }

  private void request(OperatorAction action) {
    world
        .actions()
        .request(
            new ActionRequest(P0, action, "ann", "schema is fixed", world.time().now()),
            ofSeconds(20),
            replies::add);
    world.runFor(ofSeconds(1));
  }

  private List<Code> codes() {
    return replies.stream().map(ActionReply::code).toList();
  }

  private List<Long> parked() {
    return quarantine.parked(P0).stream().map(it -> it.offset().value()).toList();
  }

  private PartitionStatus status() {
    return world.status().snapshot(partition -> OptionalLong.empty()).partitions().get(0);
  }

  private static RelationTuple tuple(String text) {
    return RelationTuple.parse(text);
  }
}
