package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RelationSink} promises, whatever stands behind it. */
abstract class RelationSinkContract {
  static final String LOCK = "group/0";
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");
  private static final RelationTuple BOB = tuple("group:eng#member@principal:bob");

  private FenceToken fence;

  abstract RelationSink sink();

  /** The store that the sink writes to, under the schema of RBAC. */
  abstract StoreAccess store();

  @BeforeEach
  void takeTheLock() throws InterruptedException {
    fence = store().takeLock(LOCK);
  }

  @Test
  void addedTuplesAreStored() throws Exception {
    Outcome outcome = apply(adding(ANN, BOB));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(store().tuples()).containsExactlyInAnyOrder(ANN, BOB);
  }

  @Test
  void aTupleThatIsPresentIsAddedAgainWithoutAnError() throws Exception {
    store().given(List.of(ANN));

    Outcome outcome = apply(adding(ANN));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(store().tuples()).containsExactly(ANN);
  }

  @Test
  void aTupleThatIsAbsentIsRemovedAgainWithoutAnError() throws Exception {
    Outcome outcome = apply(removing(ANN));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(store().tuples()).isEmpty();
  }

  @Test
  void aRemovalTakesAwayThatTupleAndNoOther() throws Exception {
    RelationTuple bare = tuple("role_binding:b1#subject@group:eng");
    List<RelationTuple> others =
        List.of(
            tuple("role_binding:b1#subject@group:eng#member"),
            tuple("role_binding:b1#subject@group:ops"),
            tuple("role_binding:b2#subject@group:eng"),
            tuple("role:r1#inventory_hosts_read@principal:*"));
    store().given(others);
    store().given(List.of(bare));

    apply(removing(bare));

    assertThat(store().tuples()).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void aSubjectSetIsRemovedWithoutItsObject() throws Exception {
    RelationTuple bare = tuple("role_binding:b1#subject@group:eng");
    RelationTuple members = tuple("role_binding:b1#subject@group:eng#member");
    store().given(List.of(bare, members));

    apply(removing(members));

    assertThat(store().tuples()).containsExactly(bare);
  }

  @Test
  void aWildcardIsRemovedWithoutTheOthers() throws Exception {
    RelationTuple all = tuple("role:r1#inventory_hosts_read@principal:*");
    store().given(List.of(all));

    apply(removing(all));

    assertThat(store().tuples()).isEmpty();
  }

  @Test
  void removalsComeBeforeAdditions() throws Exception {
    store().given(members(0, 20));
    List<RelationTuple> leftWhenAdded = new ArrayList<>();
    store()
        .control()
        .onWrite(
            write -> {
              if (!write.added().isEmpty()) {
                leftWhenAdded.addAll(store().control().tuples());
              }
            });

    apply(TupleChange.net(members(0, 20), List.of(ANN)));

    assertThat(leftWhenAdded).containsExactly(ANN);
  }

  @Test
  void moreTuplesThanOneWriteHoldsAreAllStored() throws Exception {
    store().setMaxUpdates(7);

    Outcome outcome = apply(adding(members(0, 50)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(store().tuples()).hasSize(50);
  }

  @Test
  void everyWriteCarriesTheFence() throws Exception {
    store().given(members(0, 3));
    List<String> locks = new ArrayList<>();
    store().control().onWrite(write -> locks.add(write.lockId().orElse("none")));

    apply(TupleChange.net(members(0, 3), List.of(ANN)));

    assertThat(locks).isNotEmpty().containsOnly(LOCK);
  }

  @Test
  void nothingIsWrittenOnceTheLockIsTaken() throws Exception {
    store().given(List.of(BOB));
    store().takeLock(LOCK);

    Outcome outcome = apply(TupleChange.net(List.of(BOB), List.of(ANN)));

    assertThat(cause(outcome)).isEqualTo(FenceLoss.TAKEN);
    assertThat(store().tuples()).containsExactly(BOB);
  }

  @Test
  void nothingIsAddedOnceTheLockIsTaken() throws Exception {
    store().takeLock(LOCK);

    Outcome outcome = apply(adding(ANN));

    assertThat(cause(outcome)).isEqualTo(FenceLoss.TAKEN);
    assertThat(store().tuples()).isEmpty();
  }

  @Test
  void aStoreThatHasLostItsDataDiffersFromALockThatIsTaken() throws Exception {
    store().given(List.of(BOB));
    store().clear();

    Outcome adding = apply(adding(ANN));
    Outcome removing = apply(removing(BOB));
    Outcome refusable = apply(adding(tuple("unheard:x1#member@principal:ann")));

    assertThat(cause(adding)).isEqualTo(FenceLoss.GONE);
    assertThat(cause(removing)).isEqualTo(FenceLoss.GONE);
    assertThat(cause(refusable)).isEqualTo(FenceLoss.GONE);
    assertThat(store().tuples()).isEmpty();
  }

  @Test
  void aChangeThatTheSchemaRefusesIsRejectedWithItsReason() throws Exception {
    assertThat(apply(adding(tuple("unheard:x1#member@principal:ann"))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("unknown_definition");
              assertThat(rejected.message()).contains("rbac/unheard");
            });
    assertThat(apply(adding(tuple("group:eng#owner@principal:ann"))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("unknown_relation_or_permission");
              assertThat(rejected.message()).contains("rbac/group", "t_owner");
            });
    assertThat(apply(adding(tuple("group:eng#member@role:r1"))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("invalid_subject_type");
              assertThat(rejected.message()).contains("rbac/group", "t_member", "rbac/role");
            });
    assertThat(apply(removing(tuple("unheard:x1#member@principal:ann"))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("unknown_definition"));
  }

  @Test
  void aLostFenceIsAnsweredEvenIfTheSchemaRefusesTheChange() throws Exception {
    store().takeLock(LOCK);

    Outcome adding = apply(adding(tuple("unheard:x1#member@principal:ann")));
    Outcome removing = apply(removing(tuple("unheard:x1#member@principal:ann")));

    assertThat(adding).isInstanceOf(Outcome.FenceLost.class);
    assertThat(removing).isInstanceOf(Outcome.FenceLost.class);
  }

  @Test
  void aSchemaWithoutLocksIsNoFaultOfTheChange() throws Exception {
    store().setSchema(StoreSchema.rbac().without("kessel/lock"));

    Outcome outcome = apply(adding(ANN));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("lock_types_missing"));
  }

  @Test
  void aLockIdThatTheStoreCannotHoldIsNoFaultOfTheChange() throws Exception {
    Outcome outcome = sink().apply(adding(ANN), new FenceToken("a.group/0", "token"), TIMEOUT);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> assertThat(later.reason()).isEqualTo("invalid_lock_id"));
  }

  @Test
  void noMessageHoldsTheToken() throws Exception {
    store().takeLock(LOCK);

    Outcome outcome = apply(adding(ANN));

    assertThat(outcome.toString()).doesNotContain(fence.token());
  }

  @Test
  void anInterruptThatCameBeforeTheCallEndsIt() throws Exception {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> apply(adding(ANN))).isInstanceOf(InterruptedException.class);
    assertThat(store().tuples()).isEmpty();
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    TupleChange nothing = TupleChange.net(List.of(), List.of());

    assertThatIllegalArgumentException().isThrownBy(() -> apply(nothing));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sink().apply(adding(ANN), fence, Duration.ZERO));
  }

  final FenceToken fence() {
    return fence;
  }

  final Outcome apply(TupleChange change) throws InterruptedException {
    return sink().apply(change, fence, TIMEOUT);
  }

  private static FenceLoss cause(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.FenceLost.class);
    return ((Outcome.FenceLost) outcome).cause();
  }
}
