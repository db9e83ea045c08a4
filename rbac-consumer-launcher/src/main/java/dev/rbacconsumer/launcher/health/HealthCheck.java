package dev.rbacconsumer.launcher.health;

import java.util.List;

/** Says how the consumer is. */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Looks at what is known already: no waiting for another thread or server, since a look that
   * hangs would leave the last answer standing. An exception counts as {@link Health#HUNG}.
   *
   * @return every condition, met or not, always the same ones in the same order
   */
  List<Condition> check();

  /**
   * Called once, before the first look: what finds out in the background may begin.
   *
   * @param news to be run by any thread, when a look would find something else than the last one
   */
  default void begin(Runnable news) {}
}
