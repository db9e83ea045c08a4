package dev.rbacconsumer.core.health;

import java.util.List;

/** Checks the health of the consumer. */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Computes the health from known data. Several threads call it at once, including those of
   * probes: it must not wait for another thread, a server or the log. An exception counts as {@link
   * Health#HUNG}.
   *
   * @return every condition, met or not, always the same ones in the same order
   */
  List<Condition> check();

  /**
   * Reports changes since the last call, to the log or to an observer. Only the health thread calls
   * it, before each of its checks: if it hangs, probes are still answered.
   */
  default void reportChanges() {}

  /**
   * Starts background checks. Called once, before the first check.
   *
   * @param news to be run by any thread when a check would have a different result than the last
   *     one
   */
  default void begin(Runnable news) {}
}
