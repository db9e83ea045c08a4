package dev.rbacconsumer.core.health;

import java.util.Collection;

/** Health of the consumer. */
public enum Health {
  /**
   * The consumer works, or waits for records, and is connected to Kafka. A partition that retries
   * is normal work.
   */
  CONNECTED,
  /**
   * The consumer works, but Kafka does not answer, or the start is not complete. A restart would
   * not help.
   */
  DISCONNECTED,
  /** The consumer has stopped working without a requested stop. Only a restart helps. */
  HUNG;

  /** Returns the health that follows from all conditions. */
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
