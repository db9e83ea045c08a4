package dev.rbacconsumer.relations;

import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.Outcome.FenceLoss;

/** Finds out why the store refuses a fence, as far as it can be found out. */
final class LostFence {
  private LostFence() {}

  /** Reads the lock, within the time that is left of the attempt. Nothing may be in flight. */
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
