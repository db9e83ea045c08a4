package dev.rbacconsumer.launcher.health;

import java.util.Collection;

/** How the consumer is. */
public enum Health {
  /** Works, or waits for work, in touch with Kafka. A partition that retries is normal work. */
  CONNECTED,
  /** Works, but Kafka does not answer. A restart would not help. */
  DISCONNECTED,
  /** Has stopped working without being told to. Only a restart helps. */
  HUNG;

  /** What all conditions together come to. */
  public static Health of(Collection<Condition> conditions) {
    Health health = CONNECTED;
    for (Condition condition : conditions) {
      if (!condition.met() && condition.scope() == Condition.Scope.LIVENESS) {
        return HUNG;
      }
      health = condition.met() ? health : DISCONNECTED;
    }
    return health;
  }
}
