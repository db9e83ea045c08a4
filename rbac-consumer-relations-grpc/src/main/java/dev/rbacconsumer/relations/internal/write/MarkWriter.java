package dev.rbacconsumer.relations.internal.write;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.MarkReplacement;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.call.CallResult;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.FreshRead;
import dev.rbacconsumer.relations.internal.dialect.WriteReceipt;
import dev.rbacconsumer.relations.internal.fault.FaultText;
import dev.rbacconsumer.relations.internal.fault.StoreFault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt to replace the marks beside a lock. The same for every dialect. Confined to one
 * thread; used once.
 *
 * <p>A call that takes effect late is harmless. It carries the fence, so it takes effect under the
 * token of this owner or not at all. Under one token the marks of a log only advance. So a late
 * write adds a mark that is lower than the one in force; it is not the highest, and the next
 * replacement removes it. A late removal removes a mark that this owner does not write again.
 * Without a fence the same holds as long as there is one owner.
 */
public final class MarkWriter {
  private final Dialect<?> dialect;
  private final CallGroup calls;
  private final FenceToken fence;
  private final String id;

  /** Fence of each call; null if fencing is off. */
  private final @Nullable FenceToken sent;

  private boolean inDoubt;

  public MarkWriter(Dialect<?> dialect, CallGroup calls, FenceToken fence) {
    this.dialect = dialect;
    this.calls = calls;
    this.fence = fence;
    this.id = StoreMark.idBeside(fence.lockId());
    this.sent = fence.isFenced() ? fence : null;
  }

  /** Makes the attempt: replaces the expected mark by a new one, and removes all others. */
  public Outcome replace(Optional<StoreMark> expected, StoreMark mark) throws InterruptedException {
    FreshRead found = FreshRead.of(dialect, calls, id, sent);
    if (found.fault().isPresent()) {
      return failed("reading the marks beside", found.fault().get());
    }
    MarkReplacement replacement = MarkReplacement.of(expected, mark, found.ids());
    if (replacement.setBack()) {
      FenceLoss cause = FenceLoss.SET_BACK;
      return new Outcome.FenceLost(FaultText.fenceLost(fence, cause), cause);
    }
    if (replacement.writes()) {
      Optional<StoreFault> fault = make(dialect.addLockSubject(id, mark.text(), sent));
      if (fault.isPresent()) {
        return failed("writing a mark beside", fault.get());
      }
    }
    for (String surplus : replacement.surplus()) {
      Optional<StoreFault> fault = make(dialect.removeLockSubject(id, surplus, sent));
      if (fault.isPresent()) {
        return failed("removing an earlier mark beside", fault.get());
      }
    }
    return new Outcome.Applied(Optional.empty(), inDoubt);
  }

  private Optional<StoreFault> make(StoreCall<?, WriteReceipt> call) throws InterruptedException {
    CallResult<WriteReceipt> answer = call.make(calls);
    inDoubt |= answer.mayLandLater();
    return answer.fault();
  }

  /** Returns the outcome of a failure. No refusal is about a record, so none is final. */
  private Outcome failed(String action, StoreFault fault) throws InterruptedException {
    if (fault.kind() == StoreFault.Kind.FENCE_LOST) {
      return FenceLossDiagnosis.read(dialect, calls, fence);
    }
    String text =
        FaultText.of(action + " the lock " + fence.lockId(), fault, fence.token(), dialect.name());
    return new Outcome.RetryLater(fault.reason(), text, inDoubt);
  }
}
