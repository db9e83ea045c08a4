package dev.rbacconsumer.relations.internal.write;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.port.RelationSink.Attempt;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Optional;

/**
 * Change to write, with its fence.
 *
 * @param trace trace that each call carries
 * @param timeout longest time of the attempt, above zero, counted from the last progress
 */
public record ChangeRequest(
    TupleChange change, FenceToken fence, Optional<TraceContext> trace, Duration timeout) {

  /** Returns the request of an attempt. */
  public static ChangeRequest of(Attempt attempt) {
    return new ChangeRequest(attempt.change(), attempt.fence(), attempt.trace(), attempt.timeout());
  }
}
