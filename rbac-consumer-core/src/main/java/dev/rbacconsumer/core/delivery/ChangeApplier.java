package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.InFlightRecord;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends the changes of one lane to the sink, and notifies listeners of the messages that the store
 * has acknowledged.
 */
final class ChangeApplier {
  private final PartitionId partition;
  private final LaneContext context;
  private final PortCalls ports;
  private final ThreadActivity activity;
  private final Supplier<List<InFlightRecord>> covered;

  /**
   * @param covered supplies the records that are applied once the store acknowledges the change in
   *     work
   */
  ChangeApplier(
      PartitionId partition,
      LaneContext context,
      PortCalls ports,
      ThreadActivity activity,
      Supplier<List<InFlightRecord>> covered) {
    this.partition = partition;
    this.context = context;
    this.ports = ports;
    this.activity = activity;
    this.covered = covered;
  }

  /** Applies a change, and returns the result. */
  ActionResult apply(LaneAction.Apply action) throws InterruptedException {
    beginCall();
    long begunAt = now();
    Outcome answer = ports.apply(action, action.first().record(), this::beginCall);
    return answered(action, answer, now() - begunAt);
  }

  /** Applies the changes of a chain, and returns the outcome of the last one. */
  Outcome applyAll(ApplyChain chain) throws InterruptedException {
    beginCall();
    return ports.applyAll(chain, this::beginCall);
  }

  /** Returns whether changes may follow one another on the threads of the sink. */
  boolean mayChain() {
    return !context.appliedNotifier().mayBlock();
  }

  /** Returns an attempt at a change. */
  RelationSink.Attempt attempt(LaneAction.Apply action) {
    return context.handler().attempt(action.change(), action.fence(), action.first().record());
  }

  /** Declares that a call begins now. */
  void beginCall() {
    activity.begins("in a call", now() + context.settings().attemptTimeout().toNanos());
  }

  /**
   * Takes the acknowledgement of a change on a thread that must not block.
   *
   * @param nanos time that the answer took
   */
  ActionResult acknowledged(LaneAction.Apply action, Outcome.Applied outcome, long nanos)
      throws InterruptedException {
    context.outages().observe(outcome);
    if (action.isLast()) {
      List<InFlightRecord> records = covered.get();
      context.appliedNotifier().notifyAtOnce(records, outcome.token());
      reportApplied(records.size());
    }
    return result(outcome, nanos);
  }

  /**
   * Takes the answer to an attempt.
   *
   * @param nanos time that the answer took
   */
  ActionResult answered(LaneAction.Apply action, Outcome answer, long nanos)
      throws InterruptedException {
    Outcome outcome = context.outages().observe(answer);
    if (action.isLast() && outcome instanceof Outcome.Applied done) {
      reportApplied(notifyListeners(done.token()));
    }
    return result(outcome, nanos);
  }

  private void reportApplied(int messages) {
    context.observer().on(new PartitionEvent.ChangeApplied(partition, messages));
  }

  private static ActionResult result(Outcome outcome, long nanos) {
    return (lane, now, draw) -> {
      lane.applying().answered(nanos);
      return lane.applying().applied(outcome, now, draw);
    };
  }

  /** Notifies the listeners, and returns the number of messages. */
  int notifyListeners(Optional<ConsistencyToken> token) throws InterruptedException {
    List<InFlightRecord> records = covered.get();
    Duration atMost = context.appliedNotifier().longest(records.size());
    activity.begins("notifying listeners", now() + atMost.toNanos());
    context.appliedNotifier().notifyApplied(records, token);
    return records.size();
  }

  /** Returns the time of the monotonic clock, in nanoseconds. */
  long now() {
    return context.clock().nanoTime();
  }
}
