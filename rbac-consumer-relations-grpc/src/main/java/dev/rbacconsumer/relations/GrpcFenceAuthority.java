package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.Dialects;
import dev.rbacconsumer.relations.internal.dialect.LockAttempt;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import dev.rbacconsumer.relations.internal.write.LockAcquisition;
import dev.rbacconsumer.relations.internal.write.MarkWriter;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/**
 * Acquires fencing locks in the store over gRPC, by default removing stray tokens so that each lock
 * has one in force, and keeps a progress mark with each lock. Thread-safe; one for the whole
 * process.
 */
public final class GrpcFenceAuthority implements FenceAuthority {
  private final RelationsChannel channel;
  private final Dialect<?> dialect;

  /** Creates an authority over a channel, which it does not close. */
  public GrpcFenceAuthority(RelationsChannel channel) {
    this.channel = channel;
    this.dialect = Dialects.of(channel.settings());
  }

  /**
   * {@inheritDoc}
   *
   * <p>For a free lock, {@link StoreMark#WITHOUT_MEMORY} is written before the lock is taken, or in
   * the same write.
   *
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
    if (!SendPreconditions.isLockId(lockId)) {
      return new FenceOutcome.NotAcquired(
          SendPreconditions.INVALID_LOCK_ID, SendPreconditions.invalidLockId(lockId));
    }
    try (CallGroup calls = channel.calls(timeout)) {
      return acquire(lockId, calls);
    }
  }

  private FenceOutcome acquire(String lockId, CallGroup calls) throws InterruptedException {
    LockAttempt taken = dialect.takeLock(calls, lockId);
    if (taken.fault().isPresent()) {
      return refused(lockId, taken.fault().get());
    }
    if (taken.token().isEmpty()) {
      return new FenceOutcome.NotAcquired(
          FailureReason.EMPTY_LOCK_TOKEN.word(),
          "taking the lock "
              + lockId
              + ": the server answered without a token, so nothing can be fenced;"
              + " check that the target is "
              + dialect.name().server()
              + " with a store behind it");
    }
    return new LockAcquisition(dialect, calls, new FenceToken(lockId, taken.token()))
        .complete(taken.before(), channel.settings().removeStrayLockTokens());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  @Override
  public Outcome mark(
      Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
    try (CallGroup calls = channel.calls(timeout)) {
      return new MarkWriter(dialect, calls, fence).replace(expected, mark);
    }
  }

  private FenceOutcome refused(String lockId, StoreFault fault) {
    String action = "taking the lock " + lockId;
    if (fault.kind() == StoreFault.Kind.FENCE_LOST) {
      return new FenceOutcome.NotAcquired(
          LockAcquisition.CONTENDED, action + ": another consumer took it at the same moment");
    }
    // The request holds only the lock id, so only that can be invalid.
    String reason =
        fault.error().code() == Status.Code.INVALID_ARGUMENT
            ? SendPreconditions.INVALID_LOCK_ID
            : fault.reason();
    return new FenceOutcome.NotAcquired(reason, FaultText.of(action, fault, "", dialect.name()));
  }
}
