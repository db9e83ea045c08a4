package dev.rbacconsumer.testkit.relations.store;

import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the store, and the order it looks at them. */
class InMemoryTupleStoreTest {
  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");
  private static final RelationTuple ALIEN = tuple("unheard:x1#member@principal:ann");
  private static final FenceToken STALE = new FenceToken("group/0", "stale");

  private final InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.rbac());

  @Test
  void asManyTuplesAsAllowedAreTakenAndNotOneMore() {
    store.setMaxUpdates(10);
    store.touch(members(0, 10), null);

    StoreRefusal refusal = refusal(() -> store.touch(members(0, 11), null));

    assertThat(refusal.code()).isEqualTo(GrpcErrorCode.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("TOO_MANY_UPDATES_IN_REQUEST");
    assertThat(refusal.metadata())
        .containsEntry("update_count", "11")
        .containsEntry("maximum_updates_allowed", "10");
  }

  @Test
  void countsAreLookedAtBeforeDuplicatesLockTypesSchemaAndFence() {
    store.setMaxUpdates(1);
    assertThat(writeRefused(ALIEN, ALIEN)).isEqualTo("TOO_MANY_UPDATES_IN_REQUEST");

    store.setMaxUpdates(2);
    assertThat(writeRefused(ALIEN, ALIEN)).isEqualTo("UPDATES_ON_SAME_RELATIONSHIP");

    store.setSchema(StoreSchema.rbac().without("kessel/lock").without("rbac/group"));
    StoreRefusal lockTypes = refusal(() -> store.touch(List.of(ANN), STALE));
    assertThat(lockTypes.metadata()).containsEntry("definition_name", "kessel/lock");

    store.setSchema(StoreSchema.rbac());
    assertThat(writeRefused(ALIEN)).isEqualTo("UNKNOWN_DEFINITION");
    assertThat(writeRefused(ANN)).isEqualTo("WRITE_OR_DELETE_PRECONDITION_FAILURE");
  }

  @Test
  void aDeleteLooksAtItsFilterBeforeLockTypesAndFence() {
    store.setSchema(StoreSchema.rbac().without("kessel/lock"));
    StoreRefusal filter = refusal(() -> store.delete(ALIEN, STALE));
    StoreRefusal lockTypes = refusal(() -> store.delete(ANN, STALE));
    store.setSchema(StoreSchema.rbac());
    StoreRefusal fence = refusal(() -> store.delete(ANN, STALE));

    assertThat(filter.metadata()).containsEntry("definition_name", "rbac/unheard");
    assertThat(lockTypes.metadata()).containsEntry("definition_name", "kessel/lock");
    assertThat(fence.isFenceLost()).isTrue();
  }

  @Test
  void aDeleteDoesNotAskWhichSubjectsAreAllowed() {
    ConsistencyToken token = store.delete(tuple("group:eng#member@workspace:w1"), null);

    assertThat(token).isEqualTo(store.now());
  }

  @Test
  void oneRefusedTupleLeavesAllOfThemOut() {
    refusal(() -> store.touch(List.of(ANN, ALIEN), null));

    assertThat(store.tuples()).isEmpty();
  }

  @Test
  void creatingWhatIsPresentIsRefusedAndTouchingIsNot() {
    store.touch(List.of(ANN), null);
    store.touch(List.of(ANN), null);

    StoreRefusal refusal = refusal(() -> store.create(List.of(ANN), null));

    assertThat(refusal.code()).isEqualTo(GrpcErrorCode.ALREADY_EXISTS);
    assertThat(refusal.reason()).isEqualTo("ATTEMPT_TO_RECREATE_RELATIONSHIP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group:eng#member@principal:ann",
        "role:r1#inventory_hosts_read@principal:*",
        "role_binding:b1#granted@role:r1",
        "role_binding:b1#subject@group:eng#member",
        "role_binding:b1#subject@group:eng",
        "workspace:w1#binding@role_binding:b1",
        "workspace:w1#parent@workspace:w0",
        "workspace:w1#parent@tenant:t1"
      })
  void whatRbacReplicatesFitsItsSchema(String text) {
    store.touch(List.of(tuple(text)), null);

    assertThat(store.tuples()).containsExactly(tuple(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "group:eng#member@principal:*",
        "group:eng#member@workspace:w1",
        "role:r1#inventory_hosts_read@principal:ann",
        "workspace:w1#binding@role_binding:b1#granted"
      })
  void subjectsThatTheSchemaDoesNotListAreRefused(String text) {
    StoreRefusal refusal = refusal(() -> store.touch(List.of(tuple(text)), null));

    assertThat(refusal.code()).isEqualTo(GrpcErrorCode.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("INVALID_SUBJECT_TYPE");
  }

  @Test
  void aSubjectSetOfAnUnknownRelationIsRefusedByItsBareName() {
    StoreRefusal refusal =
        refusal(() -> store.touch(List.of(tuple("role_binding:b1#subject@group:eng#own")), null));

    assertThat(refusal.reason()).isEqualTo("UNKNOWN_RELATION_OR_PERMISSION");
    assertThat(refusal.metadata()).containsEntry("relation_or_permission_name", "own");
  }

  @Test
  void thePermissiveSchemaTakesEverything() {
    store.setSchema(StoreSchema.permissive());

    store.touch(List.of(ALIEN), store.acquireLock("group/0"));

    assertThat(store.tuples()).containsExactly(ALIEN);
  }

  @Test
  void everyTransactionGivesANewToken() {
    ConsistencyToken first = store.touch(List.of(ANN), null);
    ConsistencyToken second = store.touch(List.of(ANN), null);
    ConsistencyToken third = store.delete(ALIENS_COUSIN, null);

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
  }

  private static final RelationTuple ALIENS_COUSIN = tuple("group:ops#member@principal:zed");

  @Test
  void onlyWhatChangedIsReported() {
    List<StoreWrite> writes = new ArrayList<>();
    store.touch(List.of(ANN), null);
    store.onWrite(writes::add);

    store.touch(List.of(ANN), null);
    store.touch(List.of(ANN, ALIENS_COUSIN), null);
    store.delete(ANN, null);

    assertThat(writes).hasSize(2);
    assertThat(writes.get(0).added()).containsExactly(ALIENS_COUSIN);
    assertThat(writes.get(1).removed()).containsExactly(ANN);
    assertThat(writes.get(0).revision()).isLessThan(writes.get(1).revision());
  }

  @Test
  void twoFirstAcquisitionsBothHoldAndLaterOnesReplaceOneOnly() {
    Optional<FenceToken> seenByBoth = store.readLock("group/0");
    FenceToken first = store.replaceLock("group/0", seenByBoth);
    FenceToken second = store.replaceLock("group/0", seenByBoth);

    FenceToken third = store.acquireLock("group/0");

    assertThat(seenByBoth).isEmpty();
    assertThat(store.lockTokens("group/0"))
        .hasSize(2)
        .contains(third.token())
        .containsAnyOf(first.token(), second.token());
  }

  @Test
  void ofTwoThatTakeAHeldLockTheSecondIsRefused() {
    store.acquireLock("group/0");
    Optional<FenceToken> seenByBoth = store.readLock("group/0");
    FenceToken winner = store.replaceLock("group/0", seenByBoth);

    StoreRefusal refusal = refusal(() -> store.replaceLock("group/0", seenByBoth));

    assertThat(refusal.isFenceLost()).isTrue();
    assertThat(store.lockTokens("group/0")).containsExactly(winner.token());
  }

  @Test
  void aRevokedLockIsFree() {
    FenceToken fence = store.acquireLock("group/0");

    store.revokeLock("group/0");

    assertThat(store.lockTokens("group/0")).isEmpty();
    assertThat(refusal(() -> store.touch(List.of(), fence)).isFenceLost()).isTrue();
  }

  @Test
  void theSameCallsGiveTheSameTokens() {
    InMemoryTupleStore other = new InMemoryTupleStore(StoreSchema.rbac());

    assertThat(store.acquireLock("group/0")).isEqualTo(other.acquireLock("group/0"));
    assertThat(store.acquireLock("group/0")).isEqualTo(other.acquireLock("group/0"));
  }

  @Test
  void aReadMissesAsManyChangesAsConfigured() {
    store.touch(List.of(ALIENS_COUSIN), null);
    store.touch(List.of(ANN), null);
    store.touch(List.of(), null);
    store.delete(ANN, null);

    assertThat(store.read(TupleFilter.exactly(ANN), 0)).isEmpty();
    assertThat(store.read(TupleFilter.exactly(ANN), 1)).containsExactly(ANN);
    assertThat(store.read(TupleFilter.exactly(ANN), 2)).isEmpty();
    assertThat(store.read(TupleFilter.exactly(ALIENS_COUSIN), 2)).hasSize(1);
    assertThat(store.read(TupleFilter.exactly(ALIENS_COUSIN), 3)).isEmpty();
  }

  @Test
  void aTupleThatCameAndWentWithinTheMissedChangesDoesNotShow() {
    store.touch(List.of(ANN), null);
    store.delete(ANN, null);
    store.touch(List.of(ANN), null);

    assertThat(store.read(TupleFilter.exactly(ANN), 3)).isEmpty();
    assertThat(store.read(TupleFilter.exactly(ANN), 100)).isEmpty();
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store.setMaxUpdates(0));
  }

  private String writeRefused(RelationTuple... tuples) {
    return refusal(() -> store.touch(List.of(tuples), STALE)).reason();
  }

  private static StoreRefusal refusal(ThrowingCallable call) {
    StoreRefusal refusal = catchThrowableOfType(StoreRefusal.class, call);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }
}
