package dev.rbacconsumer.launcher.health;

/** Says how the consumer is. */
@FunctionalInterface
public interface HealthCheck {
  /**
   * Looks at what is known already: no waiting for another thread or server, since a look that
   * hangs would leave the last answer standing. An exception counts as {@link Health#HUNG}.
   */
  Health check();
}
