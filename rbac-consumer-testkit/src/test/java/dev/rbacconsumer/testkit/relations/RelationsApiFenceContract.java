package dev.rbacconsumer.testkit.relations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.testkit.contract.FenceAuthorityContract;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import dev.rbacconsumer.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a {@link FenceAuthority} of the Relations API promises beyond the rules of every one. */
abstract class RelationsApiFenceContract extends FenceAuthorityContract {
  static final String LOCK = "group/0";
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  abstract FenceAuthority authority();

  /** The sink that checks the fences. */
  abstract RelationSink sink();

  /** The store that the locks are kept in, under the schema of RBAC. */
  abstract StoreAccess store();

  @Override
  protected final StoreUnderTest underTest() {
    return StoreUnderTest.of(sink(), authority(), store()::tuples);
  }

  @Test
  void theTokenGivenIsTheOneInForce() throws Exception {
    FenceToken fence = acquired(LOCK);

    assertThat(fence.lockId()).isEqualTo(LOCK);
    assertThat(store().lockTokens(LOCK)).containsExactly(fence.token());
  }

  @Test
  void takingALockAgainMakesTheOldTokenVoid() throws Exception {
    FenceToken old = acquired(LOCK);

    FenceToken fence = acquired(LOCK);

    assertThat(fence.token()).isNotEqualTo(old.token());
    assertThat(store().lockTokens(LOCK)).containsExactly(fence.token());
  }

  @Test
  void locksDoNotMeet() throws Exception {
    FenceToken first = acquired("group/0");

    FenceToken second = acquired("group/1");

    assertThat(store().lockTokens("group/0")).containsExactly(first.token());
    assertThat(store().lockTokens("group/1")).containsExactly(second.token());
  }

  @Test
  void tokensLeftOverFromARaceOfFirstAcquisitionsAreMadeVoid() throws Exception {
    store().addLockToken(new FenceToken(LOCK, "of-the-one"));
    store().addLockToken(new FenceToken(LOCK, "of-the-other"));

    FenceToken fence = acquired(LOCK);

    assertThat(store().lockTokens(LOCK)).containsExactly(fence.token());
  }

  @Test
  void aLockIdThatTheStoreCannotHoldIsNotAcquired() throws Exception {
    assertThat(notAcquired("a.group/0").reason()).isEqualTo("invalid_lock_id");
    assertThat(notAcquired("").reason()).isEqualTo("invalid_lock_id");
  }

  @Test
  void aSchemaWithoutLocksIsNamedAsTheReason() throws Exception {
    store().setSchema(StoreSchema.rbac().without("kessel/lock").without("kessel/lockversion"));

    assertThat(notAcquired(LOCK).reason()).isEqualTo("lock_types_missing");
  }

  @Test
  void anInterruptThatCameBeforeTheCallEndsIt() throws Exception {
    Set<String> before = store().lockTokens(LOCK);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> authority().acquire(LOCK, TIMEOUT))
        .isInstanceOf(InterruptedException.class);
    assertThat(store().lockTokens(LOCK)).isEqualTo(before);
  }

  final FenceToken acquired(String lockId) throws InterruptedException {
    FenceOutcome outcome = authority().acquire(lockId, TIMEOUT);
    assertThat(outcome).isInstanceOf(FenceOutcome.Acquired.class);
    return ((FenceOutcome.Acquired) outcome).token();
  }

  final FenceOutcome.NotAcquired notAcquired(String lockId) throws InterruptedException {
    FenceOutcome outcome = authority().acquire(lockId, TIMEOUT);
    assertThat(outcome).isInstanceOf(FenceOutcome.NotAcquired.class);
    return (FenceOutcome.NotAcquired) outcome;
  }
}
