package dev.rbacconsumer.relations.internal.write;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.relations.internal.call.CallGroup;
import dev.rbacconsumer.relations.internal.dialect.Dialect;
import dev.rbacconsumer.relations.internal.dialect.FreshRead;
import dev.rbacconsumer.relations.internal.fault.FaultText;

/** Finds the reason why the store refuses a fence, as far as possible. */
final class FenceLossDiagnosis {
  private FenceLossDiagnosis() {}

  /** Reads the lock, in the remaining time of the attempt. No call may be in flight. */
  static Outcome read(Dialect<?> dialect, CallGroup calls, FenceToken fence)
      throws InterruptedException {
    FenceLoss cause = cause(FreshRead.of(dialect, calls, fence.lockId(), null), fence);
    return new Outcome.FenceLost(FaultText.fenceLost(fence, cause), cause);
  }

  private static FenceLoss cause(FreshRead lock, FenceToken fence) {
    if (lock.fault().isPresent() || lock.ids().contains(fence.token())) {
      return FenceLoss.UNKNOWN;
    }
    return lock.ids().isEmpty() ? FenceLoss.GONE : FenceLoss.TAKEN;
  }
}
