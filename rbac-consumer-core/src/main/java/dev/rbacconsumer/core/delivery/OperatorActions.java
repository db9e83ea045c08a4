package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Passes the actions of operators to the lanes of their partitions. Any thread may request one; the
 * source thread carries it out. Thread-safe, except where a method says otherwise.
 */
public final class OperatorActions {
  private final LaneContext context;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  OperatorActions(LaneContext context) {
    this.context = context;
  }

  /**
   * Requests an action. Its result comes once, on a thread of delivery.
   *
   * @param timeout longest time until the action is answered, above zero
   * @param whenAnswered receives the result; must not block or throw
   */
  public void request(ActionRequest request, Duration timeout, Consumer<ActionReply> whenAnswered) {
    long deadline = context.clock().nanoTime() + timeout.toNanos();
    PendingAction action = new PendingAction(request, deadline, whenAnswered);
    enqueue((assigned, retryReading) -> begin(action, assigned, retryReading));
  }

  /**
   * Requests the first record of a partition that is read and not settled. It comes once, on a
   * thread of delivery.
   *
   * @param whenFound receives the record; empty if there is none, or this instance does not hold
   *     the partition; must not block or throw
   */
  public void head(PartitionId partition, Consumer<Optional<SourceRecord>> whenFound) {
    enqueue(
        (assigned, retryReading) ->
            whenFound.accept(
                Optional.ofNullable(assigned.get(partition))
                    .flatMap(lane -> lane.driver().ask(it -> it.operator().head()))));
  }

  private void enqueue(Task task) {
    tasks.add(task);
    if (closed) {
      drain(Map.of(), partition -> false);
    } else {
      context.wakeSource().run();
    }
  }

  /**
   * Begins what was requested, and ends what has taken too long. Called by the source thread.
   *
   * @param retryReading repeats at once what keeps a partition from being read, and returns whether
   *     there was something
   */
  void perform(Map<PartitionId, AssignedLane> assigned, Predicate<PartitionId> retryReading) {
    drain(assigned, retryReading);
    long now = context.clock().nanoTime();
    assigned.values().forEach(lane -> lane.driver().expireAction(now));
  }

  /** Refuses what was requested, and what will be. Called by the source thread, at its end. */
  void close() {
    closed = true;
    drain(Map.of(), partition -> false);
  }

  private void drain(Map<PartitionId, AssignedLane> assigned, Predicate<PartitionId> retryReading) {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.perform(assigned, retryReading);
    }
  }

  private void begin(
      PendingAction action,
      Map<PartitionId, AssignedLane> assigned,
      Predicate<PartitionId> retryReading) {
    PartitionId partition = action.request().partition();
    AssignedLane lane = assigned.get(partition);
    if (lane == null) {
      refuse(
          action,
          closed ? Code.NOT_DELIVERING : Code.NOT_OWNER,
          closed
              ? "this instance has ended"
              : "this instance does not hold the partition; see which one does with"
                  + " rbac-consumer group");
    } else if (context.mode() == DeliveryMode.DRY_RUN) {
      refuse(action, Code.NOT_DELIVERING, "this instance is a dry run, and delivers nothing");
    } else if (action.request().action().isRetry() && retryReading.test(partition)) {
      answer(context, action.answer(Code.DONE, "the partition is about to be read again"));
    } else {
      lane.driver().begin(action);
    }
  }

  private void refuse(PendingAction action, Code code, String message) {
    answer(context, action.answer(code, message));
  }

  /** Reports a result to the observer, and to who requested the action. */
  static void answer(LaneContext context, PendingAction.Answered answered) {
    ActionRequest request = answered.action().request();
    context
        .observer()
        .on(new PartitionEvent.OperatorActed(request.partition(), request, answered.reply()));
    answered.action().whenAnswered().accept(answered.reply());
  }

  /** Work for the source thread. */
  private interface Task {
    void perform(Map<PartitionId, AssignedLane> assigned, Predicate<PartitionId> retryReading);
  }
}
