package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import java.time.Duration;

/** Stands in for the locks of the store while fencing is off: nothing is asked, all is granted. */
public final class Unfenced implements FenceAuthority {
  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) {
    return new FenceOutcome.Acquired(FenceToken.unfenced(lockId));
  }
}
