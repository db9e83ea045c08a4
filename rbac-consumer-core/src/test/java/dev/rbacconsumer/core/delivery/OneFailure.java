package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;

/** A store that cannot be reached for the first call, and applies all others. */
final class OneFailure implements RelationSink {
  private boolean failed;

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    Outcome outcome = failed ? SharedParts.APPLIED : SharedParts.UNAVAILABLE;
    failed = true;
    return outcome;
  }
}
