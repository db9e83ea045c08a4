package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TraceContext;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;

/** Passes a decoded record to the sink or the handler of its type. One call is one attempt. */
final class RecordHandler {
  private final RelationSink relations;
  private final WorkspaceEventHandler workspaces;
  private final Duration attemptTimeout;

  RecordHandler(RelationSink relations, WorkspaceEventHandler workspaces, Duration attemptTimeout) {
    this.relations = relations;
    this.workspaces = workspaces;
    this.attemptTimeout = attemptTimeout;
  }

  /**
   * Sends a change to the sink.
   *
   * @param first the first record of the change
   * @param progress run each time that the store has confirmed a part
   */
  Outcome apply(TupleChange change, FenceToken fence, SourceRecord first, Runnable progress)
      throws InterruptedException {
    return relations.apply(change, fence, TraceContext.of(first), attemptTimeout, progress);
  }

  /** Sends a change to the sink, and the changes that follow it. */
  Outcome applyAll(
      RelationSink.Attempt first, Runnable progress, RelationSink.FollowingChanges following)
      throws InterruptedException {
    return relations.applyAll(first, progress, following);
  }

  /** Returns an attempt at a change. */
  RelationSink.Attempt attempt(TupleChange change, FenceToken fence, SourceRecord first) {
    return new RelationSink.Attempt(change, fence, first, attemptTimeout);
  }

  /** Passes an event that changes no relations to its handler. */
  Outcome handle(Decoding decoding) throws InterruptedException {
    if (decoding instanceof Decoding.Workspace it) {
      return workspaces.accept(it.event(), attemptTimeout);
    }
    if (decoding instanceof Decoding.Custom it) {
      return it.event().handle(attemptTimeout);
    }
    throw new IllegalArgumentException("nothing to hand on: " + decoding);
  }
}
