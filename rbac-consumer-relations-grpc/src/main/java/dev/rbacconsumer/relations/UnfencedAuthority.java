package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.Dialects;
import dev.rbacconsumer.relations.internal.dialect.FreshRead;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import dev.rbacconsumer.relations.internal.write.MarkWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * Grants every partition without taking its lock, for a consumer with fencing off. It keeps the
 * marks if the store can hold them: its schema has the lock types, and the consumer group's id is a
 * valid id in the store. Thread-safe.
 */
public final class UnfencedAuthority implements FenceAuthority {
  private final RelationsChannel channel;
  private final Dialect<?> dialect;

  /** Creates an authority over a channel, which it does not close. */
  public UnfencedAuthority(RelationsChannel channel) {
    this.channel = channel;
    this.dialect = Dialects.of(channel.settings());
  }

  /**
   * {@inheritDoc}
   *
   * <p>No lock is taken here, so the token fences nothing.
   *
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
    FenceToken none = FenceToken.unfenced(lockId);
    if (!SendPreconditions.isLockId(lockId)) {
      return new FenceOutcome.Acquired(none);
    }
    FreshRead marks;
    try (CallGroup calls = channel.calls(timeout)) {
      marks = FreshRead.of(dialect, calls, StoreMark.idBeside(lockId), null);
    }
    if (marks.fault().isEmpty()) {
      return new FenceOutcome.Acquired(
          none, StoreMemory.of(StoreMemory.Lock.UNKNOWN, StoreMark.parseAll(marks.ids())));
    }
    StoreFault fault = marks.fault().get();
    String action = "reading the marks beside the lock " + lockId;
    return fault.isLockTypesMissing()
        ? new FenceOutcome.Acquired(none)
        : new FenceOutcome.NotAcquired(
            fault.reason(), FaultText.of(action, fault, "", dialect.name()));
  }

  /**
   * {@inheritDoc}
   *
   * @param fence fence from {@link #acquire}
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  @Override
  public Outcome mark(
      Optional<StoreMark> expected, StoreMark mark, FenceToken fence, Duration timeout)
      throws InterruptedException {
    SendPreconditions.requirePositive(timeout);
    SendPreconditions.throwIfInterrupted();
    if (!SendPreconditions.isLockId(fence.lockId())) {
      return new Outcome.Applied(Optional.empty());
    }
    try (CallGroup calls = channel.calls(timeout)) {
      Outcome outcome = new MarkWriter(dialect, calls, fence).replace(expected, mark);
      return outcome instanceof Outcome.RetryLater later
              && later.reason().equals(StoreFault.LOCK_TYPES_MISSING)
          ? new Outcome.Applied(Optional.empty())
          : outcome;
    }
  }
}
