package dev.rbacconsumer.core.action;

import java.util.function.Consumer;

/**
 * A request that waits for its result.
 *
 * @param request the request
 * @param deadline time at which it is answered at the latest, on the monotonic clock in nanoseconds
 * @param whenAnswered receives the result, once, on a thread of delivery; must not block or throw
 */
public record PendingAction(
    ActionRequest request, long deadline, Consumer<ActionReply> whenAnswered) {
  /** Returns the request with its result. */
  public Answered answer(ActionReply.Code code, String message) {
    return new Answered(this, new ActionReply(code, message));
  }

  /** Returns the action and who requested it, such as {@code pause by ann}. */
  @Override
  public String toString() {
    return request.action().label() + " by " + request.by();
  }

  /**
   * A request with its result.
   *
   * @param action the request
   * @param reply the result
   */
  public record Answered(PendingAction action, ActionReply reply) {}
}
