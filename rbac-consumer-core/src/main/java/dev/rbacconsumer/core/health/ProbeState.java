package dev.rbacconsumer.core.health;

/**
 * State of the liveness and readiness probes, and of the files of these names. The state "ready
 * without being alive" does not exist.
 */
public enum ProbeState {
  /** Only a restart helps. */
  NEITHER,
  /** The consumer works, but cannot work on records. */
  ALIVE,
  /** The consumer works. */
  ALIVE_AND_READY;

  /** Returns the state that follows from the health. */
  public static ProbeState of(Health health) {
    return switch (health) {
      case CONNECTED -> ALIVE_AND_READY;
      case DISCONNECTED -> ALIVE;
      case HUNG -> NEITHER;
    };
  }

  /** Returns whether no restart is needed. */
  public boolean alive() {
    return this != NEITHER;
  }

  /** Returns whether the consumer can work. */
  public boolean ready() {
    return this == ALIVE_AND_READY;
  }
}
