package dev.rbacconsumer.testkit.contract;

import static dev.rbacconsumer.testkit.contract.ContractCalls.ANN;
import static dev.rbacconsumer.testkit.contract.ContractCalls.BOB;
import static dev.rbacconsumer.testkit.contract.ContractCalls.LOCK;
import static dev.rbacconsumer.testkit.contract.ContractCalls.OTHER_LOCK;
import static dev.rbacconsumer.testkit.contract.ContractCalls.TIMEOUT;
import static dev.rbacconsumer.testkit.contract.ContractCalls.adding;
import static dev.rbacconsumer.testkit.contract.ContractCalls.fence;
import static dev.rbacconsumer.testkit.contract.ContractCalls.removing;
import static dev.rbacconsumer.testkit.contract.ContractCalls.requireFenceLost;
import static dev.rbacconsumer.testkit.contract.ContractCalls.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of every {@link RelationSink}. Extend it, and return your store:
 *
 * <pre>{@code
 * class MySinkTest extends RelationSinkContract {
 *   private final MyStore store = new MyStore(emptyDatabase());
 *
 *   @Override
 *   protected StoreUnderTest underTest() {
 *     return StoreUnderTest.of(store, store, store::readAll);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests write tuples of the resources {@code rbac/group:eng}, {@code rbac/role:r1} and
 * {@code rbac/role_binding:b1} and {@code b2}, and take the locks {@code group/0} and {@code
 * group/1}.
 */
public abstract class RelationSinkContract {
  private static final int MANY = 50;

  /**
   * Returns the store, which is empty before each test. All calls within a test return the same
   * store.
   */
  protected abstract StoreUnderTest underTest();

  @Test
  protected void addedTuplesAreStored() throws Exception {
    Outcome outcome = write(adding(ANN, BOB));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactlyInAnyOrder(ANN, BOB);
  }

  @Test
  protected void presentTupleIsAddedAgainWithoutAnError() throws Exception {
    given(ANN);

    Outcome outcome = write(adding(ANN, BOB));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactlyInAnyOrder(ANN, BOB);
  }

  @Test
  protected void absentTupleIsRemovedAgainWithoutAnError() throws Exception {
    Outcome outcome = write(removing(ANN));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).isEmpty();
  }

  @Test
  protected void oneChangeRemovesAndAdds() throws Exception {
    given(ANN);

    Outcome outcome = write(TupleChange.net(List.of(ANN), List.of(BOB)));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactly(BOB);
  }

  @Test
  protected void changeThatIsAppliedTwiceStoresTheSame() throws Exception {
    given(ANN);
    TupleChange change = TupleChange.net(List.of(ANN), List.of(BOB));
    FenceToken fence = fence(underTest(), LOCK);
    apply(change, fence);

    Outcome outcome = apply(change, fence);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactly(BOB);
  }

  @Test
  protected void removalLeavesEveryOtherTuple() throws Exception {
    RelationTuple bare = tuple("role_binding:b1#subject@rbac/group:eng");
    RelationTuple[] others = {
      tuple("role_binding:b1#subject@rbac/group:eng#member"),
      tuple("role_binding:b1#subject@rbac/group:ops"),
      tuple("role_binding:b2#subject@rbac/group:eng"),
      tuple("role:r1#inventory_hosts_read@rbac/principal:*")
    };
    given(others);
    given(bare);

    write(removing(bare));

    assertThat(tuples()).containsExactlyInAnyOrder(others);
  }

  @Test
  protected void subjectSetIsRemovedWithoutItsObject() throws Exception {
    RelationTuple bare = tuple("role_binding:b1#subject@rbac/group:eng");
    RelationTuple members = tuple("role_binding:b1#subject@rbac/group:eng#member");
    given(bare, members);

    write(removing(members));

    assertThat(tuples()).containsExactly(bare);
  }

  @Test
  protected void wildcardIsRemoved() throws Exception {
    RelationTuple all = tuple("role:r1#inventory_hosts_read@rbac/principal:*");
    given(all);

    write(removing(all));

    assertThat(tuples()).isEmpty();
  }

  @Test
  protected void everyTupleOfALargeChangeIsStored() throws Exception {
    List<RelationTuple> many =
        IntStream.range(0, MANY)
            .mapToObj(i -> tuple("group:eng#member@rbac/principal:p" + i))
            .toList();

    Outcome outcome = write(adding(many));

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  protected void nothingIsWrittenUnderALostFence() throws Exception {
    given(BOB);
    FenceToken lost = fence(underTest(), LOCK);
    fence(underTest(), LOCK);

    requireFenceLost(apply(adding(ANN), lost));
    requireFenceLost(apply(removing(BOB), lost));
    requireFenceLost(apply(TupleChange.net(List.of(BOB), List.of(ANN)), lost));

    assertThat(tuples()).containsExactly(BOB);
  }

  @Test
  protected void changeWithoutEffectIsRefusedUnderALostFence() throws Exception {
    given(ANN);
    FenceToken lost = fence(underTest(), LOCK);
    fence(underTest(), LOCK);

    requireFenceLost(apply(adding(ANN), lost));
    requireFenceLost(apply(removing(BOB), lost));
  }

  @Test
  protected void nothingIsWrittenUnderATokenThatWasNeverIssued() throws Exception {
    fence(underTest(), LOCK);

    requireFenceLost(apply(adding(ANN), new FenceToken(LOCK, "never-issued")));

    assertThat(tuples()).isEmpty();
  }

  @Test
  protected void newOwnerWritesUnderItsOwnFence() throws Exception {
    fence(underTest(), LOCK);
    FenceToken next = fence(underTest(), LOCK);

    assertThat(apply(adding(ANN), next)).isInstanceOf(Outcome.Applied.class);
    assertThat(tuples()).containsExactly(ANN);
  }

  @Test
  protected void fenceOfAnotherPartitionDoesNotMatter() throws Exception {
    FenceToken fence = fence(underTest(), LOCK);
    FenceToken other = fence(underTest(), OTHER_LOCK);

    assertThat(apply(adding(ANN), fence)).isInstanceOf(Outcome.Applied.class);
    assertThat(apply(adding(BOB), other)).isInstanceOf(Outcome.Applied.class);
    requireFenceLost(apply(adding(BOB), new FenceToken(LOCK, other.token())));
  }

  @Test
  protected void noMessageHoldsTheToken() throws Exception {
    FenceToken lost = fence(underTest(), LOCK);
    FenceToken next = fence(underTest(), LOCK);

    Outcome outcome = apply(adding(ANN), lost);

    assertThat(outcome.toString()).doesNotContain(lost.token(), next.token());
  }

  @Test
  protected void interruptBeforeTheCallEndsIt() throws Exception {
    FenceToken fence = fence(underTest(), LOCK);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> apply(adding(ANN), fence)).isInstanceOf(InterruptedException.class);
    assertThat(tuples()).isEmpty();
  }

  @Test
  protected void argumentsOutOfRangeAreRefused() throws Exception {
    FenceToken fence = fence(underTest(), LOCK);
    TupleChange nothing = TupleChange.net(List.of(), List.of());
    RelationSink sink = underTest().sink();

    assertThatIllegalArgumentException().isThrownBy(() -> sink.apply(nothing, fence, TIMEOUT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sink.apply(adding(ANN), fence, Duration.ZERO));
  }

  private void given(RelationTuple... tuples) throws InterruptedException {
    assertThat(write(adding(tuples))).isInstanceOf(Outcome.Applied.class);
  }

  private Outcome write(TupleChange change) throws InterruptedException {
    return apply(change, fence(underTest(), LOCK));
  }

  private Outcome apply(TupleChange change, FenceToken fence) throws InterruptedException {
    return ContractCalls.apply(underTest(), change, fence);
  }

  private Iterable<RelationTuple> tuples() {
    return underTest().tuples();
  }
}
