package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.adding;
import static dev.rbacconsumer.testkit.relations.Tuples.members;
import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.contract.RelationSinkContract;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link RelationSink} to the Relations API promises beyond the rules of every sink. */
abstract class RelationsApiSinkContract extends RelationSinkContract {
  static final String LOCK = "group/0";
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");
  private static final RelationTuple BOB = tuple("group:eng#member@principal:bob");

  private FenceToken fence;

  abstract RelationSink sink();

  /** The store that the sink writes to, under the schema of RBAC. */
  abstract StoreAccess store();

  @Override
  protected final StoreUnderTest underTest() {
    return StoreUnderTest.of(
        sink(),
        (lockId, timeout) -> new FenceOutcome.Acquired(store().takeLock(lockId)),
        store()::tuples);
  }

  @BeforeEach
  void takeTheLock() throws InterruptedException {
    fence = store().takeLock(LOCK);
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
