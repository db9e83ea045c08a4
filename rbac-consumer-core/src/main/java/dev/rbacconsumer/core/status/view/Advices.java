package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.StallStatus;
import java.util.Optional;

/**
 * Finds the advice for each problem. The reason decides; the state decides where the reason is not
 * known, or where the same reason means something else. A reason that this product does not know
 * gets an advice that claims nothing about its cause.
 */
public final class Advices {
  private static final Advice ENDED =
      new Advice(
          Section.STALLED,
          "A defect has ended this thread: keep the log, which has the stack trace, and report it."
              + " Liveness fails by itself: let the platform restart the pod.");

  private static final Advice POSITION =
      new Advice(
          Section.STALLED,
          "The brokers do not answer the request for the topic or for the committed offset: check"
              + " that every broker can be reached from here, and that the user may describe the"
              + " topic and the group. Liveness fails by itself after a while.");

  private Advices() {}

  /** Returns the advice for a record that failed, or a batch that cannot be read. */
  public static Advice on(Failure failure) {
    return of(ProblemState.of(failure.kind()), failure.reason());
  }

  /** Returns the advice for records that were passed over, by the failure of the latest one. */
  public static Advice onPassedOver(Failure latest) {
    Optional<Advice> written =
        isOfMessage(ProblemState.of(latest.kind()))
            ? ViolationCode.of(latest.reason()).map(MessageRemedy::passedOver)
            : written(ProblemState.PASSED_OVER, latest.reason());
    return written.orElseGet(ProblemState.PASSED_OVER::general);
  }

  /** Returns the advice for a partition with data loss, which is not read on. */
  public static Advice on(DataLoss loss) {
    return LossRemedy.of(loss);
  }

  /** Returns the advice for a lock that could not be taken, or was lost. */
  public static Advice on(FenceStatus.Refused fence) {
    return fence.loss().map(LossRemedy::of).orElseGet(() -> of(ProblemState.LOCK, fence.reason()));
  }

  /** Returns the advice for a thread that is stalled or has ended. */
  public static Advice on(StallStatus stall) {
    if (stall.isEnd()) {
      return ENDED;
    }
    return stall.isForPosition() ? POSITION : ProblemState.STALL.general();
  }

  /**
   * Returns the advice for a reason in a state.
   *
   * @param reason any word; a store may give one that no release knows
   */
  public static Advice of(ProblemState state, String reason) {
    return written(state, reason).orElseGet(state::general);
  }

  /** Returns the advice that was written for a reason in a state; empty if there is none. */
  public static Optional<Advice> written(ProblemState state, String reason) {
    Optional<Advice> ofMessage =
        isOfMessage(state)
            ? ViolationCode.of(reason).map(MessageRemedy::blocked)
            : Optional.empty();
    return ofMessage.or(() -> FailureReason.of(reason).flatMap(it -> Remedy.of(it).in(state)));
  }

  private static boolean isOfMessage(ProblemState state) {
    return state == ProblemState.MALFORMED || state == ProblemState.INVALID;
  }
}
