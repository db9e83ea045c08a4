package dev.rbacconsumer.launcher.health;

import java.util.List;

/** Says how the consumer is. */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Computes the health from what is known already. Called by several threads at once, probes among
   * them: it must not wait for another thread, a server or the log. An exception counts as {@link
   * Health#HUNG}.
   *
   * @return every condition, met or not, always the same ones in the same order
   */
  List<Condition> check();

  /**
   * Reports what has changed since the last call, to the log or to an observer. Called before each
   * look of the health thread, and by no other: it may hang without keeping a probe from its
   * answer.
   */
  default void reportChanges() {}

  /**
   * Called once, before the first look: what finds out in the background may begin.
   *
   * @param news to be run by any thread, when a look would find something else than the last one
   */
  default void begin(Runnable news) {}
}
