package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import dev.rbacconsumer.testkit.relations.store.TupleFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store that loses its data, or gets older data back. */
class StoreSnapshotTest {
  private static final String LOCK = "group/0";
  private static final RelationTuple ANN = tuple("group:eng#member@principal:ann");
  private static final RelationTuple BOB = tuple("group:eng#member@principal:bob");

  private final InMemoryTupleStore store = new InMemoryTupleStore(StoreSchema.rbac());

  @Test
  void restoringBringsBackTuplesAndLocksAsTheyWere() {
    FenceToken fence = store.acquireLock(LOCK);
    store.touch(List.of(ANN), fence);
    InMemoryTupleStore.Snapshot backup = store.snapshot();
    store.delete(ANN, fence);
    store.touch(List.of(BOB), fence);
    FenceToken later = store.acquireLock(LOCK);

    store.restore(backup);

    assertThat(store.tuples()).containsExactly(ANN);
    assertThat(store.lockTokens(LOCK)).containsExactly(fence.token());
    assertThatExceptionOfType(StoreRefusal.class)
        .isThrownBy(() -> store.touch(List.of(BOB), later))
        .matches(StoreRefusal::isFenceLost);
  }

  @Test
  void clearingRemovesTuplesAndLocks() {
    FenceToken fence = store.acquireLock(LOCK);
    store.touch(List.of(ANN), fence);

    store.clear();

    assertThat(store.tuples()).isEmpty();
    assertThat(store.lockTokens(LOCK)).isEmpty();
    assertThat(store.snapshot().tuples()).isEmpty();
  }

  @Test
  void tokensGivenBeforeARestoreAreNotGivenAgain() {
    InMemoryTupleStore.Snapshot empty = store.snapshot();
    FenceToken before = store.acquireLock(LOCK);

    store.restore(empty);

    assertThat(store.acquireLock(LOCK)).isNotEqualTo(before);
  }

  @Test
  void aReadThatIsNotFreshShowsNothingOfWhatWasLost() {
    store.touch(List.of(ANN), null);
    store.delete(ANN, null);

    store.clear();

    assertThat(store.read(TupleFilter.exactly(ANN), 2)).isEmpty();
  }

  @Test
  void aRestoreIsNoWriteAndMovesTheRevisionOn() {
    store.touch(List.of(ANN), null);
    List<StoreWrite> writes = new ArrayList<>();
    store.onWrite(writes::add);
    var before = store.now();

    store.clear();

    assertThat(writes).isEmpty();
    assertThat(store.now()).isNotEqualTo(before);
  }
}
