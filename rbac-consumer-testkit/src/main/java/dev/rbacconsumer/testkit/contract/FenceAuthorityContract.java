package dev.rbacconsumer.testkit.contract;

import static dev.rbacconsumer.testkit.contract.ContractCalls.ANN;
import static dev.rbacconsumer.testkit.contract.ContractCalls.BOB;
import static dev.rbacconsumer.testkit.contract.ContractCalls.LOCK;
import static dev.rbacconsumer.testkit.contract.ContractCalls.OTHER_LOCK;
import static dev.rbacconsumer.testkit.contract.ContractCalls.TIMEOUT;
import static dev.rbacconsumer.testkit.contract.ContractCalls.acquired;
import static dev.rbacconsumer.testkit.contract.ContractCalls.adding;
import static dev.rbacconsumer.testkit.contract.ContractCalls.apply;
import static dev.rbacconsumer.testkit.contract.ContractCalls.fence;
import static dev.rbacconsumer.testkit.contract.ContractCalls.requireFenceLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory.Lock;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of every {@link FenceAuthority}, together with the sink that checks its fences.
 * Extend it, and return your store as for {@link RelationSinkContract}. The tests take the locks
 * {@code group/0} and {@code group/1}.
 */
public abstract class FenceAuthorityContract {
  private static final int ACQUISITIONS = 20;

  /**
   * Returns the store, without tuples and locks before each test. All calls within a test return
   * the same store.
   */
  protected abstract StoreUnderTest underTest();

  @Test
  protected void acquiredTokenIsTheOneInForce() throws Exception {
    FenceToken fence = fence(underTest(), LOCK);

    assertThat(fence.lockId()).isEqualTo(LOCK);
    assertThat(apply(underTest(), adding(ANN), fence)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  protected void nextAcquisitionMakesTheTokenVoid() throws Exception {
    FenceToken old = fence(underTest(), LOCK);

    FenceToken fence = fence(underTest(), LOCK);

    assertThat(fence).isNotEqualTo(old);
    requireFenceLost(apply(underTest(), adding(ANN), old));
    assertThat(apply(underTest(), adding(ANN), fence)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  protected void noTokenIsIssuedTwice() throws Exception {
    Set<FenceToken> issued = new HashSet<>();

    for (int i = 0; i < ACQUISITIONS; i++) {
      issued.add(fence(underTest(), LOCK));
    }

    assertThat(issued).hasSize(ACQUISITIONS);
  }

  @Test
  protected void acquisitionLeavesOtherLocks() throws Exception {
    FenceToken first = fence(underTest(), LOCK);

    FenceToken second = fence(underTest(), OTHER_LOCK);

    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(apply(underTest(), adding(ANN), first)).isInstanceOf(Outcome.Applied.class);
    assertThat(apply(underTest(), adding(BOB), second)).isInstanceOf(Outcome.Applied.class);
  }

  /** An authority that does not know what was there before answers so. */
  @Test
  protected void nothingIsClaimedOfTheLockThatWasNotThere() throws Exception {
    FenceOutcome.Acquired first = acquired(underTest(), LOCK);
    FenceOutcome.Acquired second = acquired(underTest(), LOCK);

    assertThat(first.memory().lock()).isIn(Lock.FREE, Lock.UNKNOWN);
    assertThat(first.replaced()).isEmpty();
    assertThat(second.memory().lock()).isIn(Lock.HELD, Lock.UNKNOWN);
    assertThat(Set.of(first.token())).containsAll(second.replaced());
  }

  /** An authority that keeps no marks accepts them, and claims nothing. */
  @Test
  protected void markIsFoundByTheNextOwnerOrNoneIsClaimed() throws Exception {
    FenceOutcome.Acquired owner = acquired(underTest(), LOCK);
    StoreMark mark = StoreMark.of(Optional.of("log-1"), new CommitPosition(100));

    Outcome outcome = underTest().fences().mark(Optional.empty(), mark, owner.token(), TIMEOUT);

    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    FenceOutcome.Acquired next = acquired(underTest(), LOCK);
    assertThat(next.memory().keepsMarks()).isEqualTo(owner.memory().keepsMarks());
    assertThat(next.memory().marks().contains(mark)).isEqualTo(owner.memory().keepsMarks());
  }

  @Test
  protected void interruptBeforeTheCallEndsIt() throws Exception {
    FenceToken before = fence(underTest(), LOCK);
    FenceAuthority fences = underTest().fences();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fences.acquire(LOCK, TIMEOUT))
        .isInstanceOf(InterruptedException.class);
    assertThat(apply(underTest(), adding(ANN), before)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  protected void timeoutOutOfRangeIsRefused() {
    FenceAuthority fences = underTest().fences();

    assertThatIllegalArgumentException().isThrownBy(() -> fences.acquire(LOCK, Duration.ZERO));
  }
}
