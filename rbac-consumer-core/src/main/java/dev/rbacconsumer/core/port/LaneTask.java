package dev.rbacconsumer.core.port;

import java.util.Optional;

/**
 * The work of one lane, cut into steps, so that a test can run many lanes in one thread, and let
 * time pass in the middle of a call. Called by one thread at a time. No method throws.
 */
@FunctionalInterface
public interface LaneTask {
  /**
   * Returns the next step of the lane; empty once it has ended. The previous step must have been
   * reported.
   */
  Optional<Step> next();

  /**
   * Performs and reports the next step, which may be a wait.
   *
   * @return false once the lane has ended
   */
  default boolean step() {
    Optional<Step> step = next();
    step.ifPresent(
        it -> {
          it.call();
          it.report();
        });
    return step.isPresent();
  }

  /** One step of a lane, already decided. */
  interface Step {
    /** Performs the step, which may take long. Called once. */
    void call();

    /** Reports the result to the lane. Called once, after {@link #call}. */
    void report();
  }
}
