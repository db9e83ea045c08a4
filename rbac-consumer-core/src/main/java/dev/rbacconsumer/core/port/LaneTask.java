package dev.rbacconsumer.core.port;

import java.util.Optional;

/**
 * The work of one lane, cut into steps, so that a test can run many lanes in one thread, and let
 * time pass in the middle of a call. Called by one thread at a time. Nothing here ever throws.
 */
@FunctionalInterface
public interface LaneTask {
  /** What the lane does next; empty once it has ended. The last step must have been told. */
  Optional<Step> next();

  /**
   * Does the next thing there is to do, which may be to wait.
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

  /** One thing to do. What it is was decided already. */
  interface Step {
    /** Does it, which may take long. Called once. */
    void call();

    /** Tells the lane what came of it. Called once, after {@link #call}. */
    void report();
  }
}
