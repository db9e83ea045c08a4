package dev.rbacconsumer.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.List;

/** Calls that the contracts of stores make, with their usual arguments. */
final class ContractCalls {
  static final String LOCK = "group/0";
  static final String OTHER_LOCK = "group/1";
  static final Duration TIMEOUT = Duration.ofSeconds(30);
  static final RelationTuple ANN = tuple("group:eng#member@rbac/principal:ann");
  static final RelationTuple BOB = tuple("group:eng#member@rbac/principal:bob");

  private ContractCalls() {}

  static RelationTuple tuple(String text) {
    return RelationTuple.parse("rbac/" + text);
  }

  static TupleChange adding(List<RelationTuple> tuples) {
    return TupleChange.net(List.of(), tuples);
  }

  static TupleChange adding(RelationTuple... tuples) {
    return adding(List.of(tuples));
  }

  static TupleChange removing(RelationTuple... tuples) {
    return TupleChange.net(List.of(tuples), List.of());
  }

  static Outcome apply(StoreUnderTest store, TupleChange change, FenceToken fence)
      throws InterruptedException {
    return store.sink().apply(change, fence, TIMEOUT);
  }

  static FenceOutcome.Acquired acquired(StoreUnderTest store, String lockId)
      throws InterruptedException {
    FenceOutcome outcome = store.fences().acquire(lockId, TIMEOUT);
    assertThat(outcome).isInstanceOf(FenceOutcome.Acquired.class);
    return (FenceOutcome.Acquired) outcome;
  }

  static FenceToken fence(StoreUnderTest store, String lockId) throws InterruptedException {
    return acquired(store, lockId).token();
  }

  /** Requires that the store refuses the change, since another owner has the fence. */
  static void requireFenceLost(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.FenceLost.class,
            lost -> assertThat(lost.cause()).isIn(FenceLoss.TAKEN, FenceLoss.UNKNOWN));
  }
}
