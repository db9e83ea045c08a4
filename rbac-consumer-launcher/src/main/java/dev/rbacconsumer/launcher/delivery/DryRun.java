package dev.rbacconsumer.launcher.delivery;

import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.FenceOutcome;
import dev.rbacconsumer.core.port.FenceToken;
import dev.rbacconsumer.core.port.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands in for the Relations API while replication is off: every change counts as applied, and no
 * call is made. Nothing is written, so nothing has to be fenced.
 */
public final class DryRun implements RelationSink, FenceAuthority {
  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    return new Outcome.Applied(Optional.empty());
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) {
    return new FenceOutcome.Acquired(new FenceToken(lockId, "dry-run"));
  }
}
